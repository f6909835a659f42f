"""The picture of the people around somebody: a circle for each, with a name and its number in the list below."""

from math import cos, pi, sin

from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.ui import svg

SIZE, RING, DOT = 360, 140, 17
MARGIN, BELOW, ABOVE = 60, 18, 6  # room for names beside the circles, under and above them
MOST_DRAWN, MOST_NAMED, LONGEST_NAME = 20, 12, 16
MIDDLE = SIZE / 2


def people_drawn(names: list[str]) -> Markup:
    """Draw a path from the person in the middle to each of these."""
    drawn = names[:MOST_DRAWN]
    described = ", ".join(f"{number} {name}" for number, name in enumerate(drawn, 1))
    places = [_place(number, len(drawn)) for number in range(len(drawn))]
    parts = [svg.line(f"M{MIDDLE:g} {MIDDLE:g}L{x:.1f} {y:.1f}", width=2) for x, y in places]
    parts.append(_circle(MIDDLE, MIDDLE, 34, _("Me")))
    parts += [_circle(x, y, DOT, str(number)) for number, (x, y) in enumerate(places, 1)]
    if len(drawn) <= MOST_NAMED:
        parts += [_name(x, y, name) for name, (x, y) in zip(drawn, places, strict=True)]
    title = _("Me, and those around me")
    return svg.drawing("around", title, described, parts, left=-MARGIN, width=SIZE + 2 * MARGIN, height=SIZE + BELOW)


def _place(number: int, of: int) -> tuple[float, float]:
    turn = 2 * pi * number / of - pi / 2
    return MIDDLE + RING * cos(turn), MIDDLE + RING * sin(turn)


def _name(x: float, y: float, name: str) -> Markup:
    """Write a name outside its circle, above or under it; a long one goes on in the list below."""
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
    return svg.words(short, x, y + DOT + BELOW if y > MIDDLE else y - DOT - ABOVE, anchor="middle", size=16)


def _circle(x: float, y: float, size: float, words: str) -> Markup:
    return svg.ring(x, y, size) + svg.words(words, x, y + 5, anchor="middle")
