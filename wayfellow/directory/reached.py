"""Whom else one can call or write to about a programme: those whom an import named beside the programme itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.directory.models import Listing

Row = dict[str, Any]


@dataclass(frozen=True)
class Reached:
    """One number or address, and whose it is."""

    whose: str
    number: str = ""
    extension: str = ""
    email: str = ""

    @property
    def words(self) -> str:
        more = _("%(number)s, extension %(extension)s") if self.extension else "%(number)s"
        return self.email or more % {"number": self.number, "extension": self.extension}

    @property
    def address(self) -> str:
        if self.email:
            return f"mailto:{self.email}"
        return f"tel:{''.join(self.number.split())}" + (f";ext={self.extension}" if self.extension else "")


def also_reached(listing: Listing) -> list[Reached]:
    """Return each number and address once, those of the programme first, then of its places and of who offers it."""
    found: dict[tuple[str, str], Reached] = {}
    for whose, extra in _named(listing):
        for one in _in(extra, whose):
            found.setdefault((one.number, one.email), one)
    of_its_own = {(listing.phone, ""), ("", listing.email), ("", "")}
    return [one for reached, one in found.items() if reached not in of_its_own]


def _named(listing: Listing) -> Iterator[tuple[str, Row]]:
    yield "", listing.extra
    for at in listing.at_venues.all():
        yield _("This programme at %(place)s") % {"place": at.venue.name}, at.extra
        yield at.venue.name, at.venue.extra
    yield listing.organisation.name, listing.organisation.extra


def _in(extra: Row, whose: str) -> Iterator[Reached]:
    rows = extra.get("hsds", {}).get("rows", {})
    contacts = {row["id"]: _who(row) for row in rows.get("contact", [])}
    for row in rows.get("phone", []):
        kind = row.get("type", "") if row.get("type") != "voice" else ""
        words = [whose, contacts.get(row.get("contact_id", ""), ""), str(row.get("description") or kind)]
        yield Reached(_joined(words), str(row.get("number", "")), str(row.get("extension", "")))
    for row in rows.get("contact", []):
        yield Reached(_joined([whose, contacts[row["id"]]]), email=str(row.get("email", "")))


def _who(contact: Row) -> str:
    return ", ".join(str(contact[name]) for name in ("name", "title", "department") if contact.get(name))


def _joined(words: list[str]) -> str:
    return " · ".join(dict.fromkeys(filter(None, words))) or _("This programme")
