import itertools
import json
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from tests.choices.conftest import asked
from tests.surveys.asking import answers_of, asking, ready
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import EarlierNote, EarlierReferral, Introduction
from wayfellow.plans import actions as plans
from wayfellow.plans.actions import add_support, keep_visit
from wayfellow.preferences.actions import say_what_matters
from wayfellow.surveys.models import OwnAnswers
from wayfellow.understanding.actions import tell_story
from wayfellow.vault.models import SealedJSON, SealedText
from wayfellow.workforce.actions import leave, stay

TODAY = timezone.localdate()


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
    EarlierNote.of(note, on=TODAY).save()
    EarlierReferral.of(cast.journey, on=TODAY).save()
    said = {"peer": cast.peer, "offered_by": cast.pau, "offered_on": TODAY, "would_suit": "Mornings"}
    Introduction.objects.create(journey=cast.journey, **said)
    a_plan = {"on": TODAY, "at": None, "setting": "community", "place": "The bench"}
    actions.plan(cast.journey, by=cast.pau, id=uuid.uuid4(), **a_plan)
    actions.take_break(cast.journey, by=cast.montse, begins_on=TODAY, words="Some quiet")
    actions.end_break(cast.journey, by=cast.pau, on=TODAY)
    reasons = {"person_reason": "It helps", "peer_reason": "It does"}
    actions.ask_to_go_on(cast.journey, by=cast.pau, on=TODAY, up_to=16, **reasons)
    actions.nod(cast.journey, by=cast.carme, on=TODAY)
    association = cast.associations[0]
    told = {"state": "told", "on": TODAY, "contact": "Anna", "group": "example-drawing"}
    actions.connect(cast.journey, by=cast.pau, association=association, **told)
    cast.step = asked(cast.programme, person=cast.person, on=TODAY - timedelta(days=220)).step
    keep_visit(cast.person, by=cast.montse, id=uuid.uuid4(), visit={"with_whom": "Doctor", "to_raise": "Sleep"})
    support = {"name": "A dog", "what_for": "Long walks", "how_to_reach": "Whistle"}
    add_support(cast.person, by=cast.montse, id=uuid.uuid4(), support=support)
    wishes = {"culture": "The sea", "age": "About mine", "experience": "Painting", "age_weight": "nice"}
    say_what_matters(cast.person, by=cast.montse, edit_token=None, wishes=wishes)
    noted = actions.note_work(cast.journey, by=cast.carme, on=TODAY, words="Rang twice")
    actions.answer_working_note(noted, by=cast.montse, on=TODAY, words="I was away", edit_token=None)
    leaving = leave(cast.peer, by=cast.pau, id=uuid.uuid4(), on=TODAY, programme=cast.programme, last_day=TODAY)
    actions.choose_way_on(cast.journey, by=cast.montse, on=TODAY, way="somebody_else", wants_to_meet=True)
    stay(leaving, by=cast.pau, on=TODAY)
    glass = story.break_glass(cast, cast.journey, at=timezone.now() - timedelta(hours=2))
    review = {"outcome": "needed", "what_follows": "Pau was spoken with"}
    actions.review_glass(glass, by=cast.silvia, at=timezone.now(), **review)
    written = {"how": "paper", "who_was_there": "Carme", "answer": "yes", "idea": "mine", "free": "yes"}
    actions.record_choice(cast.journey, by=cast.carme, on=TODAY, words="It helps", **written)
    actions.strike(cast.journey, by=cast.montse, on=TODAY, words="Social ties")
    reach = {"phone": "1", "email": "m@demo.example", "who_may_answer": "Me", "good_times": "Late"}
    actions.propose_reach(cast.person, by=cast.carme, on=TODAY, reach=reach)
    _plan(cast)
    tale = {"title": "The stairs", "words": "One at a time", "told_as": "M."}
    tell_story(cast.person, by=cast.montse, id=uuid.uuid4(), story=tale)
    answers_of(cast, asking(cast, ready("goal"), kept="confidential"), {"goal": "To paint"})
    story.close(cast, cast.journey, on=TODAY)
    place = actions.propose_place(cast.journey, by=cast.carme, on=TODAY, name="The choir by the sea")
    actions.answer_place(place, by=cast.montse, on=TODAY, answer="yes")
    return cast


def _plan(cast):
    """A goal of Montse's, with what Pau said beside it and what she decided, open to her sister."""
    goal = plans.add_goal(cast.person, by=cast.montse, id=uuid.uuid4(), on=TODAY, said={"words": "The sea"})
    plans.share_part(goal, by=cast.montse, edit_token=None, peer=cast.peer, together=False)
    remark = plans.remark(goal, by=cast.pau, id=uuid.uuid4(), on=TODAY, kind="concern", words="It is far")
    answer = {"decision": "answered", "answer": "I go", "to_do_it_well": "A map"}
    plans.answer_remark(remark, by=cast.montse, edit_token=None, on=TODAY, **answer)
    guest = {"name": "My sister", "fingerprint": "of a link", "may_comment": False}
    plans.invite_guest(goal, by=cast.montse, id=uuid.uuid4(), until=timezone.now() + timedelta(days=1), **guest)


@pytest.fixture
def marked(walked):
    """A word of its own in every sealed column there is about Montse, and in all that says who she is."""
    walked.sealed = [
        mark for model in sealed_models() for row in model.objects.order_by("pk") for mark in mark_row(row)
    ]
    walked.person.name, walked.person.code = "Mark-name", "MARK-CODE"
    walked.person.save(update_fields=["name", "code"])
    walked.montse.name, walked.montse.email = "Mark-account", "mark@demo.example"
    walked.montse.save()
    walked.private = ["Mark-name", "MARK-CODE", "Mark-account", "mark@demo.example"]
    return walked


def sealed_columns(model):
    """Return the columns of words and codes; a number or a few answers can hold no mark."""
    sealed = [field for field in model._meta.concrete_fields if isinstance(field, SealedText)]
    return [field.name for field in sealed if not isinstance(field, SealedJSON)]


def sealed_models():
    """Return every kind of record with sealed words about a person: not a peer supporter's own, nor nobody's.

    Nor what nobody has said yet: a draft is its writer's until it is sent, and a letter is gone once it is.
    """
    of_others = [
        "workforce",
        "supervision",
        "wellbeing",
        "learning",
        "exchange",
        "expenses",
        "arrivals",
        "office",
        "choices.wish",
        "groups.keptplace",
        "groups.member",
        "groups.note",
        "groups.onlinelink",
        "groups.visitor",
        "groups.wish",
        "joining",
        "understanding.feedback",
        "surveys.invitation",
        "drafts",
        "notices",
    ]
    return [
        model
        for model in apps.get_models()
        if sealed_columns(model) and not {model._meta.app_label, model._meta.label_lower} & set(of_others)
    ]


numbers = itertools.count()


def mark_row(row):
    marks = {name: f"Mark-{row._meta.label}-{name}-{next(numbers)}-" for name in sealed_columns(type(row))}
    marks = {name: mark for name, mark in marks.items() if getattr(row, name) is not None}
    for name, mark in marks.items():
        was_answers = (getattr(row, name) or "").startswith("{")
        what = "goal" if isinstance(row, OwnAnswers) else "words"
        setattr(row, name, json.dumps({what: mark}) if was_answers or isinstance(row, OwnAnswers) else mark)
    row.save()
    return marks.values()
