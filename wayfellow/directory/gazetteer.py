"""Places by name and postcode, so that “near” needs no map service. What a visitor types is looked up and let go."""

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from wayfellow.directory.folding import fold

Point = tuple[float, float]
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """A town, a district, a neighbourhood or the area of a postcode."""

    name: str
    point: Point


def find(typed: str) -> Place | None:
    """Return the place somebody typed: its name in any of its languages, or a postcode."""
    return _by_name().get(" ".join(fold(typed)))


@cache
def places() -> tuple[Place, ...]:
    """Return all places with a name, for the list a visitor may choose from; postcodes are known and not listed."""
    return tuple(dict.fromkeys(place for name, place in _by_name().items() if not name.isdigit()))


def distance(one: Point, other: Point) -> float:
    """Return the kilometres between two points, along the great circle."""
    (north, east), (north_too, east_too) = (tuple(map(math.radians, point)) for point in (one, other))
    bow = (
        math.sin((north_too - north) / 2) ** 2
        + math.cos(north) * math.cos(north_too) * math.sin((east_too - east) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, bow)))


def nearest(here: Point, points: Iterable[Point]) -> float | None:
    """Return the kilometres to the nearest of these points; without any, None."""
    return min((distance(here, point) for point in points), default=None)


def around(here: Point, km: float) -> Callable[[Iterable[Point]], bool]:
    """Return a question: does one of these points lie within so many kilometres? Most are told by their latitude."""
    band = km / EARTH_KM * 180 / math.pi

    def reaches(points: Iterable[Point]) -> bool:
        return any(abs(point[0] - here[0]) <= band and distance(here, point) <= km for point in points)

    return reaches


@cache
def _by_name() -> dict[str, Place]:
    with Path(__file__).with_name("gazetteer.csv").open(encoding="utf-8", newline="") as file:
        shipped = [(line["names"], float(line["latitude"]), float(line["longitude"])) for line in csv.DictReader(file)]
    known: dict[str, Place] = {}
    for written, latitude, longitude in [*shipped, *settings.PLACES]:
        names = written.split("|")
        known |= {" ".join(fold(name)): Place(names[0], (latitude, longitude)) for name in names}
    return known
