"""A course: which of its sessions is when and what it is about, where somebody stands in it, and who may still join."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest

from wayfellow.directory.models import Listing, said
from wayfellow.directory.occurrences import Occurrence, of_listing
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
    there = of_listing(listing, course.begins_on, course.begins_on + LONGEST_COURSE)
    days = [each for each in there if not each.is_cancelled]
    themes = said(course.themes).splitlines()
    held = zip_longest(themes, days[: len(themes)])
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


def goes_on_after(listing: Listing, parts: Sequence[Part]) -> bool:
    """Return whether the times of a listing go on when its course is over."""
    last = parts[-1].held if parts else None
    if last is None:
        return False
    return any(each.starts > last.starts for each in of_listing(listing, last.day, last.day + LONGEST_COURSE))
