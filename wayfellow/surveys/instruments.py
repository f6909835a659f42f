"""Other people's instruments: here is their shape and how they are scored; the words come from whoever may use them."""

from typing import Any

from wayfellow.surveys.scoring import scores
from wayfellow.surveys.shape import SCALE, Content

SCORES_ONLY = "C"
Skeleton = dict[str, Any]


def with_wording(skeleton: Skeleton, lines: list[str], ends: dict[str, str], language: str) -> Content:
    """Return the instrument with the items that a licence covers, word for word."""
    words = {end: {language: text} for end, text in ends.items() if text}
    items = [
        {"linkId": name, "type": SCALE, "text": {language: line}, "min": skeleton["min"], "max": skeleton["max"]}
        | words
        for name, line in zip(names(skeleton), lines, strict=True)
    ]
    return {"title": _title(skeleton, [language]), "item": items, "scoring": scoring(skeleton)}


def only_scores(skeleton: Skeleton) -> Content:
    """Return what asks for the scores alone, each within its range."""
    on_paper = {"title": {}, "item": _numbers(skeleton), "scoring": scoring(skeleton)}
    items = [
        {"linkId": score.name, "type": "decimal", "text": score.title, "min": score.lowest, "max": score.highest}
        for score in scores(on_paper, {})
    ]
    return {"title": _title(skeleton, ["en", "es", "ca"]), "item": items, "scoring": []}


def names(skeleton: Skeleton) -> list[str]:
    return [f"item-{number}" for number in range(1, skeleton["items"] + 1)]


def scoring(skeleton: Skeleton) -> list[dict[str, Any]]:
    """Return its scores; one that names no items counts them all, and all must be answered unless it says otherwise."""
    return [
        score | {"items": [f"item-{number}" for number in range(first, last + 1)]}
        for score in skeleton["scoring"]
        for first, last in [score.get("from_to", [1, skeleton["items"]])]
    ]


def _numbers(skeleton):
    ends = {"min": skeleton["min"], "max": skeleton["max"]}
    return [{"linkId": name, "type": SCALE, "text": {}} | ends for name in names(skeleton)]


def _title(skeleton, languages):
    return dict.fromkeys(languages, skeleton["title"])
