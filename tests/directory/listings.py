"""Listings for tests, told by calling the real acts."""

import uuid
from datetime import date, time

from wayfellow.directory import actions
from wayfellow.directory.models import Listing, Mistake, Venue, WeeklyTime

ON = date(2026, 11, 3)
COMPLETE = {
    "in_one_sentence": {"en": "People paint together", "es": "Gente que pinta en compañía"},
    "what_is_written": {"en": "Nothing. Nobody asks who you are."},
    "formats": ["group"],
    "languages": ["es"],
}
VERDUM = {
    "kind": "church", "name": "Example parish hall", "street": "Example street 1", "postcode": "08042",
    "town": "Barcelona", "region": "", "country": "ES", "latitude": 41.4428, "longitude": 2.1762,
    "access": ["step_free"], "how_to_get_in": {},
}  # fmt: skip


def draft(cast, name="Example: Painting", *, organisation="Example association"):
    id = uuid.uuid4()
    actions.add_listing(cast.programme, by=cast.carme, id=id, names={"en": name}, organisation=organisation)
    return Listing.objects.get(pk=id)


def complete(cast, name="Example: Painting", *, at=None, times=(), **details):
    """Return a draft that may be published: at a venue, at some times of the week."""
    listing = draft(cast, name)
    actions.change_listing(listing, by=cast.carme, edit_token=None, details=COMPLETE | details)
    venue = None
    if at is not None:
        id = uuid.uuid4()
        actions.add_venue(listing, by=cast.carme, id=id, venue=VERDUM | at)
        venue = Venue.objects.get(pk=id)
    for weekday, starts, ends in times:
        actions.add_time(listing, by=cast.carme, id=uuid.uuid4(), time=weekly(weekday, starts, ends, venue))
    return listing


def publish(cast, name="Example: Painting", **details):
    listing = complete(cast, name, **details)
    actions.publish(listing, by=cast.carme, on=ON)
    return listing


def weekly(weekday, starts, ends, venue=None, **details):
    return {
        "weekday": weekday, "starts_at": time.fromisoformat(starts), "ends_at": time.fromisoformat(ends),
        "rhythm": "weekly", "starts_on": None, "ends_on": None, "venue": venue, "note": {},
    } | details  # fmt: skip


def one_of_each(cast):
    """One published listing with a venue, a time, and a mistake that somebody reported."""
    listing = publish(cast, at={}, times=[(1, "18:00", "20:00")])
    actions.report_mistake(listing, id=uuid.uuid4(), on=ON, words="The door is round the corner")
    return listing, Venue.objects.get(), WeeklyTime.objects.get(), Mistake.objects.get()
