"""Meetings that are set and moved, and whose mailbox is whose."""

from uuid import uuid4

from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Setting

ADDRESS = {
    "montse": "person@demo.example", "pau": "peer@demo.example", "rosa": "referrer@demo.example",
    "carme": "coordinator@demo.example", "silvia": "supervisor@demo.example",
    "edu": "evaluator@demo.example",
}  # fmt: skip


def plan(cast, journey, on, by=None):
    return actions.plan(journey, by=by or cast.pau, id=uuid4(), on=on, at=None, setting=Setting.COMMUNITY)


def move(meeting, on, by):
    actions.settle(meeting, by=by, state=Accompaniment.State.MOVED, on=on)
