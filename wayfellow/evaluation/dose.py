"""How answers changed, by how many accompaniments people had had: an association, told of at least k people (I9)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, combinations
from typing import Any

from wayfellow.evaluation.comparisons import FEWEST_PAIRS
from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.protection import JOINED
from wayfellow.evaluation.small_numbers import neighbours
from wayfellow.evaluation.statistics import FINER, band, summarise
from wayfellow.surveys.over_time import Line, Pair, Sent, first_and_last

DOSE = "dose "
DECIMALS = 2

Answerer = tuple[Sequence[Sent], Sequence[date]]  # what somebody sent, and the days on which they met
Stands = tuple[str, Pair] | None  # in which band somebody is, and what they gave first and last


def tell_dose(
    code: str, line: Line, answerers: Sequence[Answerer], earlier: Iterable[Told], day: date, k: int
) -> Told | None:
    """Tell the mean change in each group of bands, or what was told before where that would tell of few who moved."""
    before = max(earlier, key=lambda told: told.as_of, default=None)
    now = [_stands(line, each, day) for each in answerers]
    counts = Counter(stands[0] for stands in now if stands)
    groups = (
        [cell.split(JOINED) for cell in before.cells]
        if before
        else neighbours({each: counts[each] for each in FINER}, k)
    )
    cells = {JOINED.join(group): sum(counts[each] for each in group) for group in groups}
    told_apart = [number for number in cells.values() if number]
    if len(told_apart) < 2 or min(told_apart) < k:
        return before
    if before and _few_moved([_stands(line, each, before.as_of) for each in answerers], now, groups, k):
        return before
    more = {cell: _change(now, cell.split(JOINED)) for cell, number in cells.items() if number}
    return Told(DOSE + code, day, cells, sum(cells.values()), more)


def _stands(line: Line, answerer: Answerer, day: date) -> Stands:
    """Return how many times somebody had met when they last answered, and what they gave, if both times are known."""
    sent = [each for each in answerer[0] if each[0] <= day]
    pair = first_and_last(line, sent)
    if None in pair:
        return None
    return band(sum(on <= sent[-1][0] for on in answerer[1]), FINER), pair


def _few_moved(then: Sequence[Stands], now: Sequence[Stands], groups: Iterable[Sequence[str]], k: int) -> bool:
    """Say whether few came, went or gave something else, in any of the groups or in several together."""
    found = list(groups)
    several = chain.from_iterable(combinations(found, number) for number in range(1, len(found) + 1))
    for each in several:
        bands = {*chain.from_iterable(each)}
        moved = sum(_given(was, bands) != _given(here, bands) for was, here in zip(then, now, strict=True))
        if 0 < moved < k:
            return True
    return False


def _given(stands: Stands, bands: set[str]) -> Pair | None:
    return stands[1] if stands and stands[0] in bands else None


def _change(now: Iterable[Stands], bands: Sequence[str]) -> dict[str, Any]:
    """Return the mean change. An interval of no width would tell what each of them gave, and there is none."""
    pairs = [pair for pair in (_given(stands, {*bands}) for stands in now) if pair]
    told = summarise(last - first for first, last in pairs if first is not None and last is not None)
    sides = told.interval if told.interval and told.sd and told.n >= FEWEST_PAIRS else None
    return {
        "mean": round(told.mean or 0, DECIMALS),
        "interval": sides and [round(side or 0, DECIMALS) for side in sides],
    }
