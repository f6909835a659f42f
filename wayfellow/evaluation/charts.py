"""Charts of what was counted. What is hidden is drawn at one fixed size, with its word."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from textwrap import wrap
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.statistics import Step
from wayfellow.ui import svg
from wayfellow.ui.svg import DEEP, LINE, TEXT

WIDTH = 360
LETTER = 7.6
BAR, GAP, ARROW, LONGEST, TALLEST = 18, 14, 24, 260, 150
LEFT, RIGHT, TOP, FLOOR = 52, WIDTH - 8, 12, 172
RING, WIDE = 11, 8.2  # a whole line of words takes more room than its letters on average
FIVE = range(5)

TILES, BETWEEN, EDGE = 3, 6, 8
TILE = (WIDTH - BETWEEN * (TILES - 1)) / TILES

Value = int | float | Hidden
Rows = Sequence[tuple[str, Value]]
Words = Callable[[Any], object]
Levels = Sequence[tuple[str, Sequence[int | None]]]


def bars(title: str, description: str, rows: Rows, say: Words = localize) -> Markup:
    """Draw one bar below the other, for things that have no order of their own."""
    name, scale = _name(title, description, rows), LONGEST / _most(rows)
    parts, top = [], 0
    for label, value in rows:
        lines = wrap(str(label), int(WIDTH / LETTER))
        below = top + LINE * len(lines) + 2
        length = LONGEST / 4 if isinstance(value, Hidden) else value * scale
        parts += [_words(lines, 0, top + TEXT, "label"), _block(name, value, 1, below, length, BAR)]
        parts += [_words([_said(value, say)], length + 6, below + TEXT, "value")]
        top = below + BAR + GAP
    return _drawing(name, title, description, top, parts)


def columns(title: str, description: str, rows: Rows, say: Words = localize, line_before: int | None = None) -> Markup:
    """Draw one column beside the other, for bands that follow one another, with a line before one of them."""
    name, scale, room = _name(title, description, rows), TALLEST / _most(rows), WIDTH / max(len(rows), 1)
    floor, lowest, letters = TALLEST + LINE + 6, 0, max(int(room / LETTER), 1)
    parts = [svg.line(f"M0 {floor:g}H{WIDTH}")]
    for place, (label, value) in enumerate(rows):
        middle = room * (place + 0.5)
        height = TALLEST / 4 if isinstance(value, Hidden) else value * scale
        above, below = wrap(_said(value, say), letters), wrap(str(label), letters)
        parts += [_block(name, value, middle - room * 0.38, floor - height, room * 0.76, height)]
        parts += [_words(above, middle, floor - height - 6 - LINE * (len(above) - 1), "value", "middle")]
        parts += [_words(below, middle, floor + LINE, "label", "middle")]
        lowest = max(lowest, len(below))
    if line_before:
        parts.append(svg.line(f"M{room * line_before:.1f} 0V{floor:g}", dashes="6 4"))
    return _drawing(name, title, description, floor + LINE * lowest + 8, parts)


def flow(title: str, description: str, rows: Rows, say: Words = localize) -> Markup:
    """Draw one box below the other, each as wide as its number, with an arrow from each to the next."""
    name, scale, middle = _name(title, description, rows), WIDTH / _most(rows), WIDTH / 2
    parts, top = [], 0
    for place, (label, value) in enumerate(rows):
        width = WIDTH / 4 if isinstance(value, Hidden) else value * scale
        if place:
            parts.append(svg.line(f"M{middle:g} {top - ARROW}V{top - 4}m-5 -6l5 6l5 -6"))
        parts += [_words([f"{label}: {_said(value, say)}"], middle, top + TEXT, "value", "middle")]
        parts += [_block(name, value, middle - width / 2, top + LINE + 2, width, BAR)]
        top += LINE + BAR + ARROW + 8
    return _drawing(name, title, description, max(top - ARROW, 1), parts)


def gaps(title: str, description: str, rows: Levels, *, marks: Sequence[str], ends: tuple[object, object]) -> Markup:
    """Draw, for each statement, where each group stands on a scale of five steps: a ring with the group's number.

    What is not told of a group has no ring. `marks` say which number is whose, and stand above.
    """
    name = _name(title, description, rows, marks)
    parts, top = [], 0.0
    for mark in marks:
        lines = wrap(mark, int(WIDTH / WIDE))
        parts += [_words(lines, 0, top + TEXT, "label")]
        top += LINE * len(lines)
    parts += [
        _words([str(ends[0])], 0, top + LINE + 6, "label"),
        _words([str(ends[1])], WIDTH, top + LINE + 6, "label", "end"),
    ]
    top += LINE + 24
    for words, levels in rows:
        lines = wrap(words, int(WIDTH / WIDE))
        parts += [_words(lines, 0, top + TEXT, "label")]
        middle = top + LINE * len(lines) + RING + 4
        parts += [svg.line(f"M{RING} {middle:g}H{WIDTH - RING}")]
        at: dict[int, int] = {}
        for number, level in enumerate(levels, start=1):
            if level is not None:
                parts += [_ring(number, level, middle + at.get(level, 0) * 2 * (RING + 1))]
                at[level] = at.get(level, 0) + 1
        top = middle + max([1, *at.values()]) * 2 * (RING + 1)
    return _drawing(name, title, description, top, parts)


def _ring(number: int, level: int, y: float) -> Markup:
    x = RING + 1 + (WIDTH - 2 * RING - 2) * level / (len(FIVE) - 1)
    return svg.ring(x, y, RING) + _words([str(number)], x, y + 5, "label", "middle")


def steps(title: str, description: str, curve: Iterable[Step], until: int) -> Markup:
    """Draw how a share grew from day to day, up to the last day known, with its interval as a band."""
    curve = list(curve)
    end = max([1, until, *(step.day for step in curve)])
    parts = []
    for percent in (0, 50, 100):
        parts += [svg.line(f"M{LEFT} {_height(percent / 100):g}H{RIGHT}")]
        words = gettext("%(number)s%%") % {"number": percent}
        parts += [_words([words], LEFT - 6, _height(percent / 100) + 5, "label", "end")]
    days = ngettext("%(number)s day", "%(number)s days", end) % {"number": localize(end)}
    parts += [_words(["0"], LEFT, FLOOR + LINE, "label"), _words([days], RIGHT, FLOOR + LINE, "label", "end")]
    parts += [_band(curve, end), _stairs(curve, end)]
    return _drawing(_name(title, description, curve), title, description, FLOOR + LINE + 8, parts)


@dataclass(frozen=True)
class Spot:
    """A place with its number, and where it lies, as far as that is known: latitude and longitude."""

    name: str
    number: int
    point: tuple[float, float] | None


def places(title: str, description: str, spots: Sequence[Spot], say: Words = localize) -> Markup:
    """Draw a tile for each place, in rows from north to south; those of which nobody knows where, dashed and last."""
    name, most = _name(title, description, spots), _most([(each.name, each.number) for each in spots])
    top, parts = 0.0, list[Markup]()
    for row in [*_rows_of_tiles(spots), *_in_threes([each for each in spots if each.point is None])]:
        written = [wrap(each.name, int((TILE - 2 * EDGE) / LETTER)) for each in row]
        height = LINE * (max(map(len, written)) + 1) + 2 * EDGE + BAR / 2
        for place, (each, lines) in enumerate(zip(row, written, strict=True)):
            left, inside = place * (TILE + BETWEEN), place * (TILE + BETWEEN) + EDGE
            length = (TILE - 2 * EDGE) * each.number / most
            parts += [_tile(left, top, height, is_known=each.point is not None)]
            parts += [_words([*lines, str(say(each.number))], inside, top + EDGE + TEXT, "label")]
            parts += [_block(name, each.number, inside, top + height - EDGE - BAR / 4, length, BAR / 3)]
        top += height + BETWEEN
    return _drawing(name, title, description, top, parts)


def _rows_of_tiles(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Return the places whose point is known, from north to south in rows, each from west to east."""
    known = [(each.point, each) for each in spots if each.point]
    rows = _in_threes(sorted(known, key=lambda each: (-each[0][0], each[0][1], each[1].name)))
    return [[each for _point, each in sorted(row, key=lambda each: (each[0][1], each[1].name))] for row in rows]


