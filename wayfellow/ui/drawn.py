"""One number of somebody's own, as a calm line from day to day. The same numbers stand beside it as a table."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.ui import svg

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, FLOOR = 42, 344, 14, 154
CROWDED = 30

Number = int | float
Told = Sequence[tuple[date, Number]]


def over_time(name: str, title: str, told: Told, *, lowest: Number, highest: Number) -> Markup:
    """Draw (the day, the number), in the order of the days. `name` tells this drawing from the others of its page."""
    first, last = told[0][0], told[-1][0]
    places = [(_across(on, first, last), _height(number, lowest, highest)) for on, number in told]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    ends = {"first": told[0][1], "last": told[-1][1], "lowest": lowest, "highest": highest}
    words = {end: _plainly(number) for end, number in ends.items()}
    said = _("%(first)s at first, %(last)s the last time, from %(lowest)s to %(highest)s") % words
    parts = [_level(level, lowest, highest) for level in (lowest, (lowest + highest) / 2, highest)]
    parts.append(svg.strong_line(f"M{path}", width=2.5))
    size = 5 if len(places) < CROWDED else 2.5
    parts += [svg.dot(x, y, size) for x, y in places]
    below = HEIGHT - 12
    parts += [svg.words(_short(first), LEFT, below), svg.words(_short(last), RIGHT, below, anchor="end")]
    return svg.drawing(name, title, said, parts, width=WIDTH, height=HEIGHT)


def _plainly(number: Number) -> str:
    return localize(int(number) if number == int(number) else round(number, 1))


def _short(on: date) -> str:
    return date_format(on, "SHORT_DATE_FORMAT")


def _across(on: date, first: date, last: date) -> float:
    return LEFT + (RIGHT - LEFT) * (on - first).days / max((last - first).days, 1)


def _height(number: Number, lowest: Number, highest: Number) -> float:
    return FLOOR - (FLOOR - TOP) * (number - lowest) / (highest - lowest)


def _level(number: Number, lowest: Number, highest: Number) -> Markup:
    height = _height(number, lowest, highest)
    line = svg.line(f"M{LEFT} {height:g}H{RIGHT}")
    return line + svg.words(_plainly(number), LEFT - 8, height + 5, anchor="end")
