"""What is planned, day by day, and who rests."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import FilteredRelation, Prefetch, Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.people.models import User

PLANNED = Accompaniment.State.PLANNED
SUNDAY = 6
AT_ONCE = 20  # meetings of the time after this week


@dataclass
class Meeting:
    """One planned meeting, how many minutes lie between it and the one before, and whether those are too few.

    `overlaps`: both are at one time.
    """

    note: Accompaniment
    minutes_after: int | None = None
    overlaps: bool = False
    is_close: bool = False


@dataclass
class Day:
    on: date
    meetings: list[Meeting] = field(default_factory=list)


@dataclass
class Agenda:
    """What a peer supporter has before them. `asked`: what may have taken place, each with the token of its form."""

    asked: list[tuple[Accompaniment, uuid.UUID]]
    today: Day
    week: list[Day]
    later: list[Day]

    @property
    def next(self) -> list[Day]:
        """Return of what comes later the days that are read at once."""
        until = accumulate(len(day.meetings) for day in self.later)
        return self.later[: max(1, sum(number <= AT_ONCE for number in until))]

    @property
    def folded(self) -> list[Day]:
        """Return of what comes later the days that are opened when they are asked for."""
        return self.later[len(self.next) :]


def agenda(reader: User, today: date, needed: int | None = None) -> Agenda | None:
    """Return what this peer supporter planned: today, each day of this week, then the days with a meeting.

    `needed`: how many minutes they usually need from one meeting to the next.
    """
    planned = list(coming(reader))
    if not planned:
        return None
    ahead = [note for note in planned if note.on >= today and not note.is_past]
    days = {on: Day(on, [*_meetings([note for note in ahead if note.on == on], needed)]) for on in _days_of(ahead)}
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return Agenda(
        asked=[(note, uuid.uuid4()) for note in planned if note not in ahead],
        today=days.get(today, Day(today)),
        week=[days.get(on, Day(on)) for on in _between(today, sunday)],
        later=[day for on, day in days.items() if on > sunday],
    )


def coming(reader: User) -> QuerySet[Accompaniment]:
    """Return the planned accompaniments of a peer supporter, in order."""
    planned = Accompaniment.objects.filter(state=PLANNED).select_related("journey__person__key", "arrangement")
    mine: QuerySet[Accompaniment] = allowed(reader, Can.HOLD, planned)
    return mine.order_by("on", "at", "pk")


def coming_to_me(reader: User) -> QuerySet[Accompaniment]:
    """Return the planned accompaniments of a person, in order."""
    planned = Accompaniment.objects.filter(state=PLANNED, journey__person__user=reader)
    with_them = planned.select_related("journey__person__key", "peer__user", "arrangement")
    mine: QuerySet[Accompaniment] = allowed(reader, Can.SETTLE, with_them)
    return mine.order_by("on", "at", "pk")


def with_arrangement(accompaniments: type[Accompaniment]) -> QuerySet[Accompaniment]:
    """Bring along where exactly the two meet, and who changed it last."""
    return accompaniments.objects.select_related(
        "journey__person__key", "journey__programme", "peer__user", "arrangement__changed_by"
    )


def with_plans(journeys: type[Journey]) -> QuerySet[Journey]:
    """Bring along what is planned, and the break that goes on or is to come."""
    around = journeys.objects.select_related("person__key", "programme", "peer__user")
    resting: QuerySet[Journey] = with_break(around)
    return resting.prefetch_related(planned_ones())


def planned_ones() -> Prefetch:
    planned = Accompaniment.objects.filter(state=PLANNED).select_related("arrangement").order_by("on", "at", "pk")
    return Prefetch("accompaniments", planned, to_attr="planned")


def with_break(journeys):
    """Bring along the break that goes on or is to come: there is one at most."""
    not_over = Q(breaks__until=None) | Q(breaks__until__gte=TODAY)
    open_one = FilteredRelation("breaks", condition=Q(breaks__ended_on=None) & not_over)
    return journeys.annotate(break_now=open_one).select_related("break_now__by")


def _days_of(notes: list[Accompaniment]) -> list[date]:
    return sorted({note.on for note in notes})


def _between(first: date, last: date) -> Iterator[date]:
    """Yield the days after the first, to the last."""
    yield from (first + timedelta(days=number) for number in range(1, (last - first).days + 1))


def _meetings(notes: list[Accompaniment], needed: int | None) -> Iterator[Meeting]:
    before: Accompaniment | None = None
    for note in notes:
        if before is None:
            yield Meeting(note)
        elif note.overlaps(before):
            yield Meeting(note, overlaps=True)
        else:
            yield Meeting(note, _minutes_between(before, note), is_close=note.is_closer_than(needed, before))
        before = note


def _minutes_between(before: Accompaniment, note: Accompaniment) -> int | None:
    return note.minutes_after(before) if before.at and note.at else None


def as_planned(accompaniment):
    """Return all that moving or cancelling it would replace."""
    return [accompaniment.on, accompaniment.at, accompaniment.minutes, accompaniment.setting, accompaniment.place]
