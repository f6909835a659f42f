"""The places to go on to that the programme proposed after an ending."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from wayfellow.journeys.models import Journey, ProposedPlace

PROPOSED = ProposedPlace.objects.select_related(*ProposedPlace.always_with).order_by("on", "pk")


def with_places(journeys: QuerySet[Journey]) -> QuerySet[Journey]:
    """Bring along the places that were proposed, in their order."""
    return journeys.prefetch_related(Prefetch("places", PROPOSED))


def places_of(journey: Journey) -> list[ProposedPlace]:
    """Return them by day and name; before the two have closed a journey together there are none."""
    found = PROPOSED.filter(journey=journey) if journey.is_closed else []
    return sorted(found, key=lambda place: (place.on, place.name))


def place_not_added() -> Exists:
    """Whether a place was proposed that is not added, whatever was said of it."""
    return Exists(ProposedPlace.objects.filter(journey=OuterRef("pk"), added_on=None))


def place_that_waits(journey: Any) -> ProposedPlace | None:
    """Return the first to which the person has not said yes or no, until it is too late for it."""
    if not (journey.places_are_open and journey.place_not_added):
        return None
    return next((each for each in places_of(journey) if not each.answer), None)


def with_place(places: type[ProposedPlace]) -> QuerySet[ProposedPlace]:
    """Bring along whose it is, and who referred them."""
    return places.objects.select_related(*ProposedPlace.always_with, "journey__referrer", "journey__peer__user")
