"""What coordinators see of the listings they keep."""

from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta
from datetime import time as clock_time
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.directory.access import Can
from wayfellow.directory.models import Listing, Organisation, Prepared, Programme, Venue, WeeklyTime
from wayfellow.directory.occurrences import days_of, of_listing
from wayfellow.directory.queries.finding import with_days
from wayfellow.directory.queries.programmes import going_on
from wayfellow.ui.languages import as_heard

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


def with_associations(programmes: type[Programme]) -> QuerySet[Programme]:
    """Bring along the associations that a programme knows."""
    known = Prefetch("associations", Organisation.objects.order_by("name"))
    return programmes.objects.select_related("organisation").prefetch_related(known)


def may_correct(user: Any) -> set[int]:
    """Return the associations that this reader may correct."""
    mine: QuerySet[Organisation] = allowed(user, Can.CORRECT_ASSOCIATION, Organisation.objects.all())
    return set(mine.values_list("pk", flat=True))


def associations_to_add(programme: Programme, on: date) -> QuerySet[Organisation]:
    """Return those that the directory has and that a programme does not know yet."""
    there = Organisation.objects.filter(going_on(on), kind=Organisation.Kind.ASSOCIATION)
    return there.exclude(known_to=programme).order_by("name")


def organisation_called(name: str) -> Organisation | None:
    """Return the organisation of this name, however it was typed."""
    called = as_heard(name)
    return next((each for each in Organisation.objects.order_by("pk") if as_heard(each.name) == called), None)


def whole(model: type[Listing]) -> QuerySet[Listing]:
    """Return listings with all that their keepers see of them."""
    listings = model.objects.select_related("organisation", "kept_by", "programme", "prepared")
    return with_days(listings).prefetch_related("mistakes")


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


def is_otherwise(time: WeeklyTime, on: date, change: dict[str, Any]) -> bool:
    """Return whether something else than this was said already of a day."""
    said = time.exceptions.filter(on=on).first()
    return said is not None and any(getattr(said, name) != value for name, value in change.items())


def is_held_at(time: WeeklyTime, day: date, starts_at: clock_time, but: date) -> bool:
    """Return whether its listing takes place at a moment anyway, but for what is held on one day of this time."""
    listing = with_days(Listing.objects.filter(pk=time.listing_id)).get()
    there = [
        each for each in of_listing(listing, day, day) if not each.is_cancelled and (each.time, each.on) != (time, but)
    ]
    return any((each.day, each.starts_at) == (day, starts_at) for each in there)


def last_day_of(listing: Listing) -> date | None:
    """Return the day after which it takes place no more, or None where no such day is known."""
    ends = {one.ends_on for one in listing.times.all()}
    return None if None in ends else max(filter(None, ends), default=None)


def which_end_last(listing: Listing, last: date | None) -> list[WeeklyTime]:
    """Return the times that a new last day is about: those that go on after it, or else those that end last."""
    times, until_now = [*listing.times.all()], last_day_of(listing)
    longer = [one for one in times if last and (one.ends_on is None or one.ends_on > last)]
    return longer or [one for one in times if one.ends_on == until_now]


def next_days(time: WeeklyTime, today: date) -> list[date]:
    """Return the coming days on which its rhythm has it take place, for half a year."""
    return [*days_of(time, today, today + STALE_AFTER)]


def days_otherwise(time: WeeklyTime, today: date) -> list[date]:
    """Return the coming days on which it was cancelled or moved."""
    return [*time.exceptions.filter(on__gte=today).order_by("on").values_list("on", flat=True)]
