"""An extract for research: every line of it stands there for at least k people, whichever columns are read (I9).

In it is whose first journey is over: nothing of theirs changes any more. So a line that was told stays, and two
extracts differ by lines of k people. Values are joined until each class (all who are alike in every column) has k
people, or are left empty; who is in a smaller class is left out. In a class those are put together who met about as
often (Defays and Anwar 1998), and each number is the mean of theirs.

Whoever reads extracts and editions can subtract one from the other. So of all, and of every answer that a line tells,
nobody or k people walk on, are left out, ended before, or are in no line.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import product
from statistics import fmean
from typing import Any

from wayfellow.evaluation.editions import Told
from wayfellow.evaluation.protection import NOT_SAID
from wayfellow.evaluation.report import Stand
from wayfellow.evaluation.small_numbers import Hidden, neighbours, protect
from wayfellow.journeys.models import Setting

AGE, GENDER, SOURCE, SITE, ENDING = "age", "gender", "referred_by", "site", "ending"
COLUMNS = (AGE, GENDER, SOURCE, ENDING, SITE)  # those that are told with others first come last
TOLD_AS = {GENDER: "gender", SOURCE: "referred_by", ENDING: "standing_met", SITE: "sites"}
ENDED = (Stand.CLOSED, Stand.ENDED, Stand.LEFT)
WALKING = "walking"

ACCOMPANIMENTS, WITH_OTHERS = "accompaniments", "with_others"
DAYS = ("days_to_first_meeting", "days_walked")
TO_A_HUNDREDTH = (ACCOMPANIMENTS, *DAYS)
WHOLE_NUMBERS = (WITH_OTHERS, *Setting.values)  # exact, their mean would tell of what one of few people did once

AGES = {f"{low}-{low + 9}": low for low in range(20, 80, 10)}
AGES = {"0-19": 0, **AGES, "80+": 80}
THIRDS = (0, 40, 60)
JOINED = "\x1f"  # stands in no name
NOT_TOLD = ""
MOST_LEFT_OUT = 0.2

Labels = Mapping[str, str]  # what a value is called, by the value
Class = tuple[str, ...]
IsTold = Callable[[str, Iterable[str]], bool]


@dataclass(frozen=True)
class Walk:
    """Somebody's first journey: who they are, what came of it in numbers, and the day it ended, if it did."""

    who: Mapping[str, str]
    numbers: Mapping[str, float]
    over_on: date | None


@dataclass(frozen=True)
class Line:
    """What is told alike of so many people."""

    who: Mapping[str, str]
    numbers: Mapping[str, float]
    people: int


def age_band(age: int | None) -> str:
    """Return the ten years that an age falls into."""
    return NOT_SAID if age is None else next(band for band, low in reversed(AGES.items()) if age >= low)


def draw_up(
    walks: Sequence[Walk], told: Mapping[str, Told], earlier: Sequence[Line], after: date | None, day: date, k: int
) -> list[Line] | None:
    """Return the lines of for whom it ended since the last ones, up to a day; or None: the extract stays as it was.

    `walks` is everyone whom the edition of that day counts, `told` what it tells, `earlier` all lines there are.
    """
    is_told = partial(_is_told, told, day)
    over = [walk for walk in walks if walk.over_on and (after is None or walk.over_on > after)]
    before = [walk for walk in walks if walk.over_on and after and walk.over_on <= after]
    walking = [walk for walk in walks if not walk.over_on]
    if not is_told(ENDING, ENDED):
        return None
    for labels in _ways_to_join(walks, over, is_told, k):
        if any(_few_are_left(each, [], labels, k) for each in (before, walking)):
            continue
        for kept in _without_small_classes(over, labels, k):
            lines = [Line(who, {}, len(alike)) for who, alike in _described(kept)]
            beside = [(over, lines), (walks, [*earlier, *lines])]
            if not any(_few_are_left(there, taken, labels, k) for there, taken in beside):
                return [_line(who, group) for who, alike in _described(kept) for group in _groups(alike, k)]
    return None


def _is_told(told: Mapping[str, Told], day: date, column: str, group: Iterable[str]) -> bool:
    """Say whether the edition of that day tells the same of a column: then a line adds nothing to it."""
    if column not in TOLD_AS:
        return True
    one = told.get(TOLD_AS[column])
    return one is not None and one.as_of == day and one.tells(frozenset(map(str, group)) & one.cells.keys())


