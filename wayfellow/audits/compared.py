"""Two audits of the same, compared on what both asked in the same words of the same people, and only there."""

from dataclasses import dataclass
from typing import Any

from wayfellow.audits.results import statements
from wayfellow.surveys.shape import Content, Item


@dataclass(frozen=True)
class Compared:
    """`rows`: who can be compared, as (their place then, their place now); `shared`: what both asked."""

    rows: list[tuple[int, int]]
    shared: list[Item]
    only_then: list[Item]
    only_now: list[Item]


def compare(then: Content, then_told: dict[str, Any], now: Content, now_told: dict[str, Any]) -> Compared:
    """Say what of two audits can be compared. Other words are another question, whatever its code."""
    shared = in_both(then, now)
    names = {item["linkId"] for item in shared}
    return Compared(
        rows=_the_same_rows(then_told["rows"], now_told["rows"]),
        shared=shared,
        only_then=[item for item in statements(then) if item["linkId"] not in names],
        only_now=[item for item in statements(now) if item["linkId"] not in names],
    )


def in_both(then: Content, now: Content) -> list[Item]:
    """Return the statements that both ask in the same words, as they stand now."""
    asked = {item["linkId"]: item for item in statements(then)}
    return [item for item in statements(now) if is_the_same(asked.get(item["linkId"]), item)]


def is_the_same(then: Item | None, now: Item) -> bool:
    """A language that was added since changes nothing; a word that was changed in one does."""
    if then is None:
        return False
    told = {code: words for code, words in then["text"].items() if words}
    both = told.keys() & {code for code, words in now["text"].items() if words}
    return bool(both) and all(told[code] == now["text"][code] for code in both)


def _the_same_rows(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[tuple[int, int]]:
    places = {tuple(row["groups"]): place for place, row in enumerate(then)}
    there = [(places.get(tuple(row["groups"])), place) for place, row in enumerate(now)]
    return [(before, after) for before, after in there if before is not None]
