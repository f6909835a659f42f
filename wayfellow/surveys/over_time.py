"""Somebody's own answers to a survey over time: which numbers of which versions may be told as one story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wayfellow.surveys.scoring import scores
from wayfellow.surveys.shape import CHOICE, SCALE, Content, Item, bounds, questions

Responses = dict[str, Any]
Sent = tuple[date, int, Content, Responses]  # the day, the version, its content, what was given
Pair = tuple[float | None, float | None]


@dataclass(frozen=True)
class Point:
    """What one set of answers gives. `value` is None where too little was answered."""

    on: date
    version: int
    value: float | None


@dataclass
class Line:
    """One number, as long as it is asked and counted in the same way."""

    name: str
    title: dict[str, str]
    lowest: float
    highest: float
    is_score: bool
    measure: list[Any]
    since: int
    is_anew: bool = False
    points: list[Point] = field(default_factory=list)

    @property
    def known(self) -> list[tuple[date, float]]:
        return [(point.on, point.value) for point in self.points if point.value is not None]

    @property
    def versions(self) -> list[int]:
        return sorted({point.version for point in self.points})


def lines(sent: Iterable[Sent]) -> list[Line]:
    """Return the scores, then the scales, of what somebody sent, in that order.

    A version that asks or counts otherwise begins a line of its own: what cannot be compared is not joined.
    """
    found: dict[str, list[Line]] = {}
    for on, version, content, given in sent:
        for fresh, value in _numbers(version, content, given):
            told = found.setdefault(fresh.name, [])
            if not told or not _is_the_same(told[-1], fresh):
                fresh.is_anew = bool(told)
                told.append(fresh)
            told[-1].points.append(Point(on, version, value))
    every = [line for told in found.values() for line in told if line.known]
    return sorted(every, key=lambda line: not line.is_score)


def measured(versions: Iterable[tuple[int, Content]]) -> list[Line]:
    """Return what the last of these versions measures: its scores, or without any its scales.

    Each is since the first version from which on it was asked and counted in the same way.
    """
    found: dict[str, Line] = {}
    for version, content in versions:
        every = [line for line, _value in _numbers(version, content, {})]
        now = [line for line in every if line.is_score] or every
        found = {line.name: _as_before(found.get(line.name), line) for line in now}
    return list(found.values())


def _as_before(before: Line | None, line: Line) -> Line:
    return before if before and _is_the_same(before, line) else line


def first_and_last(line: Line, sent: Iterable[Sent]) -> Pair:
    """Return the first and the last that somebody gave of one number, on two days. What they did not give is None."""
    known = {
        on: value
        for on, version, content, given in sent
        for fresh, value in _numbers(version, content, given)
        if value is not None and fresh.name == line.name and _is_the_same(line, fresh)
    }
    values = [known[on] for on in sorted(known)]
    return (values[0] if values else None), (values[-1] if len(values) > 1 else None)


def _numbers(version: int, content: Content, given: Responses) -> Iterator[tuple[Line, float | None]]:
    known = {item["linkId"]: item for item in questions(content)}
    for rule, score in zip(content.get("scoring", []), scores(content, given), strict=True):
        how = {name: value for name, value in rule.items() if name not in {"title", "bands"}}
        asked = [how, *(_asked(known[name]) for name in rule["items"])]
        yield Line(score.name, score.title, score.lowest, score.highest, True, asked, version), score.value
    for item in known.values():
        if item["type"] == SCALE:
            line = Line(item["linkId"], item["text"], item["min"], item["max"], False, [_asked(item)], version)
            yield line, given.get(item["linkId"])


def _asked(item: Item) -> Item:
    values = (
        [(option["code"], option.get("value")) for option in item["answerOption"]] if item["type"] == CHOICE else []
    )
    return {"type": item["type"], "bounds": bounds(item), "values": values, "text": item["text"]}


def _is_the_same(one: Line, other: Line) -> bool:
    """Counted alike, and asked in the same words: a language that came or went changes nothing."""
    pairs = zip(one.measure, other.measure, strict=False)
    return len(one.measure) == len(other.measure) and all(_alike(mine, theirs) for mine, theirs in pairs)


def _alike(one: Item, other: Item) -> bool:
    both = one.get("text", {}).keys() & other.get("text", {}).keys()
    same_words = "text" not in one or any(both) and all(one["text"][code] == other["text"][code] for code in both)
    return same_words and one | {"text": ""} == other | {"text": ""}
