"""What a programme's numbers say: each with how many it rests on, what is missing and how sure it is."""

import statistics
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isnan, sqrt
from typing import NamedTuple

from wayfellow.later import scipy

CONFIDENCE = 0.95
HALF = 0.5 - 1e-9

# Each band starts at its number and ends below the one before it: nobody is in two.
BANDS = {"20+": 20, "12-19": 12, "10-11": 10, "6-9": 6, "5": 5, "<5": 0}
FINER = {**{label: lowest for label, lowest in BANDS.items() if lowest}, "3-4": 3, "<3": 0}


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


class Spell(NamedTuple):
    """How long something lasted, until it was over or, if it goes on, until today."""

    days: int
    is_over: bool


@dataclass(frozen=True)
class Step:
    """The share for whom it was over by this day, and how many that was."""

    day: int
    share: float
    low: float | None
    high: float | None
    over: int


@dataclass(frozen=True)
class Duration:
    """How long it usually lasts: a median with its interval, and the curve it is read from."""

    n: int
    over: int
    going_on: int
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
    """Return the interval of a mean by Student's t (Student 1908), which one person alone does not have."""
    if n < 2 or sd is None:
        return None
    reach = float(scipy.stats.t.ppf((1 + CONFIDENCE) / 2, n - 1)) * sd / sqrt(n)
    return Interval(mean - reach, mean + reach)


def proportion(count: int, n: int) -> Proportion:
    """Return the share of n that count makes, with its interval (Wilson 1927)."""
    if n == 0:
        return Proportion(count, 0, None, None)
    interval = scipy.stats.binomtest(count, n).proportion_ci(CONFIDENCE, method="wilson")
    return Proportion(count, n, count / n, Interval(float(interval.low), float(interval.high)))


def difference(later: Proportion, earlier: Proportion) -> tuple[float, Interval] | None:
    """Return by how much one share is larger than another of other people, with its interval (Newcombe 1998, 10)."""
    if later.share is None or earlier.share is None or not (later.interval and earlier.interval):
        return None
    (low, high), (low_before, high_before) = later.interval, earlier.interval
    found = later.share - earlier.share
    below = sqrt((later.share - (low or 0)) ** 2 + ((high_before or 0) - earlier.share) ** 2)
    above = sqrt(((high or 0) - later.share) ** 2 + (earlier.share - (low_before or 0)) ** 2)
    return found, Interval(found - below, found + above)


def band(count: int, bands: Mapping[str, int] = BANDS) -> str:
    """Return the band that this number of accompaniments belongs to."""
    return next(label for label, lowest in bands.items() if count >= lowest)


def in_bands(counts: Iterable[int], bands: Mapping[str, int] = BANDS) -> dict[str, int]:
    """Count the people in each band, the empty bands too."""
    people = dict.fromkeys(bands, 0)
    for count in counts:
        people[band(count, bands)] += 1
    return people


def kaplan_meier(spells: Iterable[Spell]) -> Duration:
    """Estimate how long something lasts (Kaplan and Meier 1958): what goes on counts for as long as it has.

    The interval of the median is where the curve's own, on the log-log scale, crosses one half (Brookmeyer and
    Crowley 1982).
    """
    every = list(spells)
    over = sum(spell.is_over for spell in every)
    curve = tuple(_share_over(every)) if over else ()
    interval = Interval(_day_of_half(curve, "high"), _day_of_half(curve, "low"))
    return Duration(len(every), over, len(every) - over, _day_of_half(curve, "share"), interval, curve)


def _share_over(spells: list[Spell]) -> Iterator[Step]:
    """Tell, for each day on which it was over for somebody, the share for whom it was over by then."""
    goes_on = [not spell.is_over for spell in spells]
    survival = scipy.stats.ecdf(scipy.stats.CensoredData.right_censored([spell.days for spell in spells], goes_on)).sf
    with warnings.catch_warnings():
        # Once it is over for everybody, the formula has no interval to give, and the step carries none.
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        around = survival.confidence_interval(CONFIDENCE, method="log-log")
    over_on, over = Counter(spell.days for spell in spells if spell.is_over), 0
    columns = survival.quantiles, survival.probabilities, around.low.probabilities, around.high.probabilities
    for day, share, low, high in zip(*columns, strict=True):
        if day in over_on:
            over += over_on[day]
            yield Step(int(day), 1 - float(share), _rest(high), _rest(low), over)


def _rest(share: float) -> float | None:
    return None if isnan(share) else 1 - float(share)


def _day_of_half(curve: tuple[Step, ...], line: str) -> int | None:
    """Return the first day on which this line reaches one half, or None if it never does."""
    return next((step.day for step in curve if (getattr(step, line) or 0) >= HALF), None)
