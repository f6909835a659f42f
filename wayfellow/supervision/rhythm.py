"""How often supervision is, and when it is late: said once, for one peer supporter and for counting many."""

from dataclasses import dataclass
from datetime import date, timedelta

EVERY = 4  # weeks, where a programme has not said otherwise
CHOICES = [1, 2, 3, 4, 6, 8, 13]
AHEAD = timedelta(days=7)  # the peer supporter is told
GRACE = timedelta(days=14)  # after it fell due, the coordinators are told, too


@dataclass(frozen=True)
class Standing:
    """When somebody last had supervision in a programme and when they have it next, in its rhythm."""

    weeks: int
    since: date | None
    last_on: date | None
    next_on: date | None
    today: date

    @property
    def counted_from(self) -> date | None:
        """Return the day of the last, or the day they began."""
        return self.last_on or self.since

    @property
    def due_on(self) -> date:
        """Return by when they should have it."""
        return self.counted_from + timedelta(weeks=self.weeks) if self.counted_from else self.today

    @property
    def is_missed(self) -> bool:
        """Whether a planned day went by and nobody noted what became of it."""
        return self.next_on is not None and self.next_on < self.today

    @property
    def is_due(self) -> bool:
        """Whether it should have been by now, and no day is planned."""
        return self.due_on <= self.today and (self.next_on is None or self.is_missed)

    @property
    def is_late(self) -> bool:
        """Whether it should have been long ago, whatever is planned."""
        return self.due_on < self.today - GRACE or self.counted_from is None and self.next_on is None


def half_year_of(day: date) -> date:
    """Return the first day of the half-year of a day."""
    return day.replace(month=1 if day.month <= 6 else 7, day=1)


def last_half_year(day: date) -> date:
    """Return the first day of the last half-year that is over."""
    return half_year_of(half_year_of(day) - timedelta(days=1))
