"""Where programmes that were found lie, drawn here: nobody else learns what somebody looks at."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup

from wayfellow.directory import gazetteer
from wayfellow.directory.gazetteer import Point
from wayfellow.ui import svg

WIDTH, LOWEST, HIGHEST = 340, 220, 420
MARGIN = 34  # around the outermost points
FOOT = 34  # below them, for the scale
CLOSE = 30  # two points nearer than this are one circle: a thumb has to hit it
LEAST_KM = 1.0  # a map of one point still shows its surroundings
SMALL = 12  # of the names of places
A_LETTER = 0.56  # its width, of its size
MOST_NAMES = 16
ROUND_KM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
A_DEGREE = gazetteer.EARTH_KM * math.pi / 180
LARGE = 0.4  # of the width: the longest a scale may be


class Found(NamedTuple):
    """One programme: what it is called where that is known, where its entry in the list is, and where it meets."""

    slug: str
    name: str
    address: str
    points: Sequence[Point]


@dataclass
class Circle:
    """Programmes that lie too close to tell apart on this map."""

    x: float
    y: float
    there: dict[str, Found] = field(default_factory=dict)


def drawn(found: Iterable[Found], title: str) -> Markup:
    """Return the map of what was found; without any point, nothing. A circle leads to its first entry in the list."""
    found = [one for one in found if one.points]
    if not found:
        return Markup("")
    view = _View([point for one in found for point in one.points])
    circles = _circles(view, found)
    said = ngettext(
        "%(number)s programme on a map. Each circle is a link to the list, which says the same in words.",
        "%(number)s programmes on a map. Each circle is a link to the list, which says the same in words.",
        len(found),
    ) % {"number": number_format(len(found))}
    parts = [*_names(view, circles), _scale(view), _north(view), *map(_mark, circles)]
    return Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1:.0f}" role="group"'
        ' font-family="sans-serif" aria-labelledby="map-title" aria-describedby="map-said">'
        '<title id="map-title">{2}</title><desc id="map-said">{3}</desc>{4}{5}</svg>'
    ).format(WIDTH, view.height, title, said, _frame(view), Markup("").join(parts))


class _View:
    """How far north and east becomes how far right and down, the same in both: a kilometre is as long either way."""

    def __init__(self, points: Sequence[Point]):
        norths, easts = zip(*points, strict=True)
        self.middle = (min(norths) + max(norths)) / 2, (min(easts) + max(easts)) / 2
        self.narrowing = max(math.cos(math.radians(self.middle[0])), 0.01)
        wide = max((max(easts) - min(easts)) * A_DEGREE * self.narrowing, LEAST_KM)
        high = max((max(norths) - min(norths)) * A_DEGREE, LEAST_KM)
        inside = WIDTH - 2 * MARGIN
        self.per_km = min(inside / wide, (HIGHEST - 2 * MARGIN - FOOT) / high)
        self.height = max(LOWEST, high * self.per_km + 2 * MARGIN + FOOT)

    def at(self, point: Point) -> tuple[float, float]:
        north, east = point[0] - self.middle[0], point[1] - self.middle[1]
        return (
            WIDTH / 2 + east * A_DEGREE * self.narrowing * self.per_km,
            (self.height - FOOT) / 2 - north * A_DEGREE * self.per_km,
        )


def _circles(view, found):
    """Put each point to the first circle that it lies close to: in the order of the list, the same on every visit."""
    circles: list[Circle] = []
    for one in found:
        for point in one.points:
            x, y = view.at(point)
            near = (circle for circle in circles if math.hypot(circle.x - x, circle.y - y) < CLOSE)
            circle = next(near, None)
            if circle is None:
                circles.append(circle := Circle(x, y))
            circle.there[one.slug] = one
    return circles


def _mark(circle):
    there = list(circle.there.values())
    named = [one.name for one in there if one.name]
    many = len(there)
    said = ngettext("%(total)s programme", "%(total)s programmes", many) % {"total": number_format(many)}
    if named:
        said += ": " + ", ".join(named) + (" …" if len(named) < many else "")
    inside = svg.ring(circle.x, circle.y, CLOSE / 2 - 1) + svg.words(
        number_format(many), circle.x, circle.y + 5, anchor="middle"
    )
    return Markup('<a href="{}" aria-label="{}"><title>{}</title>{}</a>').format(there[0].address, said, said, inside)


def _names(view, circles):
    """Write the names of the places there are room for, the larger ones first, as the list of places has them."""
    taken = [
        (circle.x - CLOSE / 2, circle.y - CLOSE / 2, circle.x + CLOSE / 2, circle.y + CLOSE / 2) for circle in circles
    ]
    taken.append((0, view.height - FOOT, WIDTH, view.height))
    written = 0
    for place in gazetteer.places():
        name = place.name.partition(",")[0]
        x, y = view.at(place.point)
        half = len(name) * SMALL * A_LETTER / 2
        for beside in (0, CLOSE, -CLOSE / 2):  # below or above a circle that covers it
            box = (x - half, y + beside - SMALL, x + half, y + beside + 4)
            is_within = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2
            if written < MOST_NAMES and is_within and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                written += 1
                yield svg.words(name, x, y + beside, anchor="middle", size=SMALL)
                break


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _scale(view):
    km = max((km for km in ROUND_KM if km * view.per_km <= WIDTH * LARGE), default=ROUND_KM[0])
    y, end = view.height - 12, 12 + km * view.per_km
    said = _("%(km)s km") % {"km": number_format(km)}
    return svg.line(f"M12 {y - 5:.1f}V{y:.1f}H{end:.1f}V{y - 5:.1f}", width=1.5) + svg.words(
        said, end + 6, y, size=SMALL
    )


def _north(view):
    x, y = WIDTH - 14, view.height - 28
    return svg.line(
        f"M{x} {y + 18:.1f}V{y:.1f}M{x - 4} {y + 5:.1f}L{x} {y:.1f}L{x + 4} {y + 5:.1f}", width=1.5
    ) + svg.words(pgettext("the direction", "N"), x - 8, y + 16, anchor="end", size=SMALL)


def _frame(view):
    return svg.line(f"M.5 .5H{WIDTH - 0.5}V{view.height - 0.5:.1f}H.5Z")
