"""What a column of the directory is in the standard, both ways.

A `Bundle` is a row of the standard with the rows that hang off it. What an import brought is kept as it came; a
`Tie` says which columns of ours read which part of it. On the way out, a part that still reads as our columns stand
goes out as it came in; one that was changed here is written anew.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings

from wayfellow.directory.kinds import KINDS
from wayfellow.directory.models import AtVenue, Listing, Organisation, Venue, WeeklyTime
from wayfellow.directory.terms import LANGUAGES, Rhythm, VenueKind
from wayfellow.exchange.hsds.package import Row

OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "peer support, as Wayfellow tells programmes apart")
PLACE_TO_WALK = uuid.uuid5(OURS, "unit: a place with a peer supporter")
BYDAY = re.compile(r"(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WHICH = {"1": Rhythm.FIRST, "2": Rhythm.SECOND, "3": Rhythm.THIRD, "4": Rhythm.FOURTH, "-1": Rhythm.LAST}


@dataclass
class Bundle:
    """A row, and by table the rows that hang off it."""

    own: Row
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    def as_kept(self) -> dict[str, Any]:
        return {"own": self.own, "rows": self.rows}

    @classmethod
    def kept_in(cls, extra: dict[str, Any]) -> "Bundle | None":
        kept = extra.get("hsds")
        return cls(dict(kept["own"]), {table: list(rows) for table, rows in kept["rows"].items()}) if kept else None


@dataclass(frozen=True)
class Tie:
    """Some columns of ours, and how they are read from a bundle and written into one."""

    columns: tuple[str, ...]
    read: Callable[[Bundle], dict[str, Any]]
    write: Callable[[Any, Bundle], None]


def brought(ties: Iterable[Tie], new: Bundle, old: Bundle | None) -> dict[str, Any]:
    """Return the columns an import sets: all at first, later only those of which it says something else than before."""
    columns: dict[str, Any] = {}
    for tie in ties:
        told = tie.read(new)
        if old is None or told != tie.read(old):
            columns |= told
    return columns


def told(ties: Iterable[Tie], record: Any, own: Row) -> Bundle:
    """Return a record of ours as the standard tells it."""
    bundle = Bundle.kept_in(record.extra)
    came_in = bundle is not None
    bundle = bundle or Bundle(own)
    for tie in ties:
        if not came_in or tie.read(bundle) != {column: getattr(record, column) for column in tie.columns}:
            tie.write(record, bundle)
    return bundle


def child(parent: Any, what: str) -> str:
    """Return the id of a row that we have no row for: always the same one."""
    return str(uuid.uuid5(uuid.UUID(str(parent)), what))


def _word(column, name):
    """A text in one language. The house's own language is told; the others have no place in the standard."""

    def read(bundle):
        words = bundle.own.get(name)
        return {column: {settings.LANGUAGE_CODE: words} if words else {}}

    def write(record, bundle):
        words = getattr(record, column)
        _put(bundle.own, name, words.get(settings.LANGUAGE_CODE) or next(iter(words.values()), ""))

    return Tie((column,), read, write)


def _plain(column, name):
    def write(record, bundle):
        _put(bundle.own, name, getattr(record, column))

    return Tie((column,), lambda bundle: {column: bundle.own.get(name, "")}, write)


def _age(column, name):
    def read(bundle):
        age = bundle.own.get(name)
        return {column: int(age) if age is not None and 0 <= age <= 150 else None}

    return Tie((column,), read, lambda record, bundle: _put(bundle.own, name, getattr(record, column)))


def _put(row, name, value):
    if value in ("", None):
        row.pop(name, None)
    else:
        row[name] = value


def _checked(bundle):
    day = bundle.own.get("assured_date")
    return {"checked_on": date.fromisoformat(day[:10]) if day else None}


def _write_checked(listing, bundle):
    _put(bundle.own, "assured_date", listing.checked_on and listing.checked_on.isoformat())


def _phone(bundle):
    numbers = [row["number"] for row in bundle.of("phone") if row.get("service_id")]
    return {"phone": numbers[0][:40] if numbers else ""}


def _write_phone(listing, bundle):
    row = {"id": child(listing.pk, "phone"), "service_id": str(listing.pk), "number": listing.phone}
    bundle.rows["phone"] = [row] if listing.phone else []


def _languages(bundle):
    spoken = (row.get("code") or row.get("name", "") for row in bundle.of("language") if row.get("service_id"))
    codes = (code.casefold() for code in spoken)
    return {"languages": list(dict.fromkeys(code for code in codes if code in LANGUAGES))}


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


