"""What was handed on, what came in, and whose something was."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.handing_on.access import Can
from wayfellow.handing_on.files import MOST_BEFORE
from wayfellow.handing_on.models import Published, Received
from wayfellow.people.models import User


def published_of(user: User, programme: Programme) -> QuerySet[Published]:
    """Return what a programme handed on, the newest first."""
    mine: QuerySet[Published] = allowed(user, Can.SEE_PUBLISHED, programme.published_things.all())
    return mine.order_by("-published_on", "title", "pk")


def received_of(user: User, programme: Programme) -> QuerySet[Received]:
    """Return what came from others: first what was not taken in, then the newest."""
    mine: QuerySet[Received] = allowed(user, Can.SEE_RECEIVED, programme.received_things.all())
    return mine.order_by("taken_on", "-received_on", "pk")


def shown_to_all() -> QuerySet[Published]:
    """Return what stands on public pages, the newest first."""
    there = Published.objects.filter(is_public=True).select_related("programme__organisation")
    return there.order_by("-published_on", "title", "pk")


def taken_in(programme: Programme, kind: str) -> QuerySet[Received]:
    """Return what of a kind was taken in, by its title."""
    return programme.received_things.filter(kind=kind, taken_on__isnull=False).order_by("title", "pk")


def with_another_key(received: Received) -> Received | None:
    """Return something that came from the same site before, signed with another key."""
    there = Received.objects.filter(programme=received.programme_id, site=received.site)
    return there.exclude(key=received.key).order_by("received_on", "pk").first()


def origin_of(programme: Programme, pk: UUID) -> list[dict[str, str]]:
    """Return what something of a programme was made of, the nearest first: nothing, where it is its own."""
    found = from_elsewhere(programme.pk, pk).first()
    return [as_before(found), *found.sheet["after"]][:MOST_BEFORE] if found else []


def from_elsewhere(programme: int, pk: UUID) -> QuerySet[Received]:
    """Return what something of a programme came in as, if it did: under its very number."""
    return Received.objects.filter(programme=programme, pk=pk, taken_on__isnull=False)


def as_before(received: Received) -> dict[str, Any]:
    """Return how a file says of what it was made."""
    sheet = received.sheet
    return {"title": received.title, "whose": sheet["whose"], "site": received.site, "licence": sheet["licence"]}
