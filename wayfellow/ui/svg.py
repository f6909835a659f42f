"""What our drawings are made of: named for a screen reader, legible on a phone, plain in print.

Colours are presentation attributes, so that the page's styles can replace them by class; saved as a file of its own, a
drawing looks the same.
"""

from collections.abc import Iterable

from markupsafe import Markup

TEXT, LINE = 14, 18
DEEP, WASH = "#1f5153", "#e4eceb"


def drawing(
    name: str, title: object, said: object, parts: Iterable[Markup], *, width: float, height: float, left: float = 0
) -> Markup:
    """Return a drawing. `name` tells it from the others of its page, `said` describes it."""
    return Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="{1:g} 0 {2:g} {3:.0f}" role="img"'
        ' font-family="sans-serif" aria-labelledby="{0}-title {0}-said"><title id="{0}-title">{4}</title>'
        '<desc id="{0}-said">{5}</desc>{6}</svg>'
    ).format(name, left, width, height, title, said, Markup("").join(parts))


def words(
    said: object, x: float, y: float, *, kind: str = "label", anchor: str = "start", size: float = TEXT
) -> Markup:
    return Markup(
        '<text class="{}" x="{:.1f}" y="{:.1f}" font-size="{:g}" text-anchor="{}" fill="currentColor">{}</text>'
    ).format(kind, x, y, size, anchor, said)


def line(path: str, *, width: float = 1, dashes: str = "") -> Markup:
    """Return a quiet line: the floor of a chart, a level, a way between two."""
    dashed = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""
    return Markup(
        '<path class="axis" d="{}" fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-width="{:g}"{}/>'
    ).format(path, width, dashed)


def strong_line(path: str, *, width: float = 2) -> Markup:
    """Return the line that a drawing is about."""
    return Markup('<path class="line" d="{}" fill="none" stroke="{}" stroke-width="{:g}"/>').format(path, DEEP, width)


def dot(x: float, y: float, size: float) -> Markup:
    return Markup('<circle class="bar" cx="{:.1f}" cy="{:.1f}" r="{:g}" fill="{}"/>').format(x, y, size, DEEP)


def ring(x: float, y: float, size: float) -> Markup:
    """Return a circle that something is written in."""
    return Markup('<circle class="band" cx="{:.1f}" cy="{:.1f}" r="{:g}" fill="{}" stroke="currentColor"/>').format(
        x, y, size, WASH
    )
