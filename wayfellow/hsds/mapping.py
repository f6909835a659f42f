"""What a column of the directory is in the standard, both ways."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings

from wayfellow.directory.kinds import KINDS
from wayfellow.directory.models import LONGEST_NAME, AtVenue, Listing, Organisation, Venue, WeeklyTime
from wayfellow.directory.terms import LANGUAGES, Rhythm, VenueKind
from wayfellow.hsds.bundles import Bundle, Tie, child, put
from wayfellow.hsds.package import Row
from wayfellow.hsds.vocabulary import OURS, TEXTS, WAY_IN, codes_in, put_codes

PLACE_TO_WALK = uuid.uuid5(OURS, "unit: a place with a peer supporter")
BYDAY = re.compile(r"(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TOLD_IN = {
    "names": "name", "about": "description", "how_to_begin": "application_process", "what_it_costs": "fees_description",
}  # fmt: skip
UNKNOWN = "–"  # the standard wants each part of an address
WHICH = {"1": Rhythm.FIRST, "2": Rhythm.SECOND, "3": Rhythm.THIRD, "4": Rhythm.FOURTH, "-1": Rhythm.LAST}


@dataclass(frozen=True)
class Place:
    """Where the standard has one text in one language."""

    read: Callable[[Bundle], str]
    write: Callable[[Bundle, str], None]


def _plain(column, name):
    def write(record, bundle):
        put(bundle.own, name, getattr(record, column))

    return Tie((column,), lambda bundle: {column: bundle.own.get(name, "")}, write)


def _age(column, name):
    def read(bundle):
        age = bundle.own.get(name)
        return {column: int(age) if age is not None and 0 <= age <= 150 else None}

    return Tie((column,), read, lambda record, bundle: put(bundle.own, name, getattr(record, column)))


def _checked(bundle):
    day = bundle.own.get("assured_date")
    return {"checked_on": date.fromisoformat(day[:10]) if day else None}


def _write_checked(listing, bundle):
    put(bundle.own, "assured_date", listing.checked_on and listing.checked_on.isoformat())


def _checked_by(bundle):
    return {"checked_by": codes_in(bundle, "checked_by").get("name", "")[:LONGEST_NAME]}


def _write_checked_by(listing, bundle):
    put_codes(bundle, listing, "checked_by", {"name": listing.checked_by} if listing.checked_by else {})


def _phone(bundle):
    numbers = [row["number"] for row in bundle.of("phone") if row.get("service_id")]
    return {"phone": numbers[0][:40] if numbers else ""}


def _write_phone(listing, bundle):
    row = {"id": child(listing.pk, "phone"), "service_id": str(listing.pk), "number": listing.phone}
    bundle.rows["phone"] = [row] if listing.phone else []


def _languages(bundle):
    spoken = (row.get("code") or row.get("name", "") for row in bundle.of("language") if row.get("service_id"))
    codes = {code.casefold() for code in spoken}
    return {"languages": [code for code in LANGUAGES if code in codes]}


def _write_languages(listing, bundle):
    bundle.rows["language"] = [
        {"id": child(listing.pk, f"language {code}"), "service_id": str(listing.pk)}
        | {"name": LANGUAGES[code], "code": code}
        for code in listing.languages
    ]


def _places(bundle):
    for row in bundle.of("service_capacity"):
        if row["unit_id"] == str(PLACE_TO_WALK):
            counted_on = datetime.fromisoformat(row["updated"]).date()
            return {"places_free": max(0, int(row["available"])), "places_counted_on": counted_on}
    return {"places_free": None, "places_counted_on": None}


def _write_places(listing, bundle):
    others = [row for row in bundle.of("service_capacity") if row["unit_id"] != str(PLACE_TO_WALK)]
    if listing.places_free is not None:
        counted = datetime.combine(listing.places_counted_on, time(), UTC)
        others.append({
            "id": child(listing.pk, "places"), "service_id": str(listing.pk), "unit_id": str(PLACE_TO_WALK),
            "available": listing.places_free, "updated": counted.isoformat(timespec="milliseconds"),
        })  # fmt: skip
    bundle.rows["service_capacity"] = others


def _terms(kind):
    def read(bundle):
        codes = [*codes_in(bundle, kind.name)]
        return {kind.column: codes if kind.several else next(iter(codes), "")}

    return Tie(
        (kind.column,),
        read,
        lambda record, bundle: put_codes(bundle, record, kind.name, dict.fromkeys(kind.codes_of(record))),
    )


def _kind(name, otherwise=""):
    """A column with one code that is no question of the search."""
    return Tie(
        ("kind",),
        lambda bundle: {"kind": next(iter(codes_in(bundle, name)), otherwise)},
        lambda record, bundle: put_codes(bundle, record, name, dict.fromkeys(filter(None, [record.kind]))),
    )


def _words(column, place=None):
    """A text in several languages. Where the standard has a place for one, ours stands there as well."""
    kind = f"text:{column}"

    def read(bundle):
        texts = codes_in(bundle, kind)
        in_place = place.read(bundle) if place else ""
        if in_place and in_place not in texts.values():
            texts[settings.LANGUAGE_CODE] = in_place
        return {column: texts}

    def write(record, bundle):
        texts = {language: text for language, text in getattr(record, column).items() if text}
        if place:
            place.write(bundle, texts.get(settings.LANGUAGE_CODE) or next(iter(texts.values()), ""))
        put_codes(bundle, record, kind, texts)

    return Tie((column,), read, write)


def _in(name):
    return Place(lambda bundle: bundle.own.get(name, ""), lambda bundle, text: put(bundle.own, name, text))


def _ways_in(bundle):
    return next((row["description"] for row in bundle.of("accessibility") if row.get("description")), "")


def _write_ways_in(bundle, text):
    id = bundle.own["id"]
    row = {"id": child(id, "way in"), "location_id": id, "description": text}
    bundle.rows["accessibility"] = [row] if text else []


SERVICE = (
    *(_words(column, _in(name)) for column, name in TOLD_IN.items()),
    *(_words(column) for column in TEXTS if column not in TOLD_IN),
    _plain("website", "url"),
    _plain("email", "email"),
    _age("youngest", "minimum_age"),
    _age("oldest", "maximum_age"),
    Tie(("checked_on",), _checked, _write_checked),
    Tie(("checked_by",), _checked_by, _write_checked_by),
    Tie(("phone",), _phone, _write_phone),
    Tie(("languages",), _languages, _write_languages),
    Tie(("places_free", "places_counted_on"), _places, _write_places),
    *(_terms(kind) for kind in KINDS.values() if kind.name not in {"language"}),
)


def _more_than_its_name(bundle):
    """An organisation without a description goes out with its name for one: the standard wants one."""
    description = bundle.own.get("description", "")
    return "" if description == bundle.own.get("name") else description


ORGANISATION = (
    _plain("name", "name"),
    _kind("organisation"),
    _words("about", Place(_more_than_its_name, lambda bundle, text: put(bundle.own, "description", text))),
    _plain("website", "website"),
)


def _address(bundle):
    where_it_is = sorted(bundle.of("address"), key=lambda row: row.get("address_type") != "physical")
    row = {name: value for name, value in next(iter(where_it_is), {}).items() if value != UNKNOWN}
    street = ", ".join(part for part in (row.get("address_1"), row.get("address_2")) if part)
    country = row.get("country", "")
    return {
        "street": street[:200],
        "town": row.get("city", "")[:120],
        "region": row.get("state_province", "")[:120],
        "postcode": row.get("postal_code", "")[:20],
        "country": country if len(country) == 2 else "",
    }


def _write_address(venue, bundle):
    where = {
        "address_1": venue.street, "city": venue.town, "state_province": venue.region, "postal_code": venue.postcode,
        "country": venue.country,
    }  # fmt: skip
    row = {"id": child(venue.pk, "address"), "location_id": str(venue.pk), "address_type": "physical"}
    row |= {name: value or UNKNOWN for name, value in where.items()}
    bundle.rows["address"] = [row] if any(where.values()) else []


def _point(bundle):
    point = bundle.own.get("latitude"), bundle.own.get("longitude")
    north, east = (float(part) for part in point) if None not in point else (None, None)
    return {"latitude": north, "longitude": east}


def _write_point(venue, bundle):
    put(bundle.own, "latitude", venue.latitude)
    put(bundle.own, "longitude", venue.longitude)


LOCATION = (
    _plain("name", "name"),
    Tie(("latitude", "longitude"), _point, _write_point),
    Tie(("street", "town", "region", "postcode", "country"), _address, _write_address),
    _kind("venue", VenueKind.OTHER.value),
    _words(WAY_IN, Place(_ways_in, _write_ways_in)),
    _terms(KINDS["access"]),
)

Time = tuple[int, time, time | None, str, date | None, date | None]


def times(rows: Iterable[Row]) -> set[Time]:
    """Return the times of the week that these schedules tell, as far as a week can tell them."""
    return {told for row in rows for told in times_of(row)}


def times_of(row: Row) -> list[Time]:
    """Return one time for each day the schedule names, or none when it is not one of a week or a month."""
    starts, ends = (_clock(row.get(name)) for name in ("opens_at", "closes_at"))
    days = [BYDAY.fullmatch(day.strip()) for day in str(row.get("byday", "")).split(",")]
    begins = _day(row.get("dtstart") or row.get("valid_from"))
    rhythms = [_rhythm(row, day, begins) for day in days]
    if starts is None or None in days or None in rhythms:
        return []
    until = _day(row.get("until") or row.get("valid_to"))
    return [
        (DAYS.index(day[2]), starts, ends, rhythm, begins, until)
        for day, rhythm in zip(days, rhythms, strict=True)
        if day and rhythm
    ]


def _rhythm(row, day, begins):
    if day is None:
        return None
    match row.get("freq"), day[1], row.get("interval", 1):
        case "WEEKLY", None, 1:
            return Rhythm.WEEKLY
        case "WEEKLY", None, 2 if begins:
            return Rhythm.FORTNIGHTLY
        case "MONTHLY", str(which), 1:
            return WHICH[which]
    return None


def _clock(written):
    found = re.match(r"([01][0-9]|2[0-3]):([0-5][0-9])", str(written or ""))
    return time(int(found[1]), int(found[2])) if found else None


def _day(written):
    return date.fromisoformat(written[:10]) if written else None


def time_of(weekly: WeeklyTime) -> Time:
    """Return a time of the week as the standard can tell it: to the minute."""
    return (
        weekly.weekday, weekly.starts_at.replace(second=0), weekly.ends_at and weekly.ends_at.replace(second=0),
        Rhythm(weekly.rhythm), weekly.starts_on, weekly.ends_on,
    )  # fmt: skip


def schedule(weekly: WeeklyTime, hangs_off: dict[str, str]) -> Row:
    """Return a time of the week as the standard tells it."""
    which = next((which for which, rhythm in WHICH.items() if rhythm == weekly.rhythm), "")
    row = {
        "id": str(weekly.pk), **hangs_off, "freq": "MONTHLY" if which else "WEEKLY",
        "interval": 2 if weekly.rhythm == Rhythm.FORTNIGHTLY else 1, "byday": which + DAYS[weekly.weekday],
        "opens_at": f"{weekly.starts_at:%H:%M}",
    }  # fmt: skip
    put(row, "closes_at", weekly.ends_at and f"{weekly.ends_at:%H:%M}")
    put(row, "dtstart", weekly.starts_on and weekly.starts_on.isoformat())
    put(row, "valid_from", weekly.starts_on and weekly.starts_on.isoformat())
    put(row, "valid_to", weekly.ends_on and weekly.ends_on.isoformat())
    return row


def own_row(record: Any) -> Row:
    """Return the beginning of a row for something that was never imported."""
    match record:
        case Organisation():
            return {"id": str(record.uid)}
        case Listing():
            return {"id": str(record.pk), "organization_id": str(record.organisation.uid), "status": "active"}
        case Venue():
            return {"id": str(record.pk), "location_type": "physical"}
        case AtVenue():
            return {"id": str(record.pk), "service_id": str(record.listing_id), "location_id": str(record.venue_id)}
    raise TypeError(record)
