"""On which days the times of the week really take place: by their rhythm, and as it is otherwise on single days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.utils import timezone

from wayfellow.directory.models import Listing, TimeException, Venue, WeeklyTime
from wayfellow.directory.terms import Rhythm

NTH: dict[str, int] = {Rhythm.FIRST: 1, Rhythm.SECOND: 2, Rhythm.THIRD: 3, Rhythm.FOURTH: 4, Rhythm.LAST: -1}
AN_HOUR, A_DAY, A_WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
A_FEW, A_FEW_WEEKS = 5, timedelta(weeks=6)


@dataclass(frozen=True)
class Occurrence:
    """One time that it takes place, or would. `on` is the day its rhythm says, `day` the one it is on."""

    time: WeeklyTime
    on: date
    exception: TimeException | None = None

    @property
    def is_moved(self) -> bool:
        return bool(self.exception and self.exception.moved_to)

    @property
    def is_cancelled(self) -> bool:
        return bool(self.exception and not self.exception.moved_to)

    @property
    def day(self) -> date:
        return self._instead("moved_to") or self.on

    @property
    def starts_at(self) -> clock_time:
        return self._instead("starts_at") or self.time.starts_at

    @property
    def ends_at(self) -> clock_time | None:
        return self.exception.ends_at if self.exception and self.is_moved else self.time.ends_at

    @property
    def venue(self) -> Venue | None:
        return self._instead("venue") or self.time.venue

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.day, self.starts_at, timezone.get_default_timezone())

    @property
    def ends(self) -> datetime:
        """Without an end it is taken for an hour; an end before the start is one of the next day."""
        if self.ends_at is None:
            return self.starts + AN_HOUR
        last = self.day + timedelta(days=self.ends_at <= self.starts_at)
        return datetime.combine(last, self.ends_at, timezone.get_default_timezone())

    def _instead(self, column):
        return getattr(self.exception, column) if self.exception and self.is_moved else None


def takes_place(one: WeeklyTime, day: date) -> bool:
    """Return whether its rhythm has it take place on a day."""
    if day.weekday() != one.weekday or (one.starts_on and day < one.starts_on) or (one.ends_on and day > one.ends_on):
        return False
    if one.rhythm == Rhythm.FORTNIGHTLY and one.starts_on:
        counted_from = one.starts_on + timedelta(days=(one.weekday - one.starts_on.weekday()) % 7)
        return (day - counted_from).days % 14 == 0
    if one.rhythm == Rhythm.LAST:
        return (day + A_WEEK).month != day.month
    return one.rhythm not in NTH or (day.day - 1) // 7 + 1 == NTH[one.rhythm]


def days_of(one: WeeklyTime, first: date, last: date) -> Iterator[date]:
    """Yield the days of a span on which its rhythm has it take place."""
    day = first + timedelta(days=(one.weekday - first.weekday()) % 7)
    while day <= last:
        if takes_place(one, day):
            yield day
        day += A_WEEK


def of_time(one: WeeklyTime, first: date, last: date) -> list[Occurrence]:
    """Return what takes place of one time in a span, and what was moved into it, or out of it."""
    otherwise = {exception.on: exception for exception in one.exceptions.all() if takes_place(one, exception.on)}
    moved_here = {on for on, exception in otherwise.items() if first <= (exception.moved_to or on) <= last}
    return [Occurrence(one, on, otherwise.get(on)) for on in sorted(moved_here | {*days_of(one, first, last)})]


def of_listing(listing: Listing, first: date, last: date) -> list[Occurrence]:
    """Return the same of all times of a listing, in the order of the days they are on."""
    return of_times(listing.times.all(), first, last)


def of_times(times: Iterable[WeeklyTime], first: date, last: date) -> list[Occurrence]:
    """Return the same of several times."""
    found = [occurrence for one in times for occurrence in of_time(one, first, last)]
    return sorted(found, key=lambda occurrence: (occurrence.starts, occurrence.time.pk))


def coming(listing: Listing, now: datetime | None = None) -> list[Occurrence]:
    """Return the next few, the cancelled among them, without those that are over."""
    now = now or timezone.localtime()
    ahead = of_listing(listing, now.date() - A_DAY, now.date() + A_FEW_WEEKS)
    return [each for each in ahead if each.ends > now][:A_FEW]
