"""What an import changes, as those who keep the directory read it: each column by its name, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date, parse_time
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.kinds import KINDS, WORDS
from wayfellow.directory.models import Organisation, said
from wayfellow.directory.terms import Rhythm, VenueKind, Weekday
from wayfellow.hsds.changes import MET
from wayfellow.hsds.models import Change

NAMES = {
    "name": _("Name"), "youngest": _("From which age?"), "oldest": _("Up to which age?"),
    "places_free": _("How many places are free?"), "places_counted_on": _("Counted on which day?"),
    "phone": _("Telephone"), "email": _("E-mail address"), "website": _("Website"), "checked_on": _("Checked on"),
    "checked_by": _("Checked by"), "published_on": _("In the directory"), "organisation": _("Who offers it?"),
    "kind": _("What kind is it?"), "street": _("Street and number"), "postcode": _("Postcode"), "town": _("Town"),
    "region": _("Region"), "country": _("Country"), "latitude": _("Latitude"), "longitude": _("Longitude"),
    "how_to_get_in": _("How to find the door"), "places": _("Where"), "times": _("When"),
}  # fmt: skip
CODED = {kind.column: kind for kind in KINDS.values()}
KINDS_OF_RECORDS = {"location": dict(VenueKind.choices), "organization": dict(Organisation.Kind.choices)}


@dataclass(frozen=True)
class Line:
    """One column: what it is called, and what it says before and after. In lines of their own, where it is several."""

    name: str
    before: list[str]
    after: list[str]
    language: str = ""


class Reader:
    """Reads changes with the names of places and organisations at hand."""

    def __init__(self, names: dict[str, str]):
        self.names = names

    def lines(self, change: Change) -> Iterator[Line]:
        """Yield each column that says something, or said."""
        for column in [name for name in (*WORDS, *CODED, *NAMES) if name in change.before.keys() | change.after.keys()]:
            before, after = change.before.get(column), change.after.get(column)
            if before or after:
                yield from self._lines(change, column, before, after)
        for file, column, before, after in change.rest:
            yield Line(f"{file}: {column}", _cell(before), _cell(after))

    def _lines(self, change, column, before, after):
        if isinstance(before or after, dict) and column not in MET:
            label = WORDS[column][0] if column in WORDS else NAMES.get(column, column)
            for code, name in settings.LANGUAGES:
                one, other = (before or {}).get(code, ""), (after or {}).get(code, "")
                if one != other:
                    yield Line(f"{label} ({name})", _cell(one), _cell(other), code)
            return
        label = CODED[column].label if column in CODED else NAMES[column]
        one, other = self._say(change, column, before), self._say(change, column, after)
        if one != other:
            yield Line(str(label), one, other)

    def _say(self, change, column, value):
        if not value and value != 0:
            return [str(_("No"))] if column == "published_on" and change.kind != Change.Kind.ADDED else []
        if column in CODED:
            codes = value if isinstance(value, list) else [value]
            return [", ".join(str(CODED[column].names.get(code, code)) for code in codes)]
        match column:
            case "published_on":
                return [str(_("Yes"))]
            case "organisation":
                return [self.names.get(value, value)]
            case "places":
                return sorted(self.names.get(one["venue_id"], one["venue_id"]) for one in value.values())
            case "times":
                return [self._when(one) for one in sorted(value.values(), key=_in_a_week)]
            case "kind":
                return [str(KINDS_OF_RECORDS[change.table].get(value, value))]
        return _cell(value)

    def _when(self, one):
        hours = "–".join(f"{parse_time(one[name]):%H:%M}" for name in ("starts_at", "ends_at") if one[name])
        rhythm = "" if one["rhythm"] == Rhythm.WEEKLY else str(Rhythm(one["rhythm"]).label)
        days = [date_format(parse_date(one[name])) for name in ("starts_on", "ends_on") if one[name]]
        where = self.names.get(one["venue_id"], "")
        return " · ".join(filter(None, [f"{Weekday(one['weekday']).label} {hours}", rhythm, *days, where]))


def _in_a_week(one: dict[str, Any]) -> tuple[Any, ...]:
    return one["weekday"], one["starts_at"]


def _cell(value: Any) -> list[str]:
    return [] if value in (None, "", [], {}) else [str(value)]


def title_of(change: Change) -> str:
    """Return what it is called, in the reader’s language where a programme has a name in it."""
    return said(change.after.get("names") or {}) or change.name
