"""Which organisations, places and programmes there are, and which still go on."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.access import Can
from wayfellow.directory.models import House, Programme


def going_on(on: date) -> Q:
    """Keep what has not ended on this day."""
    return Q(ended_on=None) | Q(ended_on__gt=on)


def installation() -> House:
    """Return the installation itself, as the one record it is."""
    return House.objects.get(pk=House.ONLY)


def keeps_the_installation(user: Any) -> bool:
    """Say whether this reader is an operator of the installation."""
    return bool(allowed(user, Can.SEE_HOUSE, House.objects.all()).exists())


def programme_called(slug: str) -> Programme | None:
    """Return the programme of a short name, with its organisation."""
    return Programme.objects.select_related("organisation").filter(slug=slug).first()


def slugs() -> list[str]:
    """Return the short name of every programme."""
    return list(Programme.objects.order_by("slug").values_list("slug", flat=True))


def programmes(user: Any) -> QuerySet[Programme]:
    """Return the programmes this reader keeps, by name."""
    mine: QuerySet[Programme] = allowed(user, Can.SEE_SET_UP, Programme.objects.order_by("name"))
    return mine.select_related("organisation", "partner")
