"""Single figures, each with how many it rests on."""

from dataclasses import dataclass
from datetime import date

from wayfellow.evaluation.sections import Value
from wayfellow.evaluation.small_numbers import Shown
from wayfellow.evaluation.statistics import Interval


@dataclass(frozen=True)
class Fact:
    """One number that stands for many, with how many it rests on."""

    code: str
    label: str
    value: Value
    unit: str
    n: Shown
    missing: Shown = 0
    interval: Interval | None = None
    definition: str = ""
    as_of: date | None = None


def as_interval(sides: list[float | None] | None) -> Interval | None:
    return Interval(*sides) if sides else None
