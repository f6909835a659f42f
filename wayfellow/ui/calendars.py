"""Calendar files, right in summer and in winter; and what rooms offer to somebody's own calendar."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
LAST_WEEK_BEGINS = 24
AN_HOUR = timedelta(hours=1)
LOOK_AGAIN = {
    "method": "PUBLISH",
    "refresh-interval": vDuration(AN_HOUR, params={"VALUE": "DURATION"}),
    "x-published-ttl": "PT1H",
}
NOBODY = "-//Calendar//Meetings//EN"
KIND = "text/calendar; charset=utf-8"

Show = Callable[[Any, date], Iterable[Event]]
OFFERED: list[tuple[str, Show]] = []


def in_calendar(section: str) -> Callable[[Show], Show]:
    """Make a function of a room's `panels.py` offer events to the calendars of a section.

    It gets the calendar that is read, and which day it is. It asks through `allowed`, as every query does.
    """

    def offer(show: Show) -> Show:
        OFFERED.append((section, show))
        return show

    return offer


def offered_to(calendar: Any, today: date) -> Iterator[Event]:
    """Yield all that rooms offer to somebody's own calendar."""
    for section, show in OFFERED:
        if section == calendar.section:
            yield from show(calendar, today)


def event(number: Any, begins: Any, ends: Any, *, at: datetime, place: str = "") -> Event:
    """Return an event, from one moment or day to another. `at`: when it was written so."""
    made = Event()
    for name, value in {"uid": str(number), "dtstamp": at, "dtstart": begins, "dtend": ends}.items():
        made.add(name, value)
    if place:
        made.add("location", place)
    return made


def meeting(made: Event, name: str) -> Event:
    """Call an event by a name, or only a meeting, for whoever looks at somebody's calendar."""
    made.add("summary", name or _("Meeting"))
    made.add("class", "PRIVATE")
    return made


def own_file(events: Iterable[Event], today: date) -> bytes:
    """Return a file for somebody's own calendar. Nothing in it tells from where it comes, or what it is about."""
    return file_of(events, today, made_by=NOBODY, said=LOOK_AGAIN | {"x-wr-calname": _("Meetings")})


def file_of(
    events: Iterable[Event], today: date, *, made_by: str, said: Mapping[str, Any] = MappingProxyType({})
) -> bytes:
    """Return a calendar file, with the rules of our time zone."""
    calendar = Calendar()
    for name, value in {"prodid": made_by, "version": "2.0", **said}.items():
        calendar.add(name, value)
    calendar.add_component(_zone(timezone.get_default_timezone(), today.year - 1))
    for each in events:
        calendar.add_component(each)
    return calendar.to_ical()


def _zone(zone, year):
    """Write the rules of our time zone by hand: those that are written for us are an hour wrong in summer.

    Each change of the clock becomes a yearly rule: the last Sunday of March, the first of November. The rules begin
    with the year before, or some programs would take our winter for that of Greenwich.
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
