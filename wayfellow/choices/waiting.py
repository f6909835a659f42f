"""How long it usually takes, told honestly: those who still wait count for as long as they have waited."""

from dataclasses import dataclass

FEWEST = 5  # fewer than these tell nothing that could be relied on
QUARTER, HALF, THREE_QUARTERS = 0.25, 0.5, 0.75
NEARLY = 1e-9


def in_fives(number: int) -> int:
    """Round down, so that nobody reads of one person more (I9)."""
    return number // FEWEST * FEWEST


@dataclass(frozen=True)
class Usual:
    """After how many days a quarter, half and three quarters had come through; None: fewer have so far."""

    early: int | None
    middle: int
    late: int | None
    people: int

    @property
    def at_least(self) -> int:
        return in_fives(self.people)


@dataclass(frozen=True)
class Wait:
    """Where someone stands: how many asked before, in fives, and how long it usually takes, if that can be said."""

    before: int
    usual: Usual | None


def usual(met: list[int], waiting: list[int]) -> Usual | None:
    """Say how many days it took those who met, and has taken those who wait (Kaplan–Meier); None: too few to tell."""
    middle = _days_until(HALF, met, waiting)
    if len(met) < FEWEST or middle is None:
        return None
    early, late = _days_until(QUARTER, met, waiting), _days_until(THREE_QUARTERS, met, waiting)
    return Usual(early, middle, late, len(met) + len(waiting))


def _days_until(share: float, met: list[int], waiting: list[int]) -> int | None:
    still_waiting = 1.0
    for days in sorted(set(met)):
        reached_this_day = sum(each >= days for each in met + waiting)
        still_waiting *= 1 - met.count(days) / reached_this_day
        if still_waiting <= 1 - share + NEARLY:
            return days
    return None
