"""What coordinators see of the listings they keep."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.directory.access import Can
from wayfellow.directory.models import Listing, Prepared, Programme, Venue
from wayfellow.directory.queries.finding import with_places

STALE_AFTER = timedelta(days=183)
NEEDED = {
    "names": _("its name"),
    "in_one_sentence": _("what it is, in one sentence"),
    "formats": _("how people meet"),
    "languages": _("its languages"),
    "what_is_written": _("what is written down, and who sees it"),
}


def kept_listings(user: Any, today: date) -> QuerySet[Listing]:
    """Return the reader's listings: those with something to look at first, then by name."""
    mine: QuerySet[Listing] = allowed(
        user, Can.KEEP_LISTING, Listing.objects.select_related("organisation", "prepared")
    )
    return mine.annotate(reported=Count("mistakes"), is_stale=Q(published_on__isnull=False) & is_stale(today)).order_by(
        "-reported", "-is_stale", "slug"
    )


def is_stale(today: date) -> Q:
    """Keep what nobody has looked through for half a year."""
    return Q(checked_on=None) | Q(checked_on__lt=today - STALE_AFTER)


def waits_for_a_look(listing: Listing, today: date) -> bool:
    """Say the same of one listing."""
    return listing.checked_on is None or listing.checked_on < today - STALE_AFTER


def may_add_to(user: Any) -> list[Programme]:
    """Return the programmes in whose name the reader may add a listing."""
    programmes: QuerySet[Programme] = allowed(user, Can.ADD_LISTING, Programme.objects.all())
    return list(programmes.order_by("name"))


def whole(model: type[Listing]) -> QuerySet[Listing]:
    """Return listings with all that their keepers see of them."""
    listings = model.objects.select_related("organisation", "kept_by", "programme", "prepared")
    return with_places(listings).prefetch_related("mistakes")


def as_prepared(listing: Listing) -> Listing:
    """Return the listing as it will read once the changes that are prepared for it are published."""
    shown = copy(listing)
    for column, value in what_is_prepared(listing).items():
        setattr(shown, column, value)
    return shown


def what_is_prepared(listing: Listing) -> dict[str, Any]:
    """Return the changes that nobody else reads yet, by column."""
    prepared = prepared_for(listing)
    details = prepared.details if prepared else {}
    changed = [column for column in Listing._meta.concrete_fields if column.name in details]
    return {column.name: column.to_python(details[column.name]) for column in changed}


def prepared_for(listing: Listing) -> Prepared | None:
    """Return the changes that wait for a listing, or None where what is changed is shown at once."""
    prepared: Prepared | None = getattr(listing, "prepared", None)
    return prepared


def missing(listing: Listing) -> list:
    """Return what must be said before anyone is shown it."""
    return [what for column, what in NEEDED.items() if not getattr(listing, column)]


def venues_to_choose(listing: Listing) -> QuerySet[Venue]:
    """Return the places its keepers know and where it does not meet yet."""
    return Venue.objects.filter(kept_by=listing.kept_by_id).exclude(listings=listing).order_by("name", "pk")


def venues_of(listing: Listing) -> QuerySet[Venue]:
    return Venue.objects.filter(listings=listing).order_by("name", "pk")


def snapshot_of(record: Any, columns: Iterable[str]) -> list:
    """Return what changing these columns would replace."""
    return [getattr(record, column) for column in columns]