def _in_threes(several: Sequence[Any]) -> list[Any]:
    return [several[first : first + TILES] for first in range(0, len(several), TILES)]


def _tile(x: float, y: float, height: float, *, is_known: bool) -> Markup:
    dashes = Markup("") if is_known else Markup(' stroke-dasharray="4 3"')
    tile = Markup(
        '<rect class="axis" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="6" fill="none"'
        ' stroke="currentColor" stroke-opacity="0.5"{}/>'
    )
    return tile.format(x + 0.5, y + 0.5, TILE - 1, height - 1, dashes)


def _stairs(curve: list[Step], end: int) -> Markup:
    path = "".join(f"H{_across(step.day, end):.1f}V{_height(step.share):.1f}" for step in curve)
    return svg.strong_line(f"M{LEFT} {FLOOR}{path}H{RIGHT}")


def _band(curve: list[Step], end: int) -> Markup:
    """Draw the interval as far as there is one."""
    sure = [(_across(step.day, end), step.low, step.high) for step in curve if step.low is not None]
    last = _across(curve[len(sure)].day, end) if len(sure) < len(curve) else RIGHT
    there = "".join(f"H{x:.1f}V{_height(high):.1f}" for x, _, high in sure)
    back = "".join(f"V{_height(low):.1f}H{x:.1f}" for x, low, _ in reversed(sure))
    path = f"M{sure[0][0]:.1f} {_height(sure[0][1]):.1f}{there}H{last:.1f}{back}Z" if sure else ""
    return Markup('<path class="bar" d="{}" fill="{}" fill-opacity="0.2"/>').format(path, DEEP)


