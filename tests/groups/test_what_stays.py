"""What stays of a group when its times are others: its course, its line of those who wait, its calendars."""

import uuid
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, counted, keep_names, met, run_by
from tests.groups.test_courses import course, today
from tests.home.test_calendars import address_for
from wayfellow.choices.links import token_of
from wayfellow.directory import actions as directory
from wayfellow.directory.calendars import calendar_of
from wayfellow.directory.models import Listing
from wayfellow.groups import actions
from wayfellow.groups.courses import next_part, parts_of
from wayfellow.groups.models import Group
from wayfellow.groups.queries import health_of, listing_of, members_of
from wayfellow.people.models import Person


def held_twice(cast):
    group = course(cast, weeks_ago=2)
    for each in met(group)[:2]:
        counted(cast, group, occurrence=each)
    return group, [part.held.day for part in parts_of(listing_of(group))[:2]]


def test_what_took_place_stays_counted_when_its_time_is_taken_away(cast):
    group, days = held_twice(cast)
    directory.take_time_away(group.listing.times.get(), by=cast.carme)
    parts = parts_of(listing_of(group))
    assert [part.held and part.held.day for part in parts] == [*days, None, None]
    assert next_part(parts, timezone.localtime()).number == 3
    health = health_of(Group.objects.get(pk=group.pk), listing_of(group), timezone.localtime())
    assert health.held <= health.planned


def test_what_took_place_stays_counted_when_its_time_moves_to_another_weekday(cast):
    group, days = held_twice(cast)
    time = group.listing.times.get()
    moved = {"weekday": (time.weekday + 2) % 7}
    directory.change_time(time, by=cast.carme, edit_token=None, details=moved)
    held = [part.held.day for part in parts_of(listing_of(group))]
    assert held[:2] == days and held == sorted(held)
    assert {day.weekday() for day in held[2:]} == {moved["weekday"]} and held[2] > today() - timedelta(days=7)


def test_of_those_who_ask_on_one_day_the_first_stands_first(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="closed")
    group = keep_names(cast, run_by(cast, listing, cast.peer))
    names = [f"Who asked as number {number}" for number in range(1, 9)]
    for name in names:
        asked_for_a_place(cast, group, name)
    _belong, wait = members_of(cast.pau, group)
    assert [one.name for one in wait] == names


def sequences(listing):
    listing = Listing.objects.get(pk=listing.pk)
    return {int(each["sequence"]) for each in Calendar.from_ical(calendar_of(listing, "x", today())).walk("vevent")}


def test_a_calendar_that_follows_a_group_is_told_that_it_changed(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")])
    Listing.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    before = sequences(listing)
    directory.change_time(listing.times.get(), by=cast.carme, edit_token=None, details={"weekday": 3})
    assert max(before) < min(sequences(listing))


def test_a_persons_own_calendar_has_the_groups_of_their_list(cast, client):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    group = keep_names(cast, run_by(cast, listing, cast.peer))
    token, person = token_of(uuid.uuid4()), Person.objects.get(user=cast.montse)
    told = {"name": "Laia", "reach": "", "listens_first": False}
    actions.ask_for_a_place(group.register, token=token, on=today(), **told)
    actions.keep_place(person, by=cast.montse, token=token)
    text = client.get(address_for(cast.montse)).content.decode()
    assert str(listing.times.get().pk) in text and "Art workshop" not in text
    assert "Art workshop" in client.get(address_for(cast.montse, says_names="on")).content.decode()
