"""Groups that anyone may simply go to, near where a programme is: for whoever waits there."""

from wayfellow.directory import findable, gazetteer
from wayfellow.directory.models import Findable, Listing, Programme
from wayfellow.directory.queries.finding import FAR_AWAY, side_by_side
from wayfellow.directory.search_query import FAR_ENOUGH
from wayfellow.directory.terms import Audience, Door, Format

A_FEW = 3
OPEN = f"door:{Door.OPEN}"
GROUPS = {f"format:{each}" for each in [Format.GROUP, Format.SELF_HELP, Format.DROP_IN, Format.ACTIVITIES]}
ADULTS = f"for:{Audience.ADULT}"


def open_groups(programme: Programme, language: str) -> list[Listing]:
    """Return a few published ones: first those in this language, then the nearest, those online last.

    Of a programme that stands nowhere in the directory nobody knows what is near: then those that it keeps itself.
    """
    homes = Findable.objects.filter(listing__programme=programme).values_list("points", flat=True)
    home = [point for points in homes for point in findable.points_of(points)]
    rows = Findable.objects.filter(marks__contains=OPEN).exclude(listing__programme=programme)
    if not home:
        rows = rows.filter(listing__kept_by=programme)
    found = []
    for slug, title, marks, points in rows.values_list("slug", "title", "marks", "points"):
        told, km = set(marks.split()), _between(home, findable.points_of(points))
        if km > FAR_ENOUGH and not findable.FROM_ANYWHERE & told:
            continue
        if GROUPS & told and (ADULTS in told or not any(mark.startswith("for:") for mark in told)):
            found.append((f"language:{language}" not in told, min(km, FAR_ENOUGH), title, slug))
    return side_by_side(slug for *_order, slug in sorted(found)[:A_FEW])


def _between(home, points):
    """Return the kilometres from the nearest place of the one to that of the other."""
    if not home:
        return 0.0
    return min((km for here in home if (km := gazetteer.nearest(here, points)) is not None), default=FAR_AWAY)
