"""The groups that a peer supporter leads are part of their days."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import run_by
from tests.tabs import page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.directory.actions import except_time
from wayfellow.groups.queries import listing_of
from wayfellow.journeys import actions

CANCELLED = {"moved_to": None, "starts_at": None, "ends_at": None, "venue": None, "why": "ill", "in_words": {}}
IN_TWO_DAYS = timedelta(days=2)


@pytest.fixture
def on():
    return timezone.localdate() + IN_TWO_DAYS


@pytest.fixture
def group(cast, on):
    listing = publish(cast, "Example: Tuesday circle", at={}, times=[(on.weekday(), "19:00", "20:30")])
    return run_by(cast, listing, cast.peer)


def test_whoever_leads_a_group_reads_on_their_first_page_when_it_takes_place_this_week(cast, group, on, client):
    client.force_login(cast.pau)
    page = page_of(client.get("/today/"))
    assert "The groups you lead" in page.text and "19:00" in page.text
    assert page.main.find("a", href=reverse("groups:group", args=[group.pk]), string="Example: Tuesday circle")
    except_time(listing_of(group).times.get(), by=cast.pau, on=on, change=CANCELLED)
    assert "None takes place in these seven days." in text_of(client.get("/today/"))


def test_whoever_leads_none_reads_nothing_of_it(cast, client):
    client.force_login(cast.pau)
    assert "The groups you lead" not in text_of(client.get("/today/"))


@pytest.mark.parametrize(
    ("at", "is_asked"), [(time(18), False), (time(18, 30), True), (time(20), True), (time(20, 30), False)]
)
def test_a_meeting_planned_at_that_time_is_asked_about(cast, group, on, at, is_asked):
    journey = story.set_out(cast, on=timezone.localdate())
    meeting = {"on": on, "at": at, "minutes": 60, "setting": "in_person"}
    if is_asked:
        with pytest.raises(Refused, match="Example: Tuesday circle"):
            actions.plan(journey, by=cast.pau, id=uuid.uuid4(), **meeting)
    assert actions.plan(journey, by=cast.pau, id=uuid.uuid4(), anyway=is_asked, **meeting)


def test_a_person_who_plans_at_that_time_learns_nothing_of_it(cast, group, on):
    journey = story.set_out(cast, on=timezone.localdate())
    assert actions.plan(journey, by=cast.montse, id=uuid.uuid4(), on=on, at=time(19), minutes=60, setting="in_person")
