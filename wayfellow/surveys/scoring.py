"""Scores, by rules that a questionnaire declares. What was not answered is never counted as zero."""

from dataclasses import dataclass
from typing import Any

from wayfellow.surveys.shape import CHOICE, Content, Item, bounds, questions

SUM, MEAN = "sum", "mean"


@dataclass(frozen=True)
class Score:
    """One score of one set of answers. `value` is None where too few were answered."""

    name: str
    title: dict[str, str]
    value: float | None
    answered: int
    asked: int
    lowest: float
    highest: float
    band: dict[str, str] | None = None
    ends: tuple[dict[str, str], dict[str, str]] | None = None


def scores(content: Content, given: dict[str, Any]) -> list[Score]:
    """Return every score that the questionnaire declares, for one set of answers."""
    known = {item["linkId"]: item for item in questions(content)}
    return [_score(rule, [known[name] for name in rule["items"]], given) for rule in content.get("scoring", [])]


def _score(rule: Item, asked: list[Item], given: dict[str, Any]) -> Score:
    numbers = [number for item in asked if (number := _number(rule, item, given)) is not None]
    enough = len(numbers) >= max(rule.get("least", len(asked)), 1)
    value = _converted(rule, _combine(rule, numbers, len(asked))) if enough else None
    lowest, highest = limits(rule, asked)
    return Score(
        name=rule["name"],
        title=rule["title"],
        value=value,
        answered=len(numbers),
        asked=len(asked),
        lowest=lowest,
        highest=highest,
        band=_band(rule, value),
        ends=_ends(rule, asked),
    )


def _number(rule: Item, item: Item, given: dict[str, Any]) -> float | None:
    number = number_of(item, given.get(item["linkId"]))
    if number is None or item["linkId"] not in rule.get("reversed", []):
        return number
    return turned(number, bounds(item) or (0, 0))


def number_of(item: Item, answer: Any) -> float | None:
    """Return the number that an answer stands for, or nothing where it stands for none."""
    if answer is None:
        return None
    if item["type"] != CHOICE:
        return float(answer)
    values = {option["code"]: option.get("value") for option in item["answerOption"]}
    return values.get(answer[0])


def turned(number: float, limits: tuple[float, float]) -> float:
    """Return the number counted from the other end of its scale."""
    return limits[0] + limits[1] - number


def _combine(rule: Item, numbers: list[float], asked: int) -> float:
    """A sum over some of its questions stands for all of them: each that is missing is as the others were."""
    mean = sum(numbers) / len(numbers)
    whole = mean * asked if rule["rule"] == SUM else mean
    return round(whole * rule.get("times", 1), 4)


def limits(rule: Item, asked: list[Item]) -> tuple[float, float]:
    """Return the lowest and the highest that a score can be."""
    ends = zip(*(bounds(item) or (0, 0) for item in asked), strict=True)
    lowest, highest = (_combine(rule, list(numbers), len(asked)) for numbers in ends)
    converted = rule.get("table", {}).values()
    return (min(converted), max(converted)) if converted else (lowest, highest)


def _ends(rule: Item, asked: list[Item]) -> tuple[dict[str, str], dict[str, str]] | None:
    """Return what the two ends of a mean are called, where all its questions call them the same."""
    if rule["rule"] != MEAN or rule.get("table") or rule.get("times", 1) != 1 or rule.get("reversed"):
        return None
    ends = [(item.get("low", {}), item.get("high", {})) for item in asked]
    return ends[0] if all(ends[0]) and all(each == ends[0] for each in ends) else None


def _converted(rule: Item, value: float) -> float | None:
    """A table says what a total counts as; a total that is not in it counts as nothing."""
    return rule["table"].get(f"{value:g}") if rule.get("table") else value


def _band(rule: Item, value: float | None) -> dict[str, str] | None:
    if value is None:
        return None
    reached = [band for band in rule.get("bands", []) if value >= band["from"]]
    return max(reached, key=lambda band: band["from"])["title"] if reached else None
