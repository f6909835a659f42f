"""How a group is doing, in numbers: sessions held of planned, and who comes again, never of one person (I9)."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, counted, keep_names, met, run_by
from tests.tabs import text_of
from wayfellow.directory.terms import Format
from wayfellow.groups.models import Attendance
from wayfellow.groups.queries import health_of, health_of_all, listing_of


@pytest.fixture
def group(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    return run_by(cast, listing, cast.peer)


def health(group):
    return health_of(group, listing_of(group), timezone.localtime())


def came(cast, group, number, times, since=timedelta(weeks=6)):
    for _person in range(number):
        member = asked_for_a_place(cast, group, str(uuid.uuid4()))
        for week in range(times):
            on = timezone.localdate() - since + timedelta(weeks=week)
            Attendance.objects.create(member=member, on=on, starts_at="19:00")


def test_sessions_are_held_of_planned_and_some_were_cancelled(cast, group):
    planned = met(group)
    planned[1].time.exceptions.create(on=planned[1].on)
    counted(cast, group, occurrence=planned[0])
    found = health(group)
    assert (found.planned, found.held, found.cancelled) == (len(planned), 1, 1)


@pytest.mark.parametrize(("once", "again", "told"), [(1, 3, (0, 0)), (2, 4, (5, 0)), (0, 5, (5, 5)), (8, 6, (10, 5))])
def test_who_comes_again_is_told_in_fives(cast, group, once, again, told):
    group = keep_names(cast, group)
    came(cast, group, once, times=1)
    came(cast, group, again, times=2)
    found = health(group)
    assert (found.came, found.came_again) == told


def test_whoever_came_lately_has_had_no_time_to_come_again(cast, group):
    group = keep_names(cast, group)
    came(cast, group, 6, times=1, since=timedelta(weeks=2))
    assert health(group).came == 0


def test_an_open_day_is_counted_as_what_it_is_and_not_among_the_groups(cast, group, client):
    day = publish(cast, "Example: Sea and sand", at={}, times=[(2, "17:00", "18:00")], formats=[Format.OPEN_DAY])
    run_by(cast, day, cast.peer)
    client.force_login(cast.carme)
    page = text_of(client.get(reverse("groups:programme", args=[cast.programme.pk])))
    assert "What is run here Group (1), Open day (1)" in page


def test_a_coordinator_sees_all_groups_together_and_each(cast, group, client, django_assert_num_queries):
    reading = publish(cast, "Example: Reading circle", at={}, times=[(2, "17:00", "18:00")], languages=["ca", "es"])
    counted(cast, run_by(cast, reading, cast.peer))
    counted(cast, group)
    came(cast, keep_names(cast, group), 7, times=2)
    found = health_of_all(cast.programme, timezone.localtime())
    assert found.sum_of("held") == 2 and found.languages == [("es", 2), ("ca", 1)]
    assert (found.sum_of("came"), found.sum_of("came_again")) == (5, 5)
    client.force_login(cast.carme)
    page = reverse("groups:programme", args=[cast.programme.pk])
    assert page in client.get(reverse("groups:groups")).content.decode()
    with django_assert_num_queries(9):
        # the session, what is new, the programme, its groups, their listings with places, times and days, who came
        said = text_of(client.get(page))
    assert "Example: Reading circle" in said and "at least 5 came again" in said and "Different places" in said


def test_of_all_groups_together_nothing_more_is_told_than_of_each(cast, group):
    """Three in one and four in the other are seven, and would tell a facilitator of the one about the other."""
    other = run_by(cast, publish(cast, "Example: Reading circle", at={}, times=[(2, "17:00", "18:00")]), cast.peer)
    for each, number in [(group, 3), (other, 4)]:
        came(cast, keep_names(cast, each), number, times=2)
    found = health_of_all(cast.programme, timezone.localtime())
    assert (found.sum_of("came"), found.sum_of("came_again")) == (0, 0)


@pytest.mark.parametrize("who", ["pau", "rosa", "silvia", "montse", "nil", "olga"])
def test_nobody_but_a_coordinator_sees_the_groups_of_a_programme(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("groups:programme", args=[cast.programme.pk])).status_code == 404


def test_groups_stand_beside_the_journeys_in_what_a_peer_supporter_carries(cast, group, client):
    counted(cast, group)
    client.force_login(cast.silvia)
    said = text_of(client.get(reverse("home:load", args=[cast.programme.pk])))
    assert "Groups that peer supporters lead" in said and "Groups they lead 1" in said
    assert "Sessions held in the last 30 days 1" in said and "Art workshop" not in said


def test_where_nobody_leads_a_group_nothing_stands_there(cast, client):
    client.force_login(cast.silvia)
    assert "Groups that" not in text_of(client.get(reverse("home:load", args=[cast.programme.pk])))


def test_a_group_that_keeps_numbers_says_nothing_of_who_comes_again(cast, group, client):
    client.force_login(cast.carme)
    said = text_of(client.get(reverse("groups:group", args=[group.pk])))
    assert "Sessions planned so far" in said and "come again" not in said
