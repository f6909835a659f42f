"""When somebody is written to about what: as they want, else as it is proposed to everyone like them."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from wayfellow.notices.models import Kind, When, Wish
from wayfellow.ui.home_pages import sections_of

FIRST = {
    "my": {Kind.MEETINGS: When.AT_ONCE, Kind.WAITS: When.NEVER, Kind.REST: When.NEVER, Kind.TOMORROW: When.NEVER},
    "today": {
        Kind.MEETINGS: When.AT_ONCE,
        Kind.WAITS: When.AT_ONCE,
        Kind.REST: When.DAILY,
        Kind.TOMORROW: When.DAILY,
        Kind.NUMBERS: When.WEEKLY,
    },
    "referrals": {
        Kind.MEETINGS: When.AT_ONCE,
        Kind.WAITS: When.AT_ONCE,
        Kind.REST: When.DAILY,
        Kind.TOMORROW: When.DAILY,
    },
    "desk": {Kind.WAITS: When.AT_ONCE, Kind.REST: When.DAILY, Kind.NUMBERS: When.WEEKLY},
    "supervision": {Kind.WAITS: When.AT_ONCE, Kind.REST: When.DAILY, Kind.NUMBERS: When.WEEKLY},
}
OFFERED = {
    Kind.MEETINGS: [When.AT_ONCE, When.DAILY, When.WEEKLY, When.NEVER],
    Kind.WAITS: [When.AT_ONCE, When.DAILY, When.WEEKLY, When.NEVER],
    Kind.REST: [When.AT_ONCE, When.DAILY, When.WEEKLY, When.NEVER],
    Kind.TOMORROW: [When.DAILY, When.NEVER],
    Kind.NUMBERS: [When.WEEKLY, When.NEVER],
}
OFTEN = list(When)
LONG = {When.DAILY: timedelta(days=1), When.WEEKLY: timedelta(days=7)}


class Moment(NamedTuple):
    """One of those at which somebody wants a letter: the day it belongs to, and the time since the one before."""

    when: When
    at: datetime
    since: datetime


def wish_of(reader: Any) -> Wish | None:
    """Return what somebody chose; None, where they keep all that is proposed."""
    return getattr(reader, "wish_for_letters", None)


def first(sections: Iterable[str], kind: Kind) -> When | None:
    """Return what is proposed to somebody with these sections, the soonest; None: they are not told of this kind."""
    proposed = [FIRST[section][kind] for section in sections if kind in FIRST[section]]
    return min(proposed, key=OFTEN.index) if proposed else None


def kinds(sections: Collection[str]) -> list[Kind]:
    """Return of what somebody with these sections can be told."""
    return [kind for kind in Kind if first(sections, kind)]


def when(wish: Wish | None, sections: Iterable[str], kind: Kind) -> When:
    """Return when somebody with these sections is told of this kind: as their page of choices says."""
    chosen = getattr(wish, kind) if wish else ""
    return When(chosen) if chosen else first(sections, kind) or When.NEVER


def told_in(reader: Any) -> list[str]:
    """Return the sections that open for a reader now in which something can be new."""
    return [section for section in sections_of(reader) if section in FIRST]


def zone_of(wish: Wish | None) -> Any:
    """Return where the reader's clock is."""
    return ZoneInfo(wish.time_zone) if wish and wish.time_zone else timezone.get_default_timezone()


def moments(wish: Wish | None, since: datetime, now: datetime) -> list[Moment]:
    """Return at which moments a reader is due a letter: the hours of theirs that struck since then.

    What can wait and is wanted at once goes out as often as somebody looks.
    """
    found = [Moment(When.AT_ONCE, now, since)] if wish and wish.rest == When.AT_ONCE else []
    wish = wish or Wish()
    today = now.astimezone(zone_of(wish)).date()
    week = [today - timedelta(n) for n in range(7)]
    for said, days in [(When.DAILY, week[:2]), (When.WEEKLY, [day for day in week if day.weekday() == wish.weekday])]:
        if struck := _struck(wish, since, now, days, wish.hour):
            found.append(Moment(said, struck, min(since, struck - LONG[said])))
    return found


def evening(wish: Wish | None, since: datetime, now: datetime) -> datetime | None:
    """Return the hour at which a reader is reminded of the day after, if it struck since then."""
    wish = wish or Wish()
    return _struck(wish, since, now, [now.astimezone(zone_of(wish)).date()], wish.evening)


def _struck(wish: Wish, since: datetime, now: datetime, days: list[date], hour: int) -> datetime | None:
    hours = (datetime.combine(day, time(hour), zone_of(wish)) for day in days)
    return next((at for at in hours if since < at.astimezone(UTC) <= now), None)
