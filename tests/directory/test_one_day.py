"""On one day a time of the week is otherwise: whoever looks sees it at once, on the page and in the calendar."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rruleset, rrulestr
from dateutil.tz import tzical
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.directory.listings import one_of_each, publish
from tests.directory.test_keeping import send
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.directory import actions
from wayfellow.directory.calendars import calendar_of
from wayfellow.directory.models import WeeklyTime
from wayfellow.directory.occurrences import coming
from wayfellow.directory.queries import finding

ADDRESS = "https://wayfellow.example/find/example-painting/"
CANCELLED = {"moved_to": None, "starts_at": None, "ends_at": None, "venue": None, "why": "holiday"}


def next_time(listing):
    return coming(finding.listing(listing.slug))[0]


def by_the_clock(*when):
    return datetime(*when, tzinfo=timezone.get_default_timezone())


def moved(to, at="17:00", until="19:00"):
    return CANCELLED | {"moved_to": to, "starts_at": time.fromisoformat(at), "ends_at": time.fromisoformat(until)}


def test_a_cancelled_day_is_on_the_page_at_once_and_goes_again(cast, carme):
    listing, _venue, weekly, _mistake = one_of_each(cast)
    on = next_time(listing).on.isoformat()
    sent = send(carme, "except_time", weekly, on=on, what="cancelled", why="holiday")
    assert sent.url == "/find/example-painting/"
    page = carme.get(sent.url).content.decode()
    assert "It does not take place on this day. It is a holiday." in page
    assert next_time(finding.listing(listing.slug)).is_cancelled
    send(carme, "hold_as_usual", weekly, on=on)
    assert "It does not take place" not in carme.get(sent.url).content.decode()


def test_a_moved_day_shows_both_its_days(cast, carme, client):
    _listing, _venue, weekly, _mistake = one_of_each(cast)
    usual, new = [timezone.localdate() + timedelta(days=ahead) for ahead in (1, 2)]
    WeeklyTime.objects.update(weekday=usual.weekday())
    send(carme, "except_time", weekly, on=usual.isoformat(), what="moved", moved_to=new.isoformat(), starts_at="17:00")
    client.logout()
    for day in [usual, new]:
        page = client.get(f"/find/today/?day={day.isoformat()}").content.decode()
        assert "Moved from" in page and "Example: Painting" in page


def test_what_is_not_said_is_asked_for_where_it_was_typed(cast, carme):
    listing, _venue, weekly, _mistake = one_of_each(cast)
    on = next_time(listing).on.isoformat()
    answer = send(carme, "except_time", weekly, on=on, what="moved", starts_at="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please say to which day." in page and "Please say at what time." in page
    assert not weekly.exceptions.exists()


def test_a_day_on_which_it_never_is_cannot_be_cancelled(cast):
    _listing, _venue, weekly, _mistake = one_of_each(cast)
    with pytest.raises(Refused):
        actions.except_time(weekly, by=cast.carme, on=date(2026, 12, 2), change=CANCELLED)


def test_two_programs_that_know_nothing_but_the_file_read_the_same_days_across_the_clock_change(cast):
    listing = publish(cast, at={}, times=[(1, "18:00", "20:00")])
    weekly = WeeklyTime.objects.get()
    actions.except_time(weekly, by=cast.carme, on=date(2027, 3, 16), change=CANCELLED)
    actions.except_time(weekly, by=cast.carme, on=date(2027, 4, 6), change=moved(date(2027, 4, 7)))
    content = calendar_of(finding.listing(listing.slug), ADDRESS, date(2027, 3, 9))
    expected = [
        by_the_clock(*when) for when in [(2027, 3, 9, 18), (2027, 3, 23, 18), (2027, 3, 30, 18), (2027, 4, 7, 17)]
    ]
    assert [when.utcoffset() for when in expected] == [timedelta(hours=1)] * 2 + [timedelta(hours=2)] * 2
    assert as_icalendar_reads(content, 4) == as_dateutil_reads(content, 4) == expected


def as_icalendar_reads(content, number):
    """Its own moments, rule by rule: the wall clock of the zone it names."""
    comes_round, instead = Calendar.from_ical(content).walk("VEVENT")
    starts = comes_round.decoded("dtstart")
    without = {each.dt for each in comes_round["exdate"].dts} | {instead.decoded("recurrence-id")}
    days = [starts + timedelta(weeks=week) for week in range(number + 1)]
    return sorted([*(day for day in days if day not in without), instead.decoded("dtstart")])[:number]


def as_dateutil_reads(content, number):
    """The same by another program: its own zone, its own rule."""
    comes_round, instead = Calendar.from_ical(content).walk("VEVENT")
    zone = tzical(io.StringIO(content.decode().replace("\r\n", "\n"))).get()
    days = rruleset()
    rule = comes_round["rrule"].to_ical().decode()
    days.rrule(rrulestr(rule, dtstart=comes_round.decoded("dtstart").replace(tzinfo=None)))
    for each in [*comes_round["exdate"].dts, instead["recurrence-id"]]:
        days.exdate(each.dt.replace(tzinfo=None))
    days.rdate(instead.decoded("dtstart").replace(tzinfo=None))
    return [when.replace(tzinfo=zone) for when, _one in zip(days, range(number), strict=False)]


@pytest.mark.parametrize(("rhythm", "days"), [
    ("weekly", [5, 12, 19, 26]), ("first", [5]), ("third", [19]), ("last", [26]), ("fortnightly", [5, 19]),
])  # fmt: skip
def test_each_rhythm_has_its_days(cast, rhythm, days):
    listing = publish(cast, times=[(1, "18:00", "20:00")])
    WeeklyTime.objects.update(rhythm=rhythm, starts_on=date(2026, 12, 22))
    start = by_the_clock(2027, 1, 1)
    found = [each.on for each in coming(finding.listing(listing.slug), start) if each.on.month == 1]
    assert found == [date(2027, 1, day) for day in days]


def test_a_visitor_finds_what_is_on_today_and_how_the_door_opens(cast, client):
    now = timezone.localtime()
    details = {"door": "open", "listening": "yes", "writing": "heads"}
    in_a_day = (now + timedelta(days=1)).weekday()
    publish(cast, at={"how_to_get_in": {"en": "The green door"}}, times=[(in_a_day, "19:00", "20:30")], **details)
    publish(cast, "Example: Another day", times=[((in_a_day + 1) % 7, "19:00", "20:30")])
    page = client.get("/find/today/", {"day": (now + timedelta(days=1)).date().isoformat()}).content.decode()
    assert "19:00–20:30" in page and "Example parish hall" in page and "The green door" in page
    assert "Open: just come. Yes, you can just listen" in page and "Another day" not in page
    assert client.get("/find/today/?day=nonsense&page=nonsense").status_code == 200


def test_of_a_long_day_a_visitor_picks_the_evening(cast, client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for name, starts, ends in [
        ("Breakfast", "09:00", "11:00"),
        ("Tea", "17:00", "19:00"),
        ("Supper", "20:00", "21:00"),
    ]:
        publish(cast, f"Example: {name}", at={}, times=[(tomorrow.weekday(), starts, ends)])
    whole = client.get("/find/today/", {"day": tomorrow.isoformat()}).content.decode()
    assert "Evening, from six" in whole and "Breakfast" in whole
    evening = client.get("/find/today/", {"day": tomorrow.isoformat(), "part": "e"}).content.decode()
    assert "Tea" in evening and "Supper" in evening and "Breakfast" not in evening
    assert "Breakfast" in client.get("/find/today/", {"day": tomorrow.isoformat(), "part": "x"}).content.decode()


def test_the_sheet_on_the_door_of_a_place_has_its_week(cast, client, carme, django_assert_num_queries):
    listing, venue, weekly, _mistake = one_of_each(cast)
    publish(cast, "Example: Elsewhere", times=[(1, "10:00", "11:00")])
    address = f"/find/venues/{venue.pk}/"
    assert address in carme.get(f"/find/{listing.slug}/").content.decode()
    client.logout()
    client.get("/help-now/")
    with django_assert_num_queries(3):  # the place, its times, the days that are otherwise
        page = client.get(address).content.decode()
    assert "Example: Painting" in page and "18:00–20:00" in page and "Elsewhere" not in page
    on = next(each for each in coming(finding.listing(listing.slug)))
    actions.except_time(weekly, by=cast.carme, on=on.on, change=CANCELLED | {"in_words": {}})
    there = [client.get(address, {"week": week}).content.decode() for week in ["", "next"]]
    assert sum("It does not take place on this day." in page for page in there) == 1


def test_a_place_of_nothing_that_anyone_may_find_has_no_sheet(cast, client):
    listing, venue, _weekly, _mistake = one_of_each(cast)
    actions.unpublish(listing, by=cast.carme)
    assert client.get(f"/find/venues/{venue.pk}/").status_code == 404


def test_an_open_day_says_which_day_it_is_and_a_course_until_when(cast, client):
    on = timezone.localdate() + timedelta(days=9)
    listing = publish(cast, "Example: Open day", times=[(on.weekday(), "10:00", "13:00")])
    WeeklyTime.objects.update(starts_on=on, ends_on=on)
    assert f"only on {on.day} " in client.get(f"/find/{listing.slug}/").content.decode()
    WeeklyTime.objects.update(starts_on=on, ends_on=on + timedelta(weeks=11))
    page = client.get(f"/find/{listing.slug}/").content.decode()
    assert f"from {on.day} " in page and "until " in page


def test_today_asks_few_questions_however_much_there_is(cast, client, django_assert_num_queries):
    day = timezone.localdate() + timedelta(days=1)
    for number in range(3):
        publish(cast, f"Example {number}", at={}, times=[(day.weekday(), "19:00", "20:30")])
    client.get("/help-now/")
    with django_assert_num_queries(2):
        client.get(f"/find/today/?day={day.isoformat()}")


def test_what_was_said_of_a_day_meanwhile_is_not_replaced_unseen(cast, carme):
    listing, _venue, weekly, _mistake = one_of_each(cast)
    on, later = next_time(listing).on, next_time(listing).on + timedelta(days=1)
    stale = Tab(carme, reverse("directory:except_time", args=[weekly.pk]))
    actions.except_time(weekly, by=cast.carme, on=on, change=CANCELLED | {"in_words": {}})
    said = {"on": on.isoformat(), "what": "moved", "moved_to": later.isoformat(), "starts_at": "17:00"}
    answer = stale.send(**said)
    assert answer.status_code == 422 and "has cancelled or moved that day already" in text_of(answer)
    assert next_time(listing).is_cancelled
    assert stale.send(**said, anyway="on").status_code == 302 and next_time(listing).is_moved


def test_it_is_not_moved_to_where_it_takes_place_anyway(cast):
    listing, _venue, weekly, _mistake = one_of_each(cast)
    first, second = coming(finding.listing(listing.slug))[:2]
    change = moved(second.on) | {"in_words": {}, "starts_at": second.starts_at}
    with pytest.raises(Refused, match="takes place then anyway"):
        actions.except_time(weekly, by=cast.carme, on=first.on, change=change)
