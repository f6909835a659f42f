"""The times of a programme as a calendar file, right in summer and in winter."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from wayfellow.directory.models import Listing, WeeklyTime, said
from wayfellow.directory.terms import Rhythm

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
NTH = {Rhythm.FIRST: 1, Rhythm.SECOND: 2, Rhythm.THIRD: 3, Rhythm.FOURTH: 4, Rhythm.LAST: -1}
LAST_WEEK_BEGINS = 24
AN_HOUR = timedelta(hours=1)


def calendar_of(listing: Listing, address: str, today: date) -> bytes:
    """Return the coming times of a programme, each as one event that comes round."""
    zone = timezone.get_default_timezone()
    venues = {at.venue_id: at.venue for at in listing.at_venues.all()}
    calendar = Calendar()
    calendar.add("prodid", "-//Wayfellow//directory//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_zone(zone, today.year))
    for one in listing.times.all():
        if one.ends_on is None or one.ends_on >= today:
            venue = venues.get(one.venue_id) if one.venue_id else None
            calendar.add_component(_event(listing, one, venue, address, _first(one, today), zone))
    return calendar.to_ical()


def _event(listing, one, venue, address, first, zone):
    starts = datetime.combine(first, one.starts_at, zone)
    event = Event()
    event.add("uid", f"{one.pk}@wayfellow")
    event.add("dtstamp", listing.changed_at)
    event.add("dtstart", starts)
    event.add("dtend", _ends(first, one, zone))
    event.add("rrule", _rule(one))
    event.add("summary", said(listing.names))
    event.add("url", address)
    event.add("class", "PRIVATE")
    if venue:
        event.add(
            "location", ", ".join(part for part in [venue.name, venue.street, venue.postcode, venue.town] if part)
        )
    return event


def _ends(first, one, zone):
    """Without an end it is taken for an hour; an end before the start is one of the next day."""
    starts = datetime.combine(first, one.starts_at, zone)
    if one.ends_at is None:
        return starts + AN_HOUR
    return datetime.combine(first + timedelta(days=one.ends_at <= one.starts_at), one.ends_at, zone)


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


def _first(one: WeeklyTime, today: date) -> date:
    """Return the first day it takes place, from today on or from the day it begins."""
    begins = one.starts_on or today
    day = max(today, begins)
    while not (day.weekday() == one.weekday and _takes_place(one, day)):
        day += timedelta(days=1)
    return day


def _takes_place(one, day):
    if one.rhythm == Rhythm.FORTNIGHTLY:
        counted_from = one.starts_on + timedelta(days=(one.weekday - one.starts_on.weekday()) % 7)
        return (day - counted_from).days % 14 == 0
    if one.rhythm == Rhythm.LAST:
        return (day + timedelta(days=7)).month != day.month
    return one.rhythm not in NTH or (day.day - 1) // 7 + 1 == NTH[one.rhythm]


def _zone(zone, year):
    """Write the rules of our time zone by hand: those that are written for us are an hour wrong in summer.

    Each change of the clock becomes a yearly rule: the last Sunday of March, the first of November.
    """
    written = Timezone()
    written.add("tzid", settings.TIME_ZONE)
    changes = list(_changes(zone, year)) or [(datetime(year, 1, 1), *[_offset(zone, year)] * 2, False)]  # noqa: DTZ001
    for at, before, after, is_summer in changes:
        part = TimezoneDaylight() if is_summer else TimezoneStandard()
        part.add("dtstart", at)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        if before != after:
            nth = -1 if at.day > LAST_WEEK_BEGINS else (at.day - 1) // 7 + 1
            part.add("rrule", {"freq": "yearly", "bymonth": at.month, "byday": f"{nth}{DAYS[at.weekday()]}"})
        written.add_component(part)
    return written


def _offset(zone, year):
    return datetime(year, 1, 1, tzinfo=zone).utcoffset()


def _changes(zone, year):
    """Yield each change of the clock of a year: when by the clock before it, the offsets, and whether summer begins."""
    hour = datetime(year, 1, 1, tzinfo=ZoneInfo("UTC"))
    while hour.year == year:
        before, after = hour.astimezone(zone), (hour + AN_HOUR).astimezone(zone)
        if before.utcoffset() != after.utcoffset():
            at = (hour + AN_HOUR + before.utcoffset()).replace(tzinfo=None)
            yield at, before.utcoffset(), after.utcoffset(), bool(after.dst())
        hour += AN_HOUR
