"""What may be told of a team's own questions, and of a pulse that was taken twice (I9).

A pulse is one number of each who answered, and is told only as the change of those who answered both times: how many
they are, how far they moved and the interval, in halves of a step and the interval widened to them. Whose change could
still be worked out, since a few moved far apart from the rest, are told nothing of.
"""

from collections import Counter
from math import ceil, floor
from typing import Any

from wayfellow.audits.compared import is_the_same
from wayfellow.directory.folding import fold
from wayfellow.evaluation.comparisons import FEWEST_PAIRS, Pair, change
from wayfellow.evaluation.statistics import Interval
from wayfellow.surveys.shape import SCALE, Content, questions

NUMBER, QUESTION = "number", "question"
HALF = 0.5
WIDEST = 1.5  # of an interval that is told, in steps
TOUCHED = 1.0  # from this many steps on somebody moved

Given = dict[str, Any]
Asked = tuple[Content, list[Given]]


def questions_told(given: list[Given], k: int) -> dict[str, Any] | None:
    """Return what a team asked, in the order of the alphabet, once k have: nothing stands beside a question."""
    words = [said for each in given if (said := str(each.get(QUESTION, "")).strip())]
    return {"k": k, "words": sorted(words, key=lambda said: (fold(said), said))} if len(words) >= k else None


def pulse_told(content: Content, given: list[Given], before: Asked | None, k: int) -> dict[str, Any] | None:
    """Return that enough answered; and of the second time, what changed since the first."""
    if len(given) < k:
        return None
    return {"k": k, "n": len(given), "change": before and change_told(*before, content, given, k)}


def change_told(then: Content, answered_then: list[Given], now: Content, answered_now: list[Given], k: int) -> Any:
    """Return the change of those who answered both times, on what both asked in the same words; or that too few did."""
    fewest = max(k, FEWEST_PAIRS)
    shared = _asked_both_times(then, now)
    found = change(_pairs(shared, answered_then, answered_now), threshold=TOUCHED)
    told = {"fewest": fewest, "asked": len(shared), "n": found.n if found.n >= fewest else None}
    if found.n < fewest or found.mean is None or found.concluded is None:
        return told | {"moved": None}
    return told | {"moved": in_halves(found.mean, found.concluded.interval)}


def in_halves(mean: float, interval: Interval) -> dict[str, float] | None:
    """Return a change as it is told; nothing where it lies so wide that a few moved apart from the rest."""
    low, high = floor((interval.low or 0) / HALF) * HALF, ceil((interval.high or 0) / HALF) * HALF
    return {"mean": floor(mean / HALF + HALF) * HALF, "low": low, "high": high} if high - low <= WIDEST else None


def _asked_both_times(then: Content, now: Content) -> list[str]:
    asked = {item["linkId"]: item for item in questions(then) if item["type"] == SCALE}
    scales = [item for item in questions(now) if item["type"] == SCALE]
    return [item["linkId"] for item in scales if is_the_same(asked.get(item["linkId"]), item)]


def _pairs(names: list[str], then: list[Given], now: list[Given]) -> list[Pair]:
    """Lay side by side what was answered under one number; one that two people chose is nobody's."""
    before, after = (_by_number(names, given) for given in (then, now))
    return [(before[number], after[number]) for number in before.keys() & after.keys()]


def _by_number(names: list[str], given: list[Given]) -> dict[int, float | None]:
    chosen = Counter(each[NUMBER] for each in given if NUMBER in each)
    return {each[NUMBER]: _mean(names, each) for each in given if NUMBER in each and chosen[each[NUMBER]] == 1}


def _mean(names: list[str], given: Given) -> float | None:
    """Return where somebody stands on all of it; nothing where they left one out."""
    answered = [given[name] for name in names if name in given]
    return sum(answered) / len(names) if names and len(answered) == len(names) else None
