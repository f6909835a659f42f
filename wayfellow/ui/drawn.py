"""One number of somebody's own, as a calm line from day to day. The same numbers stand beside it as a table."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from markupsafe import Markup

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
    parts += [Markup('<path class="line" d="M{}" fill="none" stroke="#1f5153" stroke-width="2.5"/>').format(path)]
    size = 5 if len(places) < CROWDED else 2.5
    dot = Markup('<circle class="bar" cx="{:.1f}" cy="{:.1f}" r="{}" fill="#1f5153"/>')
    parts += [dot.format(x, y, size) for x, y in places]
    parts += [_words(_short(first), LEFT, HEIGHT - 12, "start"), _words(_short(last), RIGHT, HEIGHT - 12, "end")]
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{name}-title {name}-said">'
        '<title id="{name}-title">{}</title><desc id="{name}-said">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, title, said, Markup("").join(parts), name=name)


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
    line = Markup('<path class="axis" d="M{} {:g}H{}" stroke="currentColor" stroke-opacity="0.5"/>')
    return line.format(LEFT, height, RIGHT) + _words(_plainly(number), LEFT - 8, height + 5, "end")


def _words(words: str, x: float, y: float, anchor: str) -> Markup:
    text = Markup('<text class="label" x="{:g}" y="{:g}" font-size="14" text-anchor="{}" fill="currentColor">{}</text>')
    return text.format(x, y, anchor, words)
