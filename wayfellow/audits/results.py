"""What may be told of an audit: where each group stands on each statement, and of nobody fewer than k (I9).

Plain functions over answers. The result is made once, when the audit closes, so that there is no second look that an
answer between the two would tell apart. No list of answers is told: only where the mean lies, in five steps, which at
least two lists of answers have in common for every cell and every sum of cells.
"""

from collections import Counter
from collections.abc import Iterator
from math import floor
from typing import Any

from wayfellow.audits.tools import NOT_YET, PARTLY, USUAL, WHO, Group
from wayfellow.surveys.shape import CHOICE, Content, Item, questions

WORTH = {NOT_YET: 0, PARTLY: 1, USUAL: 2}
HIGHEST = 4  # of the five steps, from 0

Given = dict[str, Any]


def statements(content: Content) -> Iterator[Item]:
    """Yield what can be compared: each statement that is answered by not yet, partly, our usual way."""
    for item in questions(content):
        codes = [option["code"] for option in item.get("answerOption", [])]
        if item["type"] == CHOICE and not item.get("repeats") and codes == [*WORTH]:
            yield item


def told_of(content: Content, given: list[Given], k: int) -> dict[str, Any]:
    """Return all that is told of the answers, as it is kept."""
    answers = {group.value: [each for each in given if _chosen(each, WHO) == group] for group in Group}
    sizes = {group: len(each) for group, each in answers.items()}
    rows = rows_of(sizes, k)
    together = [[each for group in row for each in answers[group]] for row in rows]
    shown = {group for row in rows for group in row}
    return {
        "k": k,
        "rows": [{"groups": row, "n": len(each)} for row, each in zip(rows, together, strict=True)],
        "few": [group for group, size in sizes.items() if 0 < size < k and group not in shown],
        "nobody": [group for group, size in sizes.items() if size == 0],
        "statements": {
            item["linkId"]: [_cell([_chosen(each, item["linkId"]) for each in row], k) for row in together]
            for item in statements(content)
        },
    }


def _chosen(given: Given, name: str) -> str | None:
    """Return the one answer that was chosen; answers to a choice are kept as a list."""
    return next(iter(given.get(name) or ()), None)


def rows_of(sizes: dict[str, int], k: int) -> list[list[str]]:
    """Return who is told of together: each group of at least k; the smaller ones joined, where that hides each of them.

    Joined, they reach k, and their sum can be shared out among them in more than one way.
    """
    small = [group for group, size in sizes.items() if 0 < size < k]
    both = sum(sizes[group] for group in small)
    hides = both >= k and len(small) < both < len(small) * (k - 1)
    return [[group] for group, size in sizes.items() if size >= k] + ([small] if hides else [])


def _cell(chosen: list[str | None], k: int) -> dict[str, int | None]:
    """Tell where one row stands on one statement, and of how many nothing is known; None is what may not be told."""
    counted = Counter(each for each in chosen if each in WORTH)
    n, answered = len(chosen), sum(counted.values())
    missing = n - answered
    if 0 < answered < k or 0 < missing < k:
        # With one answer missing of k + 1, “enough answered” would tell that it is one.
        hidden_well = answered >= k and n - k > 1
        return {"level": _level(counted) if hidden_well else None, "missing": None}
    return {"level": _level(counted) if answered else None, "missing": missing}


def _level(counted: Counter[str]) -> int:
    mean = sum(WORTH[code] * number for code, number in counted.items()) / counted.total()
    return floor(mean / max(WORTH.values()) * HIGHEST + 0.5)
