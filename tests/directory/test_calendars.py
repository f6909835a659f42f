"""A time of the week goes into a calendar, and stays right when the clocks change."""

import io
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from icalendar import Calendar

from tests.directory.listings import publish, weekly
from wayfellow.directory import actions
from wayfellow.directory.calendars import calendar_of
from wayfellow.directory.models import WeeklyTime
from wayfellow.directory.queries import finding

ADDRESS = "https://wayfellow.example/find/example-painting/"


def written(cast, today, **details):
    listing = publish(cast, at={})
    venue = listing.venues.get()
    actions.add_time(listing, by=cast.carme, id=uuid.uuid4(), time=weekly(1, "18:00", "20:00", venue) | details)
    return calendar_of(finding.listing(listing.slug), ADDRESS, today)


def moments(content, number):
    """Return when it takes place, as somebody reads it who knows nothing but the file."""
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    zone = tzical(io.StringIO(content.decode().replace("\r\n", "\n"))).get()
    starts = event.decoded("dtstart").replace(tzinfo=None)
    rule = rrulestr(event["rrule"].to_ical().decode().split(";UNTIL")[0], dtstart=starts)
    return [when.replace(tzinfo=zone).astimezone(UTC) for when, _one in zip(rule, range(number), strict=False)]


def test_six_in_the_evening_stays_six_in_winter_and_in_summer(cast):
    content = written(cast, date(2026, 10, 20))
    october, november = moments(content, 2)
    assert (october, november) == (datetime(2026, 10, 20, 16, tzinfo=UTC), datetime(2026, 10, 27, 17, tzinfo=UTC))
    summer = moments(content, 37)[-1]
    assert summer.month == 6 and summer.hour == 16


def test_the_rules_of_the_clock_begin_before_what_takes_place(cast):
    calendar = Calendar.from_ical(written(cast, date(2027, 1, 12)))
    first = calendar.walk("VEVENT")[0].decoded("dtstart").replace(tzinfo=None)
    for change in [*calendar.walk("STANDARD"), *calendar.walk("DAYLIGHT")]:
        assert change.decoded("dtstart") < first


@pytest.mark.parametrize(
    ("when", "first_two"),
    [
        ({}, [date(2026, 11, 24), date(2026, 12, 1)]),
        ({"rhythm": "fortnightly", "starts_on": date(2026, 11, 2)}, [date(2026, 12, 1), date(2026, 12, 15)]),
        ({"rhythm": "first"}, [date(2026, 12, 1), date(2027, 1, 5)]),
        ({"rhythm": "last"}, [date(2026, 11, 24), date(2026, 12, 29)]),
        ({"starts_on": date(2027, 2, 1)}, [date(2027, 2, 2), date(2027, 2, 9)]),
    ],
)
def test_it_begins_on_the_next_day_it_takes_place(cast, when, first_two):
    content = written(cast, date(2026, 11, 22), **when)
    assert [one.date() for one in moments(content, 2)] == first_two


def test_a_night_ends_on_the_next_day(cast):
    night = {"starts_at": time(21), "ends_at": time(2)}
    event = Calendar.from_ical(written(cast, date(2026, 11, 22), **night)).walk("VEVENT")[0]
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=5)
    assert event["location"] == "Example parish hall, Example street 1, 08042, Barcelona"


def test_a_time_that_is_over_is_left_out(cast):
    content = written(cast, date(2026, 11, 22), ends_on=date(2026, 11, 1))
    assert not Calendar.from_ical(content).walk("VEVENT")


def test_a_time_that_takes_place_no_more_before_it_ends_is_left_out(cast):
    content = written(cast, date(2026, 11, 25), ends_on=date(2026, 11, 30))  # the last Tuesday was the day before
    assert not Calendar.from_ical(content).walk("VEVENT")


def test_a_day_that_was_moved_from_yesterday_to_tomorrow_is_in_it(cast):
    listing = publish(cast, at={}, times=[(1, "18:00", "20:00")])
    moved = {
        "moved_to": date(2026, 11, 26),
        "starts_at": time(17),
        "ends_at": time(19),
        "venue": None,
        "why": "holiday",
    }
    actions.except_time(WeeklyTime.objects.get(), by=cast.carme, on=date(2026, 11, 24), change=moved)
    _round, instead = Calendar.from_ical(calendar_of(finding.listing(listing.slug), ADDRESS, date(2026, 11, 25))).walk(
        "VEVENT"
    )
    assert instead.decoded("dtstart").date() == date(2026, 11, 26)


def test_the_page_gives_the_file(cast, client):
    publish(cast, at={}, times=[(1, "18:00", "20:00")])
    answer = client.get("/find/example-painting/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and not answer.cookies
    assert b"RRULE:FREQ=WEEKLY;BYDAY=TU" in answer.content and b"BYDAY=-1SU;BYMONTH=3" in answer.content
