"""Every column about a person is sealed, or is named with a reason where everybody can read it."""

from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.html import escape
from django.utils.translation import override

from wayfellow.keeping.plain import PLAIN
from wayfellow.people.models import Person
from wayfellow.vault.models import Key, SealedText

# The account a person signs in with, and what names them by a number without pointing to them.
ALSO = {
    "people.User", "people.Session", "people.SecurityLine", "people.NewAddress", "people.WayBack", "people.OwnCalendar",
    "journal.Entry",
}  # fmt: skip
OF_OTHERS = {
    "learning.Learner", "workforce.Peer", "workforce.Reflection", "workforce.Belonging", "workforce.Peer_sites",
}  # fmt: skip
OF_NOBODY = {"understanding.Feedback"}
# Brought along by the parts: of accounts, not of what is written about somebody.
OF_THE_PARTS = {"account", "mfa", "auth", "sessions", "contenttypes", "django_tasks_database"}


def about_a_person():
    """Return every table that points to a person or to a key, directly or by another one."""
    every = [each for each in apps.get_models(include_auto_created=True) if each._meta.app_label not in OF_THE_PARTS]
    others = OF_OTHERS | OF_NOBODY
    found = {Person, Key}
    while True:
        more = {
            model
            for model in every
            if model not in found and model._meta.label not in others
            and any(field.related_model in found for field in model._meta.concrete_fields)
        }  # fmt: skip
        if not more:
            break
        found |= more
    return (found - {Key}) | {apps.get_model(label) for label in ALSO}


def lying_open():
    return {
        (model._meta.label, field.name)
        for model in about_a_person()
        for field in model._meta.concrete_fields
        if not isinstance(field, SealedText) and not (field.primary_key and field.name == "id")
    }


def named():
    return [
        (table, column)
        for each in PLAIN
        for table, columns in each.columns.items()
        for column in columns.split()
    ]  # fmt: skip


def test_whatever_lies_open_about_a_person_is_named_with_a_reason():
    assert sorted(lying_open() - set(named())) == [], "seal it, or name it in keeping/plain.py and say why"
    assert sorted(set(named()) - lying_open()) == [], "this is sealed now, or gone: take it out of keeping/plain.py"


def test_each_is_named_once():
    assert [column for column, times in Counter(named()).items() if times > 1] == []


@pytest.mark.parametrize(
    "column",
    [
        "choices.Choice.answer", "choices.Choice.idea", "choices.Choice.free", "choices.Choice.how",
        "journeys.Objective.dimension", "journeys.Objective.person_closer", "journeys.Objective.peer_closer",
        "journeys.OneSide.given", "preferences.Preference.gender", "preferences.Preference.gender_weight",
    ],
)  # fmt: skip
def test_what_somebody_chose_rated_or_wished_does_not_lie_open(column):
    table, name = column.rsplit(".", 1)
    assert apps.get_model(table)._meta.get_field(name)
    assert (table, name) not in lying_open()


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_everybody_can_read_what_lies_open_and_why(db, client, language):
    client.cookies["django_language"] = language
    page = client.get("/who-sees-what/").content.decode()
    with override(language):
        assert [each for each in PLAIN if escape(str(each.what)) not in page or escape(str(each.why)) not in page] == []
