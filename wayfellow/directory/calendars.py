"""The times of a programme as a calendar file, right in summer and in winter."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Event

from wayfellow.directory.models import Listing, said
from wayfellow.directory.occurrences import NTH, Occurrence, of_time
from wayfellow.directory.terms import Format, Rhythm
from wayfellow.ui.calendars import DAYS, event, file_of

COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
A_YEAR = timedelta(days=366)


def calendar_of(listing: Listing, address: str, today: date) -> bytes:
    """Return the coming times of a programme, each as one event that comes round."""
    return file_of(_for_anyone(listing, address, today), today, made_by="-//Wayfellow//directory//EN")


def events_of(listing: Listing, today: date) -> Iterator[Event]:
    """Yield the same events, without a word of what they are."""
    for one in listing.times.all():
        yield from _events(listing, one, today)


def _for_anyone(listing, address, today):
    for each in events_of(listing, today):
        each["uid"] = f"{each['uid']}@wayfellow"
        each.add("summary", said(listing.names))
        each.add("url", address)
        each.add("class", "PRIVATE")
        if listing.formats:
            each.add("categories", [str(Format(code).label) for code in listing.formats if code in Format])
        yield each


def _events(listing, one, today):
    """Yield the event that comes round, without the days it is cancelled on, and one for each day it is moved."""
    begins = max(today, one.starts_on or today)
    ahead = of_time(one, begins, begins + A_YEAR)
    if not ahead:
        return
    comes_round = _event(listing, Occurrence(one, ahead[0].on))
    if not one.is_once:
        comes_round.add("rrule", _rule(one))
    otherwise = [each for each in ahead if each.exception]
    for cancelled in otherwise:
        if cancelled.is_cancelled:
            comes_round.add("exdate", _usually(cancelled))
    yield comes_round
    for moved in otherwise:
        if moved.is_moved:
            instead = _event(listing, moved)
            instead.add("recurrence-id", _usually(moved))
            yield instead


def _usually(occurrence):
    return Occurrence(occurrence.time, occurrence.on).starts


def _event(listing, occurrence):
    venue = occurrence.venue
    where = [venue.name, venue.street, venue.postcode, venue.town] if venue else []
    place = ", ".join(part for part in where if part)
    made = event(occurrence.time.pk, occurrence.starts, occurrence.ends, at=listing.changed_at, place=place)
    made.add("sequence", max(int((listing.changed_at - COUNTED_FROM).total_seconds()), 0))  # it grows with each change
    return made


def _rule(one):
    day = DAYS[one.weekday]
    rule = {"freq": "weekly", "byday": day}
    if one.rhythm == Rhythm.FORTNIGHTLY:
        rule["interval"] = 2
    elif one.rhythm in NTH:
        rule = {"freq": "monthly", "byday": f"{NTH[one.rhythm]}{day}"}
    if one.ends_on:
        rule["until"] = datetime.combine(one.ends_on, datetime.max.time(), timezone.get_default_timezone()).astimezone(
            ZoneInfo("UTC")
        )
    return rule
