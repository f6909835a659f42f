"""Other people's instruments: here is their shape and how they are scored; the words come from whoever may use them."""

from typing import Any

from wayfellow.surveys.scoring import scores
from wayfellow.surveys.shape import SCALE, Content

SCORES_ONLY = "C"
Skeleton = dict[str, Any]
Table = dict[str, float]


def with_wording(
    skeleton: Skeleton, lines: list[str], ends: dict[str, str], language: str, table: Table | None = None
) -> Content:
    """Return the instrument with the items that a licence covers, word for word."""
    words = {end: {language: text} for end, text in ends.items() if text}
    items = [
        {"linkId": name, "type": SCALE, "text": {language: line}, "min": skeleton["min"], "max": skeleton["max"]}
        | words
        for name, line in zip(names(skeleton), lines, strict=True)
    ]
    return {"title": _title(skeleton, [language]), "item": items, "scoring": scoring(skeleton, table)}


def only_scores(skeleton: Skeleton, table: Table | None = None) -> Content:
    """Return what asks for the scores alone, each within its range."""
    on_paper = {"title": {}, "item": _numbers(skeleton), "scoring": scoring(skeleton, table)}
    items = [
        {"linkId": score.name, "type": "decimal", "text": score.title, "min": score.lowest, "max": score.highest}
        for score in scores(on_paper, {})
    ]
    return {"title": _title(skeleton, ["en", "es", "ca"]), "item": items, "scoring": []}


def names(skeleton: Skeleton) -> list[str]:
    return [f"item-{number}" for number in range(1, skeleton["items"] + 1)]


def scoring(skeleton: Skeleton, table: Table | None = None) -> list[dict[str, Any]]:
    """Return its scores; one that names no items counts them all, and all must be answered unless it says otherwise.

    `table`: what each total is converted into, where an instrument asks for that. It belongs to the holder.
    """
    every = list(range(1, skeleton["items"] + 1))
    found = [
        score | {"items": [f"item-{number}" for number in _counted(score, every)]} for score in skeleton["scoring"]
    ]
    if table:
        found.append(found[-1] | {"name": "converted", "title": skeleton["convert"], "table": table})
    return [{name: value for name, value in score.items() if name not in {"from_to", "numbers"}} for score in found]


def _counted(score: dict[str, Any], every: list[int]) -> list[int]:
    if "from_to" in score:
        first, last = score["from_to"]
        return list(range(first, last + 1))
    return list(score.get("numbers", every))


def totals(skeleton: Skeleton) -> list[str]:
    """Return every total that a table for this instrument has a line for."""
    return [str(total) for total in range(skeleton["min"] * skeleton["items"], skeleton["max"] * skeleton["items"] + 1)]


def _numbers(skeleton):
    ends = {"min": skeleton["min"], "max": skeleton["max"]}
    return [{"linkId": name, "type": SCALE, "text": {}} | ends for name in names(skeleton)]


def _title(skeleton, languages):
    return dict.fromkeys(languages, skeleton["title"])
