"""How sure somebody was of a goal, as a calm line from day to day. The same numbers stand beside it as a table."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, FLOOR = 34, 344, 14, 154
MOST = 10


def how_sure_drawn(told: Sequence[tuple[date, str]]) -> Markup:
    """Draw (the day, from 0 to 10), in the order of the days."""
    first, last = told[0][0], told[-1][0]
    places = [(_across(on, first, last), _height(int(sure))) for on, sure in told]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    said = _("%(first)s at first, %(last)s the last time, from 0 to 10") % {"first": told[0][1], "last": told[-1][1]}
    parts = [_level(level) for level in (0, 5, MOST)]
    parts += [Markup('<path class="line" d="M{}" fill="none" stroke="#1f5153" stroke-width="2.5"/>').format(path)]
    parts += [
        Markup('<circle class="bar" cx="{:.1f}" cy="{:.1f}" r="5" fill="#1f5153"/>').format(x, y) for x, y in places
    ]
    parts += [
        _words(date_format(first), LEFT, HEIGHT - 12, "start"),
        _words(date_format(last), RIGHT, HEIGHT - 12, "end"),
    ]
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="sure-title sure-said">'
        '<title id="sure-title">{}</title><desc id="sure-said">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, _("How sure, over time"), said, Markup("").join(parts))


def _across(on: date, first: date, last: date) -> float:
    return LEFT + (RIGHT - LEFT) * (on - first).days / max((last - first).days, 1)


def _height(sure: int) -> float:
    return FLOOR - (FLOOR - TOP) * sure / MOST


def _level(sure: int) -> Markup:
    line = Markup('<path class="axis" d="M{} {:g}H{}" stroke="currentColor" stroke-opacity="0.5"/>')
    return line.format(LEFT, _height(sure), RIGHT) + _words(str(sure), LEFT - 8, _height(sure) + 5, "end")


def _words(words: str, x: float, y: float, anchor: str) -> Markup:
    text = Markup('<text class="label" x="{:g}" y="{:g}" font-size="14" text-anchor="{}" fill="currentColor">{}</text>')
    return text.format(x, y, anchor, words)
