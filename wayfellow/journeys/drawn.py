"""The picture of the people around somebody: a circle for each, with a name and its number in the list below."""

from math import cos, pi, sin

from django.utils.translation import gettext as _
from markupsafe import Markup

SIZE, RING, DOT = 360, 146, 17
MARGIN, BELOW, ABOVE = 60, 18, 6  # room for names beside the circles, under and above them
MOST_DRAWN, MOST_NAMED, LONGEST_NAME = 20, 12, 16
MIDDLE = SIZE / 2


def people_drawn(names: list[str]) -> Markup:
    """Draw a path from the person in the middle to each of these."""
    drawn = names[:MOST_DRAWN]
    described = ", ".join(f"{number} {name}" for number, name in enumerate(drawn, 1))
    places = [_place(number, len(drawn)) for number in range(len(drawn))]
    return Markup(
        '<svg class="chart" viewBox="-{0} 0 {1} {2}" role="img" aria-labelledby="around-title around-who">'
        '<title id="around-title">{3}</title><desc id="around-who">{4}</desc>{5}{6}{7}{8}</svg>'
    ).format(
        MARGIN,
        SIZE + 2 * MARGIN,
        SIZE + BELOW,
        _("Me, and those around me"),
        described,
        Markup("").join(_path(x, y) for x, y in places),
        _circle(MIDDLE, MIDDLE, 34, _("Me")),
        Markup("").join(_circle(x, y, DOT, str(number)) for number, (x, y) in enumerate(places, 1)),
        Markup("").join(
            _name(x, y, name) for name, (x, y) in zip(drawn, places, strict=True) if len(drawn) <= MOST_NAMED
        ),
    )


def _place(number: int, of: int) -> tuple[float, float]:
    turn = 2 * pi * number / of - pi / 2
    return MIDDLE + RING * cos(turn), MIDDLE + RING * sin(turn)


def _path(x: float, y: float) -> Markup:
    return Markup(
        '<path class="axis" d="M{0:g} {0:g}L{1:.1f} {2:.1f}" stroke="currentColor" stroke-width="2"/>'
    ).format(MIDDLE, x, y)


def _name(x: float, y: float, name: str) -> Markup:
    """Write a name outside its circle, above or under it; a long one goes on in the list below."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return Markup(
        '<text class="label" x="{0:.1f}" y="{1:.1f}" font-size="16" text-anchor="middle" fill="currentColor">{2}</text>'
    ).format(x, y + DOT + BELOW if y > MIDDLE else y - DOT - ABOVE, short)


def _circle(x: float, y: float, size: float, words: str) -> Markup:
    return Markup(
        '<circle class="band" cx="{0:.1f}" cy="{1:.1f}" r="{2}" fill="#e4eceb" stroke="currentColor"/>'
        '<text class="label" x="{0:.1f}" y="{3:.1f}" font-size="14" text-anchor="middle" fill="currentColor">{4}</text>'
    ).format(x, y, size, y + 5, words)
