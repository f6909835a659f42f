"""What a programme's numbers say: each with how many it rests on, what is missing and how sure it is."""

import statistics
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isnan, sqrt
from typing import NamedTuple

import scipy  # its statistics are loaded by whoever first asks for one

CONFIDENCE = 0.95
HALF = 0.5 - 1e-9

# Each band starts at its number and ends below the one before it: nobody is in two.
BANDS = {"20+": 20, "12-19": 12, "10-11": 10, "6-9": 6, "5": 5, "<5": 0}


class Interval(NamedTuple):
    """Where the true figure lies, 19 times in 20. A side is None where too little is known to say."""

    low: float | None
    high: float | None


@dataclass(frozen=True)
class Summary:
    n: int
    missing: int
    mean: float | None
    sd: float | None
    median: float | None
    interval: Interval | None


@dataclass(frozen=True)
class Proportion:
    count: int
    n: int
    share: float | None
    interval: Interval | None


class Waited(NamedTuple):
    """How long someone waited, until they met their peer supporter or, if they still wait, until today."""

    days: int
    met: bool


@dataclass(frozen=True)
class Step:
    """The share who had met their peer supporter by this day, and how many that was."""

    day: int
    share: float
    low: float | None
    high: float | None
    met: int


@dataclass(frozen=True)
class Wait:
    n: int
    met: int
    waiting: int
    median: int | None
    interval: Interval
    curve: tuple[Step, ...]


def summarise(values: Iterable[float | None]) -> Summary:
    """Describe a quantity; a value nobody gave is missing, never zero."""
    asked = list(values)
    known = [float(value) for value in asked if value is not None]
    n, missing = len(known), len(asked) - len(known)
    if not known:
        return Summary(0, missing, None, None, None, None)
    mean, sd = statistics.fmean(known), statistics.stdev(known) if n > 1 else None
    return Summary(n, missing, mean, sd, statistics.median(known), mean_interval(n, mean, sd))


def mean_interval(n: int, mean: float, sd: float | None) -> Interval | None:
    """Return the t interval of a mean, which one person alone does not have."""
    if n < 2 or sd is None:
        return None
    reach = float(scipy.stats.t.ppf((1 + CONFIDENCE) / 2, n - 1)) * sd / sqrt(n)
    return Interval(mean - reach, mean + reach)


def proportion(count: int, n: int) -> Proportion:
    """Return the share of n that count makes, with its Wilson interval."""
    if n == 0:
        return Proportion(count, 0, None, None)
    interval = scipy.stats.binomtest(count, n).proportion_ci(CONFIDENCE, method="wilson")
    return Proportion(count, n, count / n, Interval(float(interval.low), float(interval.high)))


def band(count: int) -> str:
    """Return the band that this number of accompaniments belongs to."""
    return next(label for label, lowest in BANDS.items() if count >= lowest)


def in_bands(counts: Iterable[int]) -> dict[str, int]:
    """Count the people in each band, the empty bands too."""
    people = dict.fromkeys(BANDS, 0)
    for count in counts:
        people[band(count)] += 1
    return people


def time_to_first_meeting(waits: Iterable[Waited]) -> Wait:
    """Estimate how long people wait, by Kaplan-Meier: whoever still waits counts for as long as they have."""
    everyone = list(waits)
    met = sum(wait.met for wait in everyone)
    curve = tuple(_share_met(everyone)) if met else ()
    interval = Interval(_day_of_half(curve, "high"), _day_of_half(curve, "low"))
    return Wait(len(everyone), met, len(everyone) - met, _day_of_half(curve, "share"), interval, curve)


def _share_met(waits: list[Waited]) -> Iterator[Step]:
    """Tell, for each day on which somebody met, the share who had met by then."""
    still_waiting = [not wait.met for wait in waits]
    survival = scipy.stats.ecdf(
        scipy.stats.CensoredData.right_censored([wait.days for wait in waits], still_waiting)
    ).sf
    with warnings.catch_warnings():
        # Once everybody has met, the formula has no interval to give, and the step carries none.
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        around = survival.confidence_interval(CONFIDENCE, method="log-log")
    met_on, met = Counter(wait.days for wait in waits if wait.met), 0
    columns = survival.quantiles, survival.probabilities, around.low.probabilities, around.high.probabilities
    for day, share, low, high in zip(*columns, strict=True):
        if day in met_on:
            met += met_on[day]
            yield Step(int(day), 1 - float(share), _rest(high), _rest(low), met)


def _rest(share: float) -> float | None:
    return None if isnan(share) else 1 - float(share)


def _day_of_half(curve: tuple[Step, ...], line: str) -> int | None:
    """Return the first day on which this line reaches one half, or None if it never does."""
    return next((step.day for step in curve if (getattr(step, line) or 0) >= HALF), None)
