"""Single figures, each with how many it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wayfellow.evaluation.sections import Value
from wayfellow.evaluation.small_numbers import Hidden, Shown
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


def as_plain(value: Value) -> float | str | None:
    """Return a value as files for machines have it: what is hidden by a word that is the same in each language."""
    return "hidden" if isinstance(value, Hidden) else value


def fact_as_json(fact: Fact) -> dict[str, Any]:
    sides = fact.interval and [*fact.interval]
    return {"value": as_plain(fact.value), "interval": sides, "n": as_plain(fact.n), "missing": as_plain(fact.missing)}
