"""What a programme's page says, once more in the words of schema.org, for search engines and for calendars."""

from typing import Any

from wayfellow.directory.models import Listing, Venue, WeeklyTime, said
from wayfellow.directory.occurrences import NTH, Occurrence
from wayfellow.directory.terms import Cost, Format, Rhythm

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY: dict[str, str] = {Rhythm.WEEKLY: "P1W", Rhythm.FORTNIGHTLY: "P2W"}
A_MONTH = "P1M"


def described(listing: Listing, address: str, coming: list[Occurrence]) -> dict[str, Any]:
    """Describe a listing: as a series of events where it has times, else as an organisation that can be asked."""
    times = list(listing.times.all())
    told = {
        "@context": "https://schema.org",
        "@type": "EventSeries" if times else "Organization",
        "@id": address,
        "name": str(listing),
        "description": said(listing.in_one_sentence) or said(listing.about),
    }
    return told | (_series(listing, times, coming) if times else _organisation(listing))


def _organisation(listing: Listing) -> dict[str, Any]:
    venues = [at.venue for at in listing.at_venues.all()]
    return _but_for_empty(
        {
            "parentOrganization": _run_by(listing),
            "telephone": listing.phone,
            "email": listing.email,
            "url": listing.website,
            "location": [_place(venue) for venue in venues],
        }
    )


# The vocabulary counts weeks of a month from its first, and has no word for its last.
def _series(listing: Listing, times: list[WeeklyTime], coming: list[Occurrence]) -> dict[str, Any]:
    places = {one.venue.pk: one.venue for one in times if one.venue}
    return _but_for_empty(
        {
            "inLanguage": listing.languages,
            "isAccessibleForFree": True if listing.cost == Cost.FREE else None,
            "organizer": _run_by(listing) | _but_for_empty({"telephone": listing.phone, "email": listing.email}),
            "location": [_place(venue) for venue in places.values()],
            "eventSchedule": [_schedule(one) for one in times if one.rhythm != Rhythm.LAST],
            "subEvent": [_event(listing, each) for each in coming],
        }
    )


def _schedule(one: WeeklyTime) -> dict[str, Any]:
    return {"@type": "Schedule"} | _but_for_empty(
        {
            "repeatFrequency": "" if one.is_once else EVERY.get(one.rhythm, A_MONTH),
            "byDay": f"https://schema.org/{WEEKDAYS[one.weekday]}",
            "byMonthWeek": NTH.get(one.rhythm),
            "startTime": one.starts_at.isoformat(),
            "endTime": one.ends_at and one.ends_at.isoformat(),
            "startDate": one.starts_on and one.starts_on.isoformat(),
            "endDate": one.ends_on and one.ends_on.isoformat(),
        }
    )


def _event(listing: Listing, one: Occurrence) -> dict[str, Any]:
    attended = "Online" if Format.ONLINE in listing.formats and not one.venue else "Offline"
    return {
        "@type": "Event",
        "name": str(listing),
        "startDate": one.starts.isoformat(),
        "endDate": one.ends.isoformat(),
        "eventStatus": f"https://schema.org/Event{_status(one)}",
        "eventAttendanceMode": f"https://schema.org/{attended}EventAttendanceMode",
    } | ({"location": _place(one.venue)} if one.venue else {})


def _status(one: Occurrence) -> str:
    return "Cancelled" if one.is_cancelled else "Rescheduled" if one.is_moved else "Scheduled"


def _place(venue: Venue) -> dict[str, Any]:
    address = {
        "streetAddress": venue.street,
        "postalCode": venue.postcode,
        "addressLocality": venue.town,
        "addressRegion": venue.region,
        "addressCountry": venue.country,
    }
    place = {"@type": "Place", "name": venue.name, "address": {"@type": "PostalAddress"} | _but_for_empty(address)}
    if venue.latitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
    return place


def _run_by(listing: Listing) -> dict[str, Any]:
    website = {"url": listing.organisation.website}
    return {"@type": "Organization", "name": listing.organisation.name} | _but_for_empty(website)


def _but_for_empty(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "", [])}
