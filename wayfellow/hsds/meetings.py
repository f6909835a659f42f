"""Weekly groups in the form that apps for mutual-help meetings read (Meeting Guide JSON), and others' read as ours.

Its one rule about people: nothing may break anybody's anonymity. Nobody's name is in it. The link to meet online is no
part of a listing (decision 65), so it is not told: how one gets it is.
"""

import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from wayfellow.directory.models import LONGEST_NAME, Listing, WeeklyTime, said
from wayfellow.directory.terms import Door, Format, Rhythm
from wayfellow.hsds.bundles import child, put
from wayfellow.hsds.mapping import DAYS, UNKNOWN
from wayfellow.hsds.package import Package, Row
from wayfellow.hsds.vocabulary import OURS, explained, term
from wayfellow.sheets.reading import BadRow

GROUPS = {Format.GROUP, Format.SELF_HELP, Format.DROP_IN}
SUNDAY_IS_NOUGHT = 7
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
ADDRESS = {
    "address_1": "address", "city": "city", "state_province": "state", "postal_code": "postal_code",
    "country": "country",
}  # fmt: skip
MEANT = {
    "O": ("door", Door.OPEN), "C": ("door", Door.CLOSED), "ONL": ("format", Format.ONLINE),
}  # fmt: skip


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
        "timezone": settings.TIME_ZONE,
        "notes": "\n".join(filter(None, [said(listing.in_one_sentence), said(listing.how_to_begin)])),
        "entity": listing.organisation.name,
        "updated": f"{listing.changed_at:%Y-%m-%d %H:%M:%S}",
    }  # fmt: skip
    if venue:
        told |= {
            "formatted_address": _on_one_line(venue), "location": venue.name, "address": venue.street,
            "city": venue.town, "state": venue.region,
            "postal_code": venue.postcode, "country": venue.country, "latitude": venue.latitude,
            "longitude": venue.longitude,
        }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def _on_one_line(venue):
    parts = [venue.street, " ".join(filter(None, [venue.postcode, venue.town])), venue.region, venue.country]
    return ", ".join(filter(None, parts))


def are_meetings(told: list[Any]) -> bool:
    """Say whether a list of JSON is one of meetings: each has a name and none an id, as every row of HSDS has."""
    return bool(told) and all(isinstance(one, dict) and "name" in one and "id" not in one for one in told)


class Meetings:
    """Others' meetings, told as rows of HSDS. Those of one name, of one group, are one programme with several times."""

    def __init__(self, package: Package, file: str, source: str):
        self.package, self.file, self.source = package, file, source
        self.namespace = uuid.uuid5(OURS, f"meetings of {source}")

    def add(self, one: Row, number: int) -> None:
        """Take one meeting; what is not right in it is said, with the number it has in the list."""
        if str(one.get("day", "")).isdecimal():
            one = one | {"day": int(one["day"])}  # some write it in quotation marks
        if not self._is_right(one, number):
            return
        offers_it = str(one.get("entity") or one.get("group") or self.source)
        organisation = self._uid("organization", offers_it)
        place = self._place(one, number)
        service = self._uid("service", offers_it, one["name"], place)
        self._put("organization", {"id": organisation, "name": offers_it, "description": offers_it}, number)
        told = {"id": service, "organization_id": organisation, "name": one["name"], "status": "active"}
        put(told, "url", one.get("url") or one.get("conference_url"))
        put(told, "description", one.get("notes"))
        put(told, "application_process", one.get("conference_url_notes"))
        put(told, "conference_url", one.get("conference_url"))
        self._put("service", told, number)
        self._phone(service, one, number)
        self._codes(service, one, number)
        hangs_off = {"service_id": service}
        if place:
            at = self._uid("service_at_location", service, place)
            self._put("service_at_location", {"id": at, "service_id": service, "location_id": place}, number)
            hangs_off = {"service_at_location_id": at}
        self._time(one, hangs_off, number)

    def _is_right(self, one, number):
        wrong = {}
        if not str(one.get("name") or "").strip():
            wrong["name"] = _("Please fill this in.")
        if one.get("day") not in (None, "", *range(SUNDAY_IS_NOUGHT)):
            wrong["day"] = _("Please write the day as a number: 0 is Sunday, 6 is Saturday.")
        for column in ("time", "end_time"):
            if one.get(column) and not CLOCK.fullmatch(str(one[column])):
                wrong[column] = _("Please write the time like this: 18:30.")
        if several := [column for column, value in one.items() if isinstance(value, dict)]:
            wrong[several[0]] = _("Please write words or a number here.")
        self.package.bad += [BadRow(self.file, number, column, reason) for column, reason in wrong.items()]
        return not wrong

    def _place(self, one, number):
        """Add where it is, and return its id; nothing, where it says none."""
        written = {name: str(one[there]) for name, there in ADDRESS.items() if one.get(there)}
        written.setdefault("address_1", str(one.get("formatted_address") or ""))
        name = str(one.get("location") or written["address_1"])
        if not name:
            return ""
        id = self._uid("location", name, *written.values())
        point = {column: one[column] for column in ("latitude", "longitude") if one.get(column) is not None}
        self._put("location", {"id": id, "location_type": "physical", "name": name[:LONGEST_NAME], **point}, number)
        if any(written.values()):
            whole = {name: written.get(name) or UNKNOWN for name in ("address_1", *ADDRESS)}
            row = {"id": self._uid("address", id), "location_id": id, "address_type": "physical"}
            self._put("address", row | whole, number)
        return id

    def _phone(self, service, one, number):
        if one.get("conference_phone"):
            row = {"id": self._uid("phone", service), "service_id": service, "number": str(one["conference_phone"])}
            self._put("phone", row, number)

    def _codes(self, service, one, number):
        """Say what its letters mean to us; all of them are kept as they came."""
        letters = one.get("types") if isinstance(one.get("types"), list) else []
        meant = [("format", Format.GROUP), *(MEANT[letter] for letter in letters if letter in MEANT)]
        if one.get("conference_url") and ("format", Format.ONLINE) not in meant:
            meant.append(("format", Format.ONLINE))
        for kind, code in meant:
            id = term(kind, code)
            row = {"id": child(service, f"{kind}:{code}"), "link_id": service, "link_entity": "service"}
            self._put("attribute", row | {"link_type": kind, "taxonomy_term_id": id}, number)
            for table, explaining in explained([id]):
                self._put(table, explaining, number)

    def _time(self, one, hangs_off, number):
        if one.get("day") in (None, "") or not one.get("time"):
            return  # by appointment
        id = self._uid("schedule", *hangs_off.values(), one["day"], one["time"])
        row = {"id": id, **hangs_off, "freq": "WEEKLY", "byday": DAYS[one["day"] - 1], "opens_at": one["time"]}
        put(row, "closes_at", one.get("end_time"))
        put(row, "notes", ", ".join(map(str, one["types"])) if isinstance(one.get("types"), list) else "")
        put(row, "time_zone", one.get("timezone"))
        self._put("schedule", row, number)

    def _uid(self, *parts):
        return str(uuid.uuid5(self.namespace, repr(tuple(map(str, parts)))))

    def _put(self, table, row, number):
        """Take a row once: of what is told again, the first word counts."""
        if row["id"] not in self.package.rows[table]:
            self.package.add(table, dict(row), self.file, number)