def term(kind: str, code: str) -> str:
    """Return the id of one of our codes among the standard’s taxonomy terms."""
    return str(uuid.uuid5(OURS, f"{kind}:{code}"))


TERMS = {term(kind.name, code): (kind.name, code) for kind in KINDS.values() for code in kind.names}
KIND_OF_VENUE = {term("venue", code): code for code in VenueKind.values}


def _terms(kind):
    def read(bundle):
        found = [TERMS.get(row["taxonomy_term_id"], ("", "")) for row in bundle.of("attribute")]
        codes = [code for name, code in found if name == kind.name]
        return {kind.column: codes if kind.several else next(iter(codes), "")}

    def write(record, bundle):
        others = [row for row in bundle.of("attribute") if TERMS.get(row["taxonomy_term_id"], ("",))[0] != kind.name]
        codes = kind.codes_of(record)
        bundle.rows["attribute"] = others + [_attribute(record.pk, bundle, kind.name, code) for code in codes]

    return Tie((kind.column,), read, write)


def _attribute(pk, bundle, kind, code):
    return {
        "id": child(pk, f"{kind}:{code}"), "link_id": str(pk), "link_type": kind,
        "link_entity": "location" if "location_type" in bundle.own else "service", "taxonomy_term_id": term(kind, code),
    }  # fmt: skip


SERVICE = (
    _word("names", "name"),
    _word("about", "description"),
    _word("how_to_begin", "application_process"),
    _word("what_it_costs", "fees_description"),
    _plain("website", "url"),
    _plain("email", "email"),
    _age("youngest", "minimum_age"),
    _age("oldest", "maximum_age"),
    Tie(("checked_on",), _checked, _write_checked),
    Tie(("phone",), _phone, _write_phone),
    Tie(("languages",), _languages, _write_languages),
    Tie(("places_free", "places_counted_on"), _places, _write_places),
    *(_terms(kind) for kind in KINDS.values() if kind.name not in {"language"}),
)
ORGANISATION = (_plain("name", "name"), _word("about", "description"), _plain("website", "website"))


def _address(bundle):
    row = next(iter(bundle.of("address")), {})
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
    bundle.rows["address"] = [{
        "id": child(venue.pk, "address"), "location_id": str(venue.pk), "address_type": "physical",
        "address_1": venue.street or "–", "city": venue.town or "–", "state_province": venue.region or "–",
        "postal_code": venue.postcode or "–", "country": venue.country or "–",
    }] if venue.town or venue.street else []  # fmt: skip


def _point(bundle):
    point = bundle.own.get("latitude"), bundle.own.get("longitude")
    north, east = (float(part) for part in point) if None not in point else (None, None)
    return {"latitude": north, "longitude": east}


def _write_point(venue, bundle):
    _put(bundle.own, "latitude", venue.latitude)
    _put(bundle.own, "longitude", venue.longitude)


def _venue_kind(bundle):
    kinds = [KIND_OF_VENUE[row["taxonomy_term_id"]] for row in bundle.of("attribute")
             if row["taxonomy_term_id"] in KIND_OF_VENUE]  # fmt: skip
    return {"kind": next(iter(kinds), VenueKind.OTHER.value)}


def _write_venue_kind(venue, bundle):
    others = [row for row in bundle.of("attribute") if row["taxonomy_term_id"] not in KIND_OF_VENUE]
    bundle.rows["attribute"] = [*others, _attribute(venue.pk, bundle, "venue", venue.kind)]


def _way_in(bundle):
    words = [row["description"] for row in bundle.of("accessibility") if row.get("description")]
    return {"how_to_get_in": {settings.LANGUAGE_CODE: words[0]} if words else {}}


def _write_way_in(venue, bundle):
    words = venue.how_to_get_in.get(settings.LANGUAGE_CODE) or next(iter(venue.how_to_get_in.values()), "")
    row = {"id": child(venue.pk, "way in"), "location_id": str(venue.pk), "description": words}
    bundle.rows["accessibility"] = [row] if words else []


LOCATION = (
    _plain("name", "name"),
    Tie(("latitude", "longitude"), _point, _write_point),
    Tie(("street", "town", "region", "postcode", "country"), _address, _write_address),
    Tie(("kind",), _venue_kind, _write_venue_kind),
    Tie(("how_to_get_in",), _way_in, _write_way_in),
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
    _put(row, "closes_at", weekly.ends_at and f"{weekly.ends_at:%H:%M}")
    _put(row, "dtstart", weekly.starts_on and weekly.starts_on.isoformat())
    _put(row, "valid_from", weekly.starts_on and weekly.starts_on.isoformat())
    _put(row, "valid_to", weekly.ends_on and weekly.ends_on.isoformat())
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
