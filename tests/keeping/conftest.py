import itertools
import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tests.surveys.asking import answers_of, asking, ready
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.plans.actions import keep_visit
from wayfellow.surveys.models import Invitation, OwnAnswers
from wayfellow.vault.models import SealedText

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def register(settings, tmp_path):
    """The register of destroyed keys, in a place of its own for each test."""
    settings.ERASED_FILE = tmp_path / "wayfellow.erased"
    return settings.ERASED_FILE


@pytest.fixture
def montse(cast):
    client = Client()
    client.force_login(cast.montse)
    return client


@pytest.fixture
def walked(cast):
    """Montse and Pau have walked all the way to the closing, and something was written at every turn."""
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=200))
    days = [TODAY - timedelta(days=days) for days in (150, 140, 130)]
    story.walk(cast, cast.journey, days, with_referrer=True)
    note = cast.journey.accompaniments.latest("on")
    actions.dispute_note(note, by=cast.montse, on=TODAY, words="I see it differently")
    reasons = {"person_reason": "It helps", "peer_reason": "It does"}
    actions.ask_to_go_on(cast.journey, by=cast.pau, on=TODAY, up_to=16, **reasons)
    actions.nod(cast.journey, by=cast.carme, on=TODAY)
    association = cast.associations[0]
    actions.connect(cast.journey, by=cast.pau, association=association, state="told", on=TODAY)
    keep_visit(cast.person, by=cast.montse, id=uuid.uuid4(), visit={"with_whom": "Doctor", "to_raise": "Sleep"})
    answers_of(cast, asking(cast, ready("goal"), kept="confidential"), {"goal": "To paint"})
    story.close(cast, cast.journey, on=TODAY)
    return cast


@pytest.fixture
def marked(walked):
    """A word of its own in every sealed column there is about Montse, and in all that says who she is."""
    walked.sealed = [
        mark for model in sealed_models() for row in model.objects.order_by("pk") for mark in mark_row(row)
    ]
    walked.person.name, walked.person.code = "Mark-name", "MARK-CODE"
    walked.person.save()
    walked.montse.name, walked.montse.email = "Mark-account", "mark@demo.example"
    walked.montse.save()
    walked.private = ["Mark-name", "MARK-CODE", "Mark-account", "mark@demo.example"]
    return walked


def sealed_columns(model):
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedText)]


def sealed_models():
    """Return every kind of record with sealed words about a person.

    What is a peer supporter's own is not, nor what waits on an invitation: whose that is nobody knows.
    """
    sealed = [model for model in apps.get_models() if sealed_columns(model) and model._meta.app_label != "workforce"]
    return [model for model in sealed if model is not Invitation]


numbers = itertools.count()


def mark_row(row):
    marks = {name: f"Mark-{row._meta.label}-{name}-{next(numbers)}-" for name in sealed_columns(type(row))}
    for name, mark in marks.items():
        setattr(row, name, json.dumps({"goal": mark}) if isinstance(row, OwnAnswers) else mark)
    row.save()
    return marks.values()
