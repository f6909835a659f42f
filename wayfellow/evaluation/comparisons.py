"""What changed between two measurements of the same people. Each by a named source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, sqrt
from typing import NamedTuple

from wayfellow.evaluation.statistics import CONFIDENCE, Interval, mean_interval, summarise
from wayfellow.later import numpy, scipy

FEWEST_PAIRS = 8  # below this a change is described, and nothing is concluded from it
BY_RANKS_BELOW = 20  # pairs: below this the change is told by its ranks, too
TAIL = (1 - CONFIDENCE) / 2
MORE, SAME, LESS = "more", "same", "less"

Pair = tuple[float | None, float | None]


class Effect(NamedTuple):
    """How large a change is, in standard deviations, and its interval."""

    size: float
    interval: Interval


class ByRanks(NamedTuple):
    """The usual change (Hodges-Lehmann) with its interval, and how likely one as large is by chance (Wilcoxon)."""

    shift: float
    interval: Interval
    p: float


@dataclass(frozen=True)
class Concluded:
    """What can be concluded from enough pairs. `effect_of_differences` is d_z, `effect_of_scores` is d_av."""

    interval: Interval
    t: float
    p: float
    effect_of_differences: Effect
    effect_of_scores: Effect
    by_ranks: ByRanks | None


@dataclass(frozen=True)
class Change:
    """What became of those of whom both measurements are known; of `missing` people one of them is not."""

    n: int
    missing: int
    mean: float | None
    sd: float | None
    more: int
    same: int
    less: int
    concluded: Concluded | None


def change(pairs: Sequence[Pair], *, threshold: float) -> Change:
    """Describe a change. More or less is who moved by the threshold or more: whether that is good, no number says."""
    known = [(before, after) for before, after in pairs if before is not None and after is not None]
    differences = [after - before for before, after in known]
    told = summarise(differences)
    cells = Counter(moved(pair, threshold) for pair in known)
    return Change(
        n=told.n,
        missing=len(pairs) - told.n,
        mean=told.mean,
        sd=told.sd,
        more=cells[MORE],
        same=cells[SAME],
        less=cells[LESS],
        concluded=_concluded(known, differences) if told.n >= FEWEST_PAIRS and told.sd else None,
    )


def moved(pair: Pair, threshold: float) -> str | None:
    """Return whether somebody gave more or less the last time, or about the same, if both times are known."""
    before, after = pair
    if before is None or after is None:
        return None
    off = round(after - before, 9)  # so that 0.3 less 0.1 reaches 0.2
    return MORE if off >= threshold else LESS if off <= -threshold else SAME


def _concluded(known: list[tuple[float, float]], differences: list[float]) -> Concluded:
    n, told = len(differences), summarise(differences)
    mean, sd = told.mean or 0.0, told.sd or 0.0
    interval, t, p = paired_t(n, mean, sd)
    spread = sqrt(sum((summarise(side).sd or 0) ** 2 for side in zip(*known, strict=True)) / 2)
    return Concluded(
        interval=interval,
        t=t,
        p=p,
        effect_of_differences=effect(n, t, 1.0),
        effect_of_scores=effect(n, t, sd / spread),
        by_ranks=by_ranks(differences) if n < BY_RANKS_BELOW else None,
    )


def paired_t(n: int, mean: float, sd: float) -> tuple[Interval, float, float]:
    """Return interval, t and p of a mean difference (Student 1908, "The probable error of a mean")."""
    t = mean / (sd / sqrt(n))
    return mean_interval(n, mean, sd) or Interval(None, None), t, float(2 * scipy.stats.t.sf(abs(t), n - 1))


def effect(n: int, t: float, scale: float) -> Effect:
    """Return t as a size, in standard deviations of the differences (d_z), or times theirs over the scores' (d_av).

    Hedges 1981 for the correction; the interval turns noncentral t around (Cumming 2012, chapter 11; for d_av
    Algina and Keselman 2003), corrected as the size is.
    """
    in_scale = _hedges(n - 1) * scale / sqrt(n)
    low, high = (float(scipy.special.nctdtrinc(n - 1, share, t)) for share in (1 - TAIL, TAIL))
    return Effect(t * in_scale, Interval(low * in_scale, high * in_scale))


def _hedges(freedom: int) -> float:
    return exp(lgamma(freedom / 2) - lgamma((freedom - 1) / 2)) / sqrt(freedom / 2)


def by_ranks(differences: Sequence[float]) -> ByRanks:
    """Return Wilcoxon's p, and the median of all means of two with its interval (Hollander and Wolfe 1973)."""
    n = len(differences)
    means = sorted((one + other) / 2 for at, one in enumerate(differences) for other in differences[at:])
    outside = _signed_ranks_below(n, TAIL)
    interval = Interval(means[outside - 1], means[-outside]) if outside else Interval(None, None)
    return ByRanks(float(numpy.median(means)), interval, float(scipy.stats.wilcoxon(differences).pvalue))


def _signed_ranks_below(n: int, share: float) -> int:
    """Return the first sum of signed ranks by which more than this share of all 2**n ways are counted."""
    ways = numpy.ones(1)
    for rank in range(1, n + 1):
        ways = numpy.convolve(ways, [1, *[0] * (rank - 1), 1])
    return int(numpy.searchsorted(numpy.cumsum(ways) / 2**n, share))
