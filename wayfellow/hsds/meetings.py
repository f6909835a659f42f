"""Weekly groups in the form that apps for mutual-help meetings read (Meeting Guide JSON).

Its one rule about people: nothing may break anybody's anonymity. Nobody's name is in it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from wayfellow.directory.models import Listing, WeeklyTime
from wayfellow.directory.terms import Door, Format, Rhythm

GROUPS = {Format.GROUP, Format.SELF_HELP, Format.DROP_IN}
SUNDAY_IS_NOUGHT = 7


def meetings(listings: Iterable[Listing], absolute: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return one meeting for each time of the week at which a published group meets."""
    return [
        _meeting(listing, time, absolute)
        for listing in listings
        if GROUPS & set(listing.formats)
        for time in sorted(listing.times.all(), key=lambda time: (time.weekday, time.starts_at))
        if time.rhythm == Rhythm.WEEKLY
    ]


def _meeting(listing: Listing, time: WeeklyTime, absolute: Callable[[str], str]) -> dict[str, Any]:
    venue = next((at.venue for at in listing.at_venues.all() if at.venue_id == time.venue_id), None)
    told = {
        "name": str(listing),
        "slug": f"{listing.slug}-{time.weekday}-{time.starts_at:%H%M}",
        "day": (time.weekday + 1) % SUNDAY_IS_NOUGHT,
        "time": f"{time.starts_at:%H:%M}",
        "end_time": time.ends_at and f"{time.ends_at:%H:%M}",
        "types": [code for code, holds in [("O", listing.door == Door.OPEN), ("C", listing.door == Door.CLOSED),
                                           ("ONL", Format.ONLINE in listing.formats)] if holds],
        "url": absolute(reverse("directory:listing", args=[listing.slug])),
        "entity": listing.organisation.name,
        "updated": f"{listing.changed_at:%Y-%m-%d %H:%M:%S}",
    }  # fmt: skip
    if venue:
        told |= {
            "location": venue.name, "address": venue.street, "city": venue.town, "state": venue.region,
            "postal_code": venue.postcode, "country": venue.country, "latitude": venue.latitude,
            "longitude": venue.longitude,
        }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", None, [])}
