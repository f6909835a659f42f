"""Charts drawn here as SVG: named for a screen reader, legible on a phone, plain in print.

Colours are presentation attributes, so that the page's styles can replace them by class. What is hidden is
drawn at one fixed size, with its word.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from textwrap import wrap
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext, ngettext
from markupsafe import Markup

from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.evaluation.statistics import Step

WIDTH = 360
TEXT, LINE, LETTER = 14, 18, 7.6
BAR, GAP, LONGEST, TALLEST = 18, 14, 260, 150
LEFT, RIGHT, TOP, FLOOR = 52, WIDTH - 8, 12, 172
DEEP = "#1f5153"

Value = int | float | Hidden
Rows = Sequence[tuple[str, Value]]
Words = Callable[[Any], object]


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
    return _svg(name, title, description, top, parts)


def columns(title: str, description: str, rows: Rows, say: Words = localize) -> Markup:
    """Draw one column beside the other, for bands that follow one another."""
    name, scale, room = _name(title, description, rows), TALLEST / _most(rows), WIDTH / max(len(rows), 1)
    floor, lowest, letters = TALLEST + LINE + 6, 0, max(int(room / LETTER), 1)
    parts = [_line(0, floor, WIDTH)]
    for place, (label, value) in enumerate(rows):
        middle = room * (place + 0.5)
        height = TALLEST / 4 if isinstance(value, Hidden) else value * scale
        above, below = wrap(_said(value, say), letters), wrap(str(label), letters)
        parts += [_block(name, value, middle - room * 0.38, floor - height, room * 0.76, height)]
        parts += [_words(above, middle, floor - height - 6 - LINE * (len(above) - 1), "value", "middle")]
        parts += [_words(below, middle, floor + LINE, "label", "middle")]
        lowest = max(lowest, len(below))
    return _svg(name, title, description, floor + LINE * lowest + 8, parts)


def steps(title: str, description: str, curve: Iterable[Step], until: int) -> Markup:
    """Draw how a share grew from day to day, up to the last day known, with its interval as a band."""
    curve = list(curve)
    end = max([1, until, *(step.day for step in curve)])
    parts = []
    for percent in (0, 50, 100):
        parts += [_line(LEFT, _height(percent / 100), RIGHT)]
        words = gettext("%(number)s%%") % {"number": percent}
        parts += [_words([words], LEFT - 6, _height(percent / 100) + 5, "label", "end")]
    days = ngettext("%(number)s day", "%(number)s days", end) % {"number": localize(end)}
    parts += [_words(["0"], LEFT, FLOOR + LINE, "label"), _words([days], RIGHT, FLOOR + LINE, "label", "end")]
    parts += [_band(curve, end), _stairs(curve, end)]
    return _svg(_name(title, description, curve), title, description, FLOOR + LINE + 8, parts)


def _stairs(curve: list[Step], end: int) -> Markup:
    path = "".join(f"H{_across(step.day, end):.1f}V{_height(step.share):.1f}" for step in curve)
    return Markup('<path class="line" d="M{} {}{}H{}" fill="none" stroke="currentColor" stroke-width="2"/>').format(
        LEFT, FLOOR, path, RIGHT
    )


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


def _line(x: float, y: float, to: float) -> Markup:
    return Markup('<path class="axis" d="M{:g} {:g}H{:g}" stroke="currentColor" stroke-opacity="0.5"/>').format(
        x, y, to
    )


def _words(lines: list[str], x: float, y: float, kind: str, anchor: str = "start") -> Markup:
    text = Markup(
        '<text class="{}" x="{:.1f}" y="{:.1f}" font-size="{}" text-anchor="{}" fill="currentColor">{}</text>'
    )
    return Markup("").join(text.format(kind, x, y + LINE * n, TEXT, anchor, line) for n, line in enumerate(lines))


def _block(name: str, value: Value, x: float, y: float, width: float, height: float) -> Markup:
    place = Markup('x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"').format(x, y, width, height)
    if not isinstance(value, Hidden):
        return Markup('<rect class="bar" {} fill="{}"/>').format(place, DEEP)
    veiled = Markup('<rect class="veiled" {} fill="url(#{}-hatch)" stroke="currentColor" stroke-dasharray="4 3"/>')
    return veiled.format(place, name)


def _name(*contents: object) -> str:
    """Name a chart after all it says, so that the same report is the same to the letter."""
    return f"chart-{sha256(repr(contents).encode()).hexdigest()[:8]}"


def _svg(name: str, title: str, description: str, height: float, parts: list[Markup]) -> Markup:
    return Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {1} {2:.0f}" role="img"'
        ' aria-labelledby="{0}-title {0}-description">'
        '<title id="{0}-title">{3}</title><desc id="{0}-description">{4}</desc>'
        '<defs><pattern id="{0}-hatch" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M0 0V7" stroke="currentColor"/></pattern></defs>{5}</svg>'
    ).format(name, WIDTH, height, title, description, Markup("").join(parts))