def _across(day: int, end: int) -> float:
    return LEFT + (RIGHT - LEFT) * day / end


def _height(share: float | None) -> float:
    return FLOOR - (FLOOR - TOP) * (share or 0)


def _most(rows: Rows) -> float:
    return max((value for _, value in rows if not isinstance(value, Hidden)), default=0) or 1


def _said(value: Value, say: Words) -> str:
    return str(value) if isinstance(value, Hidden) else str(say(value))


def _words(lines: list[str], x: float, y: float, kind: str, anchor: str = "start") -> Markup:
    return Markup("").join(svg.words(line, x, y + LINE * n, kind=kind, anchor=anchor) for n, line in enumerate(lines))


def _block(name: str, value: Value, x: float, y: float, width: float, height: float) -> Markup:
    place = Markup('x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"').format(x, y, width, height)
    if not isinstance(value, Hidden):
        return Markup('<rect class="bar" {} fill="{}"/>').format(place, DEEP)
    veiled = Markup('<rect class="veiled" {} fill="url(#{}-hatch)" stroke="currentColor" stroke-dasharray="4 3"/>')
    return veiled.format(place, name)


def _name(*contents: object) -> str:
    """Name a chart after all it says, so that the same report is the same to the letter."""
    return f"chart-{sha256(repr(contents).encode()).hexdigest()[:8]}"


def _drawing(name: str, title: str, description: str, height: float, parts: list[Markup]) -> Markup:
    hatch = Markup(
        '<defs><pattern id="{}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0V7" stroke="currentColor"/></pattern></defs>'
    ).format(name)
    return svg.drawing(name, title, description, [hatch, *parts], width=WIDTH, height=height)
