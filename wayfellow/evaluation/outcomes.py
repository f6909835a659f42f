"""What changed between the first and the last time that people answered a survey, and what of it may be told (I9)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wayfellow.evaluation.answers import Earlier, beside
from wayfellow.evaluation.comparisons import LESS, MORE, SAME, Change, Effect, change, moved
from wayfellow.evaluation.dose import DOSE, tell_dose
from wayfellow.evaluation.editions import Group, Question, Told, of_people
from wayfellow.evaluation.protection import JOINED, NOT_SAID
from wayfellow.evaluation.small_numbers import neighbours, protect
from wayfellow.evaluation.statistics import Interval
from wayfellow.surveys.over_time import Line, Pair, Sent, first_and_last, measured
from wayfellow.surveys.shape import Content

SHARE = 0.1  # of the range of a scale: who moved by less is about the same (Ringash 2007)
DECIMALS = 2
IN_ORDER = (LESS, SAME, MORE)
Everyone = Sequence[Sequence[Sent]]
Versions = Iterable[tuple[int, Content]]
Words = Mapping[str, str]
Met = Sequence[Sequence[date]]


def tell_changes(
    title: Words, asked: Versions, everyone: Everyone, met: Met, earlier: Earlier, day: date, k: int
) -> Iterator[Told]:
    """Tell of each score how many gave more, about the same or less than at first, and how large the change is.

    `asked` are the versions of the survey, the oldest first, and `title` what it is called. `met` is on which days each
    of those who answered had an accompaniment.
    """
    for line in _asked_of_enough(asked, everyone, k):
        paired = Paired(line, everyone)
        before = [each[paired.code] for each in earlier if paired.code in each]
        question = paired.question(before, day, k)
        few = any(0 < paired.moved_since(told.as_of) < k for told in before)
        told = beside(question, earlier, day, k, keep_back=few)
        titles = {"survey": title, "title": line.title, "threshold": paired.threshold}
        is_open = NOT_SAID not in told.hidden
        yield replace(told, more={**titles, **(told.more if is_open else {})})
        by_dose = [each[DOSE + paired.code] for each in earlier if DOSE + paired.code in each]
        if is_open and told.as_of == day:
            if dose := tell_dose(paired.code, line, [*zip(everyone, met, strict=True)], by_dose, day, k):
                yield dose
        elif by_dose:
            yield by_dose[-1]


def answered_twice(everyone: Everyone, since: date | None = None) -> int:
    """Count who answered on two days or more; or, of those, who did so again since a day."""
    days = [sorted({each[0] for each in sent}) for sent in everyone]
    return sum(len(each) > 1 and (since is None or each[-1] > since) for each in days)


def _asked_of_enough(asked: Versions, everyone: Everyone, k: int) -> list[Line]:
    """Return what the newest version measures to which enough people answered."""
    people = Counter(version for sent in everyone for version in {each[1] for each in sent})
    newest = max((version for version, number in people.items() if number >= k), default=0)
    return measured((version, content) for version, content in asked if version <= newest)


class Paired:
    """The first and the last that each person gave of one number."""

    def __init__(self, line: Line, everyone: Everyone) -> None:
        self.line, self.everyone = line, everyone
        self.code = f"{line.name} {line.since}"
        self.threshold = round((line.highest - line.lowest) * SHARE, 9)
        self.pairs = [first_and_last(line, sent) for sent in everyone]
        self._were: dict[date, list[Pair]] = {}

    def question(self, before: Sequence[Told], day: date, k: int) -> Question:
        """Return what could be told, in the groups in which it was told before, or else with neighbours joined."""
        counted = Counter(map(self._cell, self.pairs))
        groups = _groups(before) or neighbours({cell: counted[cell] for cell in IN_ORDER}, k)
        of = {cell: JOINED.join(group) for group in groups for cell in group} | {NOT_SAID: NOT_SAID}
        cells = {of[cell]: 0 for cell in [*IN_ORDER, NOT_SAID]}
        for cell, number in counted.items():
            cells[of[cell]] += number

        def grown(question: Question, other: Told, group: Group) -> int:
            moved = sum(
                not group.isdisjoint({of[self._cell(was)], of[self._cell(now)]})
                for was, now in self._others_since(other.as_of)
            )
            return min(filter(None, [of_people(question, other, group), moved]), default=0)

        told = change(self.pairs, threshold=self.threshold)
        more = _as_told(told) if told.n >= k else {}
        return Question(self.code, cells, len(self.pairs), protect(cells, k), grown, more)

    def moved_since(self, then: date) -> int:
        """Count whose change became another since a day."""
        return sum({*map(self._cell, pairs)} != {NOT_SAID} for pairs in self._others_since(then))

    def _others_since(self, then: date) -> Iterator[tuple[Pair, Pair]]:
        if then not in self._were:
            self._were[then] = [
                first_and_last(self.line, [each for each in sent if each[0] <= then]) for sent in self.everyone
            ]
        return ((was, now) for was, now in zip(self._were[then], self.pairs, strict=True) if was != now)

    def _cell(self, pair: Pair) -> str:
        return moved(pair, self.threshold) or NOT_SAID


def _groups(before: Sequence[Told]) -> list[list[str]]:
    return [cell.split(JOINED) for told in before[-1:] for cell in told.cells if cell != NOT_SAID]


def _as_told(told: Change) -> dict[str, Any]:
    """Return the change in few digits: many would tell what one of few people gave."""
    more: dict[str, Any] = {"mean": _rounded(told.mean), "sd": _rounded(told.sd)}
    if found := told.concluded:
        more["interval"] = _sides(found.interval)
        more["d_z"], more["d_av"] = _effect(found.effect_of_differences), _effect(found.effect_of_scores)
        if ranks := found.by_ranks:
            more["by_ranks"] = {
                "shift": _rounded(ranks.shift), "interval": _sides(ranks.interval), "p": round(ranks.p, 3)
            }  # fmt: skip
    return more


def _effect(effect: Effect) -> list[Any]:
    return [_rounded(effect.size), _sides(effect.interval)]


def _sides(interval: Interval) -> list[float | None]:
    return [_rounded(side) for side in interval]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
