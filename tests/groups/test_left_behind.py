"""Who leads a group leaves: its people are not left without somebody, and the coordinators read it in time."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import run_by
from tests.tabs import text_of
from wayfellow.directory.models import WeeklyTime
from wayfellow.groups.actions import keep_group
from wayfellow.groups.models import Group
from wayfellow.journeys.actions import end_leaving
from wayfellow.people.models import User
from wayfellow.workforce.actions import leave
from wayfellow.workforce.models import Belonging, Leaving, Peer

TODAY = timezone.localdate()
NOBODY = "1 group has nobody who leads it"


@pytest.fixture
def group(cast):
    """The circle that Pau leads."""
    return run_by(cast, publish(cast, "Example: Circle", at={}, times=[(1, "19:00", "20:30")]), cast.peer)


@pytest.fixture
def leaving(cast, group):
    said = {"on": TODAY, "programme": cast.programme, "last_day": TODAY}
    leave(cast.peer, by=cast.pau, id=uuid.uuid4(), **said)
    return Leaving.objects.get()


@pytest.fixture
def left(cast, leaving):
    """Pau left yesterday."""
    end_leaving(leaving, by=cast.carme, on=TODAY)
    Belonging.objects.update(ends_on=TODAY - timedelta(days=1))


def read_by(user, name, *of):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[each.pk for each in of]))


def nuria_leads_it(cast, group, *others):
    nuria = Peer.objects.create(
        user=User.objects.create_user("nuria@post.example", name="Núria"), employer=cast.federation
    )
    nuria.programmes.add(cast.programme)
    keep_group(group, by=cast.carme, edit_token=None, facilitators=[nuria, *others], is_led_by_members=False)


def test_beside_those_whom_they_walk_with_stand_the_groups_they_lead(cast, group, leaving):
    mine, of_the_coordinator = (read_by(user, "journeys:leaving", leaving) for user in [cast.pau, cast.carme])
    for answer in [mine, of_the_coordinator]:
        assert "Example: Circle" in text_of(answer) and "Nobody else leads it yet." in text_of(answer)
    way = reverse("groups:keep", args=[group.pk])
    assert way in of_the_coordinator.content.decode() and way not in mine.content.decode()


def test_whoever_leads_it_as_well_is_named(cast, group, leaving):
    nuria_leads_it(cast, group, cast.peer)
    told = text_of(read_by(cast.carme, "journeys:leaving", leaving))
    assert "Also led by Núria." in told and "Nobody else" not in told


def test_a_group_without_anybody_stands_on_the_desk_until_somebody_leads_it(cast, group, left):
    assert NOBODY in text_of(read_by(cast.carme, "home:desk", cast.programme))
    assert "Nobody leads it now" in text_of(read_by(cast.carme, "groups:groups"))
    assert "Nobody leads it now" in text_of(read_by(cast.carme, "groups:group", group))
    nuria_leads_it(cast, group)
    assert NOBODY not in text_of(read_by(cast.carme, "home:desk", cast.programme))
    assert "Nobody leads it now" not in text_of(read_by(cast.carme, "groups:group", group))


def test_as_long_as_they_are_there_it_is_led(cast, group, leaving):
    assert NOBODY not in text_of(read_by(cast.carme, "home:desk", cast.programme))


def test_what_its_members_lead_or_is_over_waits_for_nobody(cast, group, left):
    Group.objects.update(is_led_by_members=True)
    assert NOBODY not in text_of(read_by(cast.carme, "home:desk", cast.programme))
    Group.objects.update(is_led_by_members=False)
    WeeklyTime.objects.update(ends_on=TODAY - timedelta(days=1))
    assert NOBODY not in text_of(read_by(cast.carme, "home:desk", cast.programme))
