"""Sílvia supervises Pau; Adam is another peer supporter of the programme."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from wayfellow.people.models import User
from wayfellow.supervision import actions
from wayfellow.supervision.models import Supervision
from wayfellow.supervision.queries import NOTHING_YET
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()


def ago(days):
    return TODAY - timedelta(days=days)


def planned(cast, peers, on, *, kind="alone", beside=None, by=None):
    when = {"on": on, "at": None, "way": "in_person"}
    said = {"kind": kind, "peers": peers, "beside": beside, "planned": when}
    return actions.plan_supervision(cast.programme, by=by or cast.silvia, id=uuid4(), **said)


def held(cast, peers, on, *, topics=(), **said):
    made = planned(cast, peers, on, **said)
    actions.hold_supervision(made, by=made.supervisor, today=TODAY, on=on, minutes=60, topics=topics)
    return made


def written(sheet, *, by, talked, edit_token=None, **said):
    actions.write_sheet(sheet, by=by, edit_token=edit_token, on=TODAY, said=NOTHING_YET | {"talked": talked} | said)


@pytest.fixture
def adam(cast):
    user = User.objects.create_user("adam@demo.example", name="Adam")
    peer = Peer.objects.create(user=user, employer=cast.federation)
    peer.programmes.add(cast.programme)
    return peer


@pytest.fixture
def sheet(cast):
    """One hour with Pau, last week."""
    return held(cast, [cast.peer], ago(7)).sheets.get()


@pytest.fixture
def to_come(cast):
    return Supervision.objects.get(pk=planned(cast, [cast.peer], TODAY + timedelta(days=3)).pk)
