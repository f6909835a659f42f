"""No form asks what is wrong with someone (I2)."""

import re
from importlib import import_module

from django.conf import settings

from wayfellow.journeys.forms.referrals import ReferralForm
from wayfellow.ui.pages import Form

CLINICAL = re.compile(
    r"diagnos|medicat|medicin|treatment|dose|drug|\bicd|\bdsm|symptom|syndrome|disorder|disease|illness"
    r"|\brisk|severity|prognos|relapse|suicid|allerg|hospitali|patholog|clinical",
    re.I,
)


def test_no_question_has_a_clinical_name():
    import_module(settings.ROOT_URLCONF)
    asked = [f"{form.__module__} {form.__name__} {name}" for form in _forms(Form) for name in form.base_fields]

    assert len(asked) > 20
    assert [question for question in asked if CLINICAL.search(question.replace("_", " "))] == []


def test_the_referral_sheet_asks_nothing_clinical(cast):
    sheet = ReferralForm(record=cast.programme, reader=cast.rosa)
    asked = [f"{name}: {field.label} {field.help_text}" for name, field in sheet.fields.items()]

    assert len(asked) > 20
    assert [question for question in asked if CLINICAL.search(question.replace("_", " "))] == []


def _forms(form):
    for kind in form.__subclasses__():
        yield kind
        yield from _forms(kind)
