"""What the directory of the demonstration tells: the programmes that the sources name, and examples beside them."""

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.text import slugify

from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import AtVenue, Listing, Organisation, Programme, Venue, WeeklyTime

DATA = Path(__file__).with_name("data") / "directory.json"
KEPT_BY = "example-today"
PUBLISHED_DAYS_AGO = 300


def tell():
    told = json.loads(DATA.read_text(encoding="utf-8"))
    today = timezone.localdate()
    keeper = Programme.objects.get(slug=KEPT_BY)
    venues = {key: Venue.objects.create(kept_by=keeper, **details) for key, details in told["venues"].items()}
    listings = [_listing(keeper, details, told["shared"], venues, today) for details in told["listings"]]
    make_findable(*listings)


def _listing(keeper, details, shared, venues, today):
    """Write one listing. Of a real programme nobody here has checked what the sources say."""
    at, times, checked = details.pop("venues", []), details.pop("times", []), details.pop("checked", None)
    runs_it, _is_new = Organisation.objects.get_or_create(name=details.pop("organisation"))
    for column, texts in shared.items():
        if isinstance(details.get(column), str):
            details[column] = texts[details[column]]
    if checked is not None:
        details |= {"checked_on": today - timedelta(days=checked), "checked_by": keeper.name}
    if "places_free" in details:
        details["places_counted_on"] = details["checked_on"]
    listing = Listing.objects.create(
        slug=details.pop("slug", None) or _address(details["names"]),
        organisation=runs_it,
        programme=Programme.objects.filter(slug=details.pop("programme", "")).first(),
        kept_by=keeper,
        published_on=today - timedelta(days=PUBLISHED_DAYS_AGO),
        **details,
    )
    for venue in at:
        AtVenue.objects.create(listing=listing, venue=venues[venue])
    for time in times:
        WeeklyTime.objects.create(listing=listing, venue=venues[at[0]] if at else None, **_when(time, today))
    return listing


def _when(time, today):
    """Return when a time is: of the week, from some day on, or once in so many days."""
    if "in_days" in time:
        on = today + timedelta(days=time.pop("in_days"))
        return time | {"weekday": on.weekday(), "starts_on": on, "ends_on": on}
    since = today - timedelta(days=PUBLISHED_DAYS_AGO) if time["rhythm"] == "fortnightly" else None
    return time | {"starts_on": since}


def _address(names):
    return slugify(names.get("en") or next(iter(names.values())))[:80]
