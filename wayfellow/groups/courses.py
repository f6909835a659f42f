"""A course: which of its sessions is when and what it is about, where somebody stands in it, and who may still join."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest

from django.db.models import prefetch_related_objects

from wayfellow.directory.models import Listing, WeeklyTime, said
from wayfellow.directory.occurrences import Occurrence, of_times
from wayfellow.directory.queries.keeping import last_day_of
from wayfellow.groups.models import Course, Session

LONGEST_COURSE = timedelta(weeks=104)


@dataclass(frozen=True)
class Part:
    """One session of a course. Without a day, where the times of the listing end before the course does."""

    number: int
    theme: str
    held: Occurrence | None

    def is_ahead(self, now: datetime) -> bool:
        return self.held is None or self.held.starts > now


def course_of(listing: Listing) -> Course | None:
    """Return the course of a listing that was loaded with it."""
    found: Course | None = getattr(listing, "course", None)
    return found


def parts_of(listing: Listing) -> list[Part]:
    """Return the sessions of a course in their order. What falls out is held the next time, and all after it later."""
    course = course_of(listing)
    if course is None:
        return []
    themes = said(course.themes).splitlines()
    held = zip_longest(themes, held_in(listing, listing.times.all())[: len(themes)])
    return [Part(number, theme, day) for number, (theme, day) in enumerate(held, start=1)]


def next_part(parts: Sequence[Part], now: datetime) -> Part | None:
    """Return the session that comes next, or goes on now; None where the course is over."""
    return next((part for part in parts if part.held is None or part.held.ends > now), None)


def joined_at(parts: Sequence[Part], on: date) -> int:
    """Return at which session somebody joined who got their place on a day."""
    return next((part.number for part in parts if part.held is None or part.held.day >= on), len(parts))


def part_on(parts: Sequence[Part], session: Session) -> Part | None:
    """Return which part of a course a session was that is counted."""
    when = (session.on, session.starts_at)
    return next((part for part in parts if part.held and (part.held.day, part.held.starts_at) == when), None)


def takes_new(listing: Listing, parts: Sequence[Part], now: datetime) -> bool:
    """Return whether somebody can still join: as long as a session up to the one it says has not begun."""
    course = course_of(listing)
    if course is None:
        return True
    return any(part.is_ahead(now) for part in parts[: course.joins_until])


def right_last_day(listing: Listing, parts: Sequence[Part]) -> date | None:
    """Return the last day that the times of a listing should have: each session has a day, and none comes after.

    None where that is so already, or where no last day could have it so.
    """
    course, until_now = course_of(listing), last_day_of(listing)
    if course is None or not parts:
        return None
    times = [without_end(one) if one.ends_on == until_now else one for one in listing.times.all()]
    needed = held_in(listing, times)[: len(parts)]
    if len(needed) < len(parts) or needed == held_in(listing, listing.times.all()):
        return None
    last = max(each.on for each in needed)
    return last if last != until_now else None


def without_end(time: WeeklyTime) -> WeeklyTime:
    """Return a time as it would be if nobody had said when it ends."""
    goes_on = copy(time)
    goes_on.ends_on = None
    return goes_on


def held_in(listing: Listing, times: Iterable[WeeklyTime]) -> list[Occurrence]:
    """Return the days on which a course takes place, from its first on, in their order.

    Where its times were changed or taken away, what was counted under the old ones took place then; the new ones say
    what came after.
    """
    course = listing.course
    there = of_times(times, course.begins_on, course.begins_on + LONGEST_COURSE)
    held = [each for each in there if not each.is_cancelled]
    ours = {(each.day, each.starts_at) for each in held}
    counted = _counted(listing)
    others = [each for each in counted if (each.on, each.starts_at) not in ours]
    if not others:
        return held
    until = max((each.on, each.starts_at) for each in others)
    before = [_held_then(each) for each in counted if (each.on, each.starts_at) <= until]
    return [*before, *(each for each in held if (each.day, each.starts_at) > until)]


def _counted(listing: Listing) -> list[Session]:
    """Return the sessions of a course that were counted, in their order: asked once."""
    group = getattr(listing, "group", None)
    if group is None:
        return []
    prefetch_related_objects([group], "sessions")
    begun = [each for each in group.sessions.all() if each.on >= listing.course.begins_on]
    return sorted(begun, key=lambda each: (each.on, each.starts_at))


def _held_then(session: Session) -> Occurrence:
    time = WeeklyTime(weekday=session.on.weekday(), starts_at=session.starts_at)
    return Occurrence(time, session.on)
