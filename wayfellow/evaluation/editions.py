"""Editions: what is published at a month's end, so that two looks tell no more than one (I9).

Each question of an edition is one list: cells that add up to a total, told or hidden. It is compared with every
other edition. Where both tell a cell, it may have grown by nothing, or by k people; and so may the cells together
that either hides. Where that cannot be, more is hidden; where nothing would be left, the question stays as it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wayfellow.evaluation.small_numbers import HIDDEN, Hidden, Shown, protect

Group = frozenset[str]
NOBODY: Group = frozenset()


@dataclass(frozen=True)
class Told:
    """What one edition tells of one question. `more`: what else it tells, such as a mean."""

    code: str
    as_of: date
    cells: Mapping[str, Shown]
    total: int
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hidden(self) -> Group:
        return frozenset(cell for cell, shown in self.cells.items() if isinstance(shown, Hidden))

    def number(self, group: Group) -> int:
        """Return how many are in a group of cells, of those that anybody can work out."""
        if self.hidden & group:
            return self.total - self.number(frozenset(self.cells) - self.hidden - group)
        return sum(shown for cell in group if not isinstance(shown := self.cells.get(cell, 0), Hidden))

    def tells(self, group: Group) -> bool:
        """Say whether anybody can work out how many are in a group of cells."""
        hidden = self.hidden & group
        return not hidden or hidden == self.hidden


@dataclass(frozen=True)
class Question:
    """What could be told of one question: its true cells, and `alone`, what is safe if nothing else were ever told.

    `grown`: how many people stand behind what became of a group of cells since, or until, an edition.
    `needs`: cells of other questions without which this one would tell them.
    `ranked`: cells that follow one another, as bands do, through which people only move on: all are told, or none.
    """

    code: str
    cells: Mapping[str, int]
    total: int
    alone: Mapping[str, Shown]
    grown: Callable[["Question", Told, Group], int]
    more: Mapping[str, Any] = field(default_factory=dict)
    ranked: bool = False
    needs: Mapping[str, Group] = field(default_factory=dict)

    def may_stand_beside(self, told: Mapping[str, Told], day: date) -> bool:
        """Say whether what it needs is told of the same day."""
        return all(
            code in told and told[code].as_of == day and not told[code].hidden & cells
            for code, cells in self.needs.items()
        )


def of_people(question: Question, other: Told, group: Group) -> int:
    """Return by how many people a group differs from an edition."""
    return abs(sum(question.cells.get(cell, 0) for cell in group) - other.number(group))


def settle(question: Question, others: Iterable[Told], as_of: date, k: int) -> Told | None:
    """Return what this edition tells of a question beside the others, or None: it stays as it was."""
    others = sorted({other.as_of: other for other in others}.values(), key=lambda other: other.as_of)
    beside = [*others, *_last_told([other for other in others if other.as_of < as_of])]
    hidden = _hidden_beside(question, beside, k)
    while between := _known_between([*others, found := _told(question, hidden, as_of)], k):
        if between <= hidden:
            return None
        hidden = _hidden_beside(question, beside, k, hidden | between)
    told = found.cells
    if others and question.total and not any(told[cell] for cell in told.keys() - hidden):
        return None
    if question.ranked and others and (hidden != _hidden(question.alone) or _moves_few(question, hidden, others, k)):
        return None
    return None if _opens_a_later_one(found, others, k) else found


def settled(asked: Iterable[Question], others: Sequence[Mapping[str, Told]], day: date, k: int) -> list[Told]:
    """Tell each question beside the other editions; what may not be told anew stays as it was."""
    found: dict[str, Told] = {}
    for question in asked:
        before = [other[question.code] for other in others if question.code in other]
        earlier = [told for told in before if told.as_of < day]
        new = settle(question, before, day, k) if question.may_stand_beside(found, day) else None
        if told := new or (earlier[-1] if earlier else None):
            found[question.code] = told
    return list(found.values())


def _told(question: Question, hidden: Group, as_of: date) -> Told:
    cells = {cell: _shown(question, cell, hidden) for cell in question.cells}
    return Told(question.code, as_of, cells, question.total, question.more)


def _known_between(editions: list[Told], k: int) -> Group:
    """Return the cells that are told alike before and after an edition that hides them, and leave few hidden there."""
    known: set[str] = set()
    in_order = sorted(editions, key=lambda each: each.as_of)
    for at, other in enumerate(in_order):
        before, after = _nearest(in_order[:at][::-1]), _nearest(in_order[at + 1 :])
        alike = frozenset(cell for cell in other.hidden if cell in after and before.get(cell, 0) == after[cell])
        if alike and 0 < other.number(other.hidden) - sum(after[cell] for cell in alike) < k:
            known |= alike
    return frozenset(known)


def _nearest(editions: Iterable[Told]) -> dict[str, int]:
    """Return what is known of each cell from the first of these editions that tells it, or hides it alone."""
    nearest: dict[str, int] = {}
    for each in editions:
        one_by_one = [cell for cell in each.cells if cell not in each.hidden or len(each.hidden) == 1]
        nearest = {cell: each.number(frozenset([cell])) for cell in one_by_one} | nearest
    return nearest


def _last_told(earlier: list[Told]) -> Iterator[Told]:
    """Yield what is known of each cell by itself, from whichever edition told it last."""
    if len(earlier) > 1:
        known = dict.fromkeys((cell for each in earlier for cell in each.cells), 0) | _nearest(earlier[::-1])
        yield Told(earlier[-1].code, earlier[-1].as_of, known, sum(known.values()))


def _opens_a_later_one(found: Told, others: list[Told], k: int) -> bool:
    """Say whether what a later edition hides would be few, less what was told of each cell before."""
    for later in (other for other in others if other.as_of > found.as_of):
        before = [found, *(other for other in others if other.as_of < later.as_of)]
        for known in _last_told(sorted(before, key=lambda each: each.as_of)):
            if 0 < abs(later.number(later.hidden) - known.number(later.hidden)) < k:
                return True
    return False


def _shown(question: Question, cell: str, hidden: Group) -> Shown:
    if cell not in hidden:
        return question.cells[cell]
    alone = question.alone[cell]
    return alone if isinstance(alone, Hidden) and hidden == _hidden(question.alone) else HIDDEN


def _hidden(shown: Mapping[str, Shown]) -> Group:
    return frozenset(cell for cell, value in shown.items() if isinstance(value, Hidden))


def _hidden_beside(question: Question, others: list[Told], k: int, hidden: Group = NOBODY) -> Group:
    """Hide until no group that can be worked out from two editions is small."""
    every = frozenset(question.cells)
    hidden |= _hidden(question.alone)
    for other in others:
        hidden |= _small_growth(question, other, k)
    while few := next(_few(question, hidden, others, k), None):
        other, group = few
        more = group & every - hidden if len(group) == 1 else NOBODY
        hidden |= more or _shade(question, hidden, other) or every
    return hidden


def _shade(question: Question, hidden: Group, other: Told) -> Group:
    """Choose the cell that grew least, for what is hidden to be hidden with."""
    open_cells = frozenset(question.cells) - hidden - other.hidden
    grown = {cell: question.grown(question, other, frozenset([cell])) for cell in open_cells}
    return frozenset(sorted((cell for cell in grown if grown[cell]), key=lambda cell: (grown[cell], cell))[:1])


def _small_growth(question: Question, other: Told, k: int) -> Group:
    """Hide what grew by few as one list is hidden, knowing the rules or not."""
    one_by_one = frozenset(question.cells) - other.hidden
    grown = {frozenset([cell]): question.grown(question, other, frozenset([cell])) for cell in one_by_one}
    grown |= {other.hidden: question.grown(question, other, other.hidden)} if other.hidden else {}
    hidden = (group for group, shown in protect(grown, k).items() if isinstance(shown, Hidden))
    return NOBODY.union(*hidden) & frozenset(question.cells)


def _few(question: Question, hidden: Group, others: list[Told], k: int) -> Iterator[tuple[Told, Group]]:
    """Find the groups that two editions together tell, and that differ by few people."""
    for other in others:
        for group in _groups(frozenset(question.cells), hidden, other):
            if 0 < question.grown(question, other, group) < k and not hidden >= frozenset(question.cells):
                yield other, group


def _groups(cells: Group, hidden: Group, other: Told) -> Iterator[Group]:
    blocks = [hidden | other.hidden] if hidden & other.hidden else [each for each in (hidden, other.hidden) if each]
    yield from blocks
    yield from (frozenset([cell]) for cell in sorted((cells | frozenset(other.cells)) - hidden - other.hidden))


def _moves_few(question: Question, hidden: Group, others: list[Told], k: int) -> bool:
    """Say whether few people have come past some point, where people only move on."""
    order = list(question.cells)
    past = [frozenset(order[:number]) for number in range(1, len(order))]
    return any(
        0 < question.grown(question, other, group) < k
        for other in others
        for group in past
        if all(not block & group or block <= group for block in (hidden, other.hidden))
    )


# Months
def end_of_last_month(today: date) -> date:
    return today.replace(day=1) - timedelta(days=1)


def next_edition(today: date) -> date:
    """Return the first day on which figures can next be new."""
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def may_follow(people: int, others: Iterable[int], k: int) -> bool:
    """Say whether so many people may be told beside the other editions: none or k between any two."""
    return people >= k and all(not 0 < abs(people - other) < k for other in others)


# As they are kept
def as_json(told: Told) -> dict[str, Any]:
    return {
        "code": told.code,
        "as_of": told.as_of.isoformat(),
        "cells": [[cell, _as_json(shown)] for cell, shown in told.cells.items()],
        "total": told.total,
        "more": dict(told.more),
    }


def from_json(kept: Mapping[str, Any]) -> Told:
    cells = {cell: _read(value) for cell, value in kept["cells"]}
    return Told(kept["code"], date.fromisoformat(kept["as_of"]), cells, kept["total"], kept["more"])


def _as_json(shown: Shown) -> int | str | None:
    if isinstance(shown, Hidden):
        return f"<{shown.below}" if shown.below else None
    return shown


def _read(value: int | str | None) -> Shown:
    if value is None or isinstance(value, int):
        return HIDDEN if value is None else value
    return Hidden(below=int(value.removeprefix("<")))
