"""What a fair proposal is. SciPy finds it."""

from bisect import bisect_left
from collections.abc import Sequence
from math import inf, isfinite

from wayfellow.later import scipy

Costs = list[list[float]]


def propose(missing: Sequence[Sequence[float]], free: Sequence[int], load: Sequence[int]) -> dict[int, int]:
    """Give those who wait, the longest first, whom they could meet: from the number of one to that of the other.

    `missing[person][peer]` is how much the person would miss with this peer supporter, infinite where the two are not
    to be proposed to each other. `free` says for how many more people a peer supporter has a place, `load` how many
    they walk with now.

    Of all proposals it is the one in which whoever waits longest has a place first; then the one whose worst match is
    the best; then the one in which all together miss the least; then the one that spreads people most evenly.
    """
    places = [(peer, load[peer] + nth) for peer, number in enumerate(free) for nth in range(min(number, len(missing)))]
    costs = [[row[peer] for peer, _carries in places] for row in missing]
    served = _whose_turn_it_is(costs)
    if not served:
        return {}
    costs = [costs[person] for person in served]
    weight = 1 + len(served) * max(carries + 1 for _peer, carries in places)
    worst = _best_worst(costs)
    costs = [
        [cost * weight + carries if cost <= worst else inf for cost, (_peer, carries) in zip(row, places, strict=True)]
        for row in costs
    ]
    return {served[row]: places[place][0] for row, place in _assign(costs)}


def _whose_turn_it_is(costs: Costs) -> list[int]:
    """Return who has a place: as many as can be, and where one would take another’s, the one who waits longer."""
    turns = [[(len(costs) - turn) * isfinite(cost) for cost in row] for turn, row in enumerate(costs)]
    return [turn for turn, place in _assign(turns, maximize=True) if turns[turn][place]]


def _best_worst(costs: Costs) -> float:
    """Return how bad the worst match has to be, where everyone has one."""
    levels = sorted({cost for row in costs for cost in row if isfinite(cost)})
    return levels[bisect_left(levels, True, key=lambda level: _all_can_have(costs, level))]


def _all_can_have(costs: Costs, level: float) -> bool:
    good_enough = [[cost <= level for cost in row] for row in costs]
    return all(good_enough[row][place] for row, place in _assign(good_enough, maximize=True))


def _assign(costs: Sequence[Sequence[float]], *, maximize: bool = False) -> list[tuple[int, int]]:
    if not costs or not costs[0]:
        return []
    rows, columns = scipy.optimize.linear_sum_assignment(costs, maximize=maximize)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