# Columns
def _ways_to_join(walks: Sequence[Walk], over: Sequence[Walk], is_told: IsTold, k: int) -> Iterator[dict[str, Labels]]:
    """Yield how the values of each column can be called, those that tell most first."""
    ways = {}
    for column in COLUMNS:
        values = {walk.who[column] for walk in walks}
        found = _ways(column, Counter(walk.who[column] for walk in over), k)
        ways[column] = [
            *(way for way in found if all(is_told(column, way.get(each, each).split(JOINED)) for each in values)),
            dict.fromkeys(values, NOT_TOLD),
        ]
    choices = product(*(range(len(each)) for each in ways.values()))
    coarser = {each: sum(at / len(way) for at, way in zip(each, ways.values(), strict=True)) for each in choices}
    for each in sorted(coarser, key=lambda each: (coarser[each], each)):
        yield {column: ways[column][at] for column, at in zip(COLUMNS, each, strict=True)}


def _ways(column: str, counts: Counter[str], k: int) -> list[Labels]:
    if column != AGE:
        return [_rare_together(counts, k)]
    thirds = [[band for band, low in AGES.items() if max(e for e in THIRDS if e <= low) == edge] for edge in THIRDS]
    return [_together(counts, neighbours({band: counts[band] for band in AGES}, k)), _together(counts, thirds)]


def _rare_together(counts: Counter[str], k: int) -> Labels:
    rare = [value for value, shown in protect(counts, k).items() if isinstance(shown, Hidden)]
    return _together(counts, [sorted(rare)])


def _together(counts: Iterable[str], groups: Iterable[Sequence[str]]) -> Labels:
    return {value: value for value in counts} | {value: JOINED.join(group) for group in groups for value in group}


# Classes
def _without_small_classes(over: Sequence[Walk], labels: Mapping[str, Labels], k: int) -> Iterator[dict]:
    """Yield the classes of k people and more, and then fewer of them, as long as few enough are left out."""
    classes: dict[Class, list[Walk]] = defaultdict(list)
    for walk in over:
        classes[tuple(labels[column][walk.who[column]] for column in COLUMNS)].append(walk)
    kept = sorted((each for each in classes.items() if len(each[1]) >= k), key=lambda each: (-len(each[1]), each[0]))
    while kept and sum(len(alike) for _who, alike in kept) >= (1 - MOST_LEFT_OUT) * len(over):
        yield dict(kept)
        kept = kept[:-1]


def _described(kept: Mapping[Class, list[Walk]]) -> Iterator[tuple[Labels, list[Walk]]]:
    for who, alike in kept.items():
        yield dict(zip(COLUMNS, who, strict=True)), alike


def _few_are_left(walks: Sequence[Walk], lines: Sequence[Line], labels: Mapping[str, Labels], k: int) -> bool:
    """Say whether few are left of all, or of any answer that is told, once those in the lines are taken away."""
    if _few(len(walks) - sum(line.people for line in lines), k):
        return True
    for column, names in labels.items():
        for label, number in Counter(names.get(walk.who[column], walk.who[column]) for walk in walks).items():
            group = frozenset(label.split(JOINED))
            inside = sum(line.people for line in lines if frozenset(line.who[column].split(JOINED)) <= group)
            if label != NOT_TOLD and _few(number - inside, k):
                return True
    return False


def _few(number: int, k: int) -> bool:
    return number != 0 and number < k


# Lines
def _groups(alike: Sequence[Walk], k: int) -> Iterator[Sequence[Walk]]:
    """Put those of a class together who are most alike in what came of it, k people or a few more at once."""
    ordered = sorted(alike, key=lambda walk: [*walk.numbers.values()])
    groups = len(ordered) // k
    for at in range(groups):
        yield ordered[at * len(ordered) // groups : (at + 1) * len(ordered) // groups]


def _line(who: Labels, group: Sequence[Walk]) -> Line:
    numbers = {
        name: round(fmean(walk.numbers[name] for walk in group), 2 if name in TO_A_HUNDREDTH else None)
        for name in (*TO_A_HUNDREDTH, *WHOLE_NUMBERS)
    }
    return Line(who, numbers, len(group))


# As they are kept
def as_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [asdict(line) for line in lines]


def from_json(figures: Iterable[Mapping[str, Any]]) -> list[Line]:
    return [Line(**line) for line in figures]
