"""How far two who judged the same things agree beyond chance."""

from collections import Counter
from collections.abc import Hashable, Iterable
from math import sqrt
from typing import NamedTuple

from wayfellow.evaluation.statistics import CONFIDENCE, Interval
from wayfellow.later import scipy

Shares = dict[tuple[Hashable, Hashable], float]


class Kappa(NamedTuple):
    """Agreement beyond chance, and its interval. Not known where both could only have said one thing."""

    n: int
    value: float | None
    interval: Interval


def cohens_kappa(judged: Iterable[tuple[Hashable, Hashable]]) -> Kappa:
    """Return kappa (Cohen 1960) with the large-sample interval of Fleiss, Cohen and Everitt (1969)."""
    table = Counter(judged)
    n = table.total()
    shares = {pair: number / n for pair, number in table.items()}
    first, second = (_said(shares, place) for place in (0, 1))
    agreed = sum(share for (one, other), share in shares.items() if one == other)
    by_chance = sum(share * second[each] for each, share in first.items())
    if not n or by_chance > 1 - 1e-9:
        return Kappa(n, None, Interval(None, None))
    kappa = (agreed - by_chance) / (1 - by_chance)
    reach = float(scipy.stats.norm.ppf((1 + CONFIDENCE) / 2)) * _standard_error(shares, first, second, kappa, n)
    return Kappa(n, kappa, Interval(max(kappa - reach, -1.0), min(kappa + reach, 1.0)))


def _said(shares: Shares, place: int) -> dict[Hashable, float]:
    """Return how large a share each answer is of what one of the two said."""
    said = dict.fromkeys((each for pair in shares for each in pair), 0.0)
    for pair, share in shares.items():
        said[pair[place]] += share
    return said


def _standard_error(
    shares: Shares, first: dict[Hashable, float], second: dict[Hashable, float], kappa: float, n: int
) -> float:
    """Return the root of (A + B - C) / n over what is left to chance, as Fleiss, Levin and Paik (2003) print it."""
    by_chance = sum(share * second[each] for each, share in first.items())
    on = sum(
        share * (1 - (first[one] + second[one]) * (1 - kappa)) ** 2
        for (one, other), share in shares.items()
        if one == other
    )
    off = sum(
        share * (second[one] + first[other]) ** 2 for (one, other), share in shares.items() if one != other
    ) * (1 - kappa) ** 2  # fmt: skip
    left = (kappa - by_chance * (1 - kappa)) ** 2
    return sqrt(max(on + off - left, 0.0)) / ((1 - by_chance) * sqrt(n))
