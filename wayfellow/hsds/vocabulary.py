"""Our own terms among the standard’s, and the attributes that say which of them hold.

The standard has a column for a text and none for its language; who needs more is to extend it (issue 63 of
openreferral/specification). So each text is an attribute too, whose term names its column and its language.
"""

import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from wayfellow.directory.kinds import KINDS
from wayfellow.directory.models import Listing, Organisation, Venue
from wayfellow.directory.terms import VenueKind
from wayfellow.hsds.bundles import Bundle, child
from wayfellow.hsds.package import Row

OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "peer support, as Wayfellow tells programmes apart")
WORDS = uuid.uuid5(OURS, "texts, by column and language")
ENTITY = {Listing: "service", Organisation: "organization", Venue: "location"}
TEXTS = [
    "names", "in_one_sentence", "about", "who_is_there", "first_time", "what_is_written", "if_i_stop", "how_to_begin",
    "what_it_costs", "when_in_words", "area_in_words",
]  # fmt: skip
WAY_IN = "how_to_get_in"  # the one text of a place
CODES: dict[str, Mapping[str, Any]] = {
    **{kind.name: kind.names for kind in KINDS.values()},
    "venue": dict(VenueKind.choices),
    "organisation": dict(Organisation.Kind.choices),
    "checked_by": {"name": "Checked by"},
    **{
        f"text:{column}": {code: f"{column}, in {name}" for code, name in settings.LANGUAGES}
        for column in [*TEXTS, WAY_IN]
    },
}


def term(kind: str, code: str) -> str:
    """Return the id of one of our codes among the standard’s taxonomy terms."""
    return str(uuid.uuid5(OURS, f"{kind}:{code}"))


TERMS = {term(kind, code): (kind, code) for kind, names in CODES.items() for code in names}


def codes_in(bundle: Bundle, kind: str) -> dict[str, str]:
    """Return the codes of one kind that a bundle tells, in our own order, with the value of each."""
    rows = {code: row for row in bundle.of("attribute") for name, code in [_meant(row)] if name == kind}
    return {code: str(rows[code].get("value", "")) for code in CODES[kind] if code in rows}


def put_codes(bundle: Bundle, record: Any, kind: str, codes: Mapping[str, Any]) -> None:
    """Have a bundle tell these codes of one kind, with the value of each, and no others of it."""
    others = [row for row in bundle.of("attribute") if _meant(row)[0] != kind]
    attributes = [_attribute(bundle.own["id"], ENTITY[type(record)], kind, code, codes[code]) for code in codes]
    bundle.rows["attribute"] = others + attributes


def _meant(row):
    return TERMS.get(row["taxonomy_term_id"], ("", ""))


def _attribute(id, entity, kind, code, value):
    row = {"id": child(id, f"{kind}:{code}"), "link_id": id, "link_type": kind, "link_entity": entity}
    return row | {"taxonomy_term_id": term(kind, code)} | ({"value": value} if value else {})


def explained(spoken_of: Iterable[str]) -> list[tuple[str, Row]]:
    """Return our taxonomies and terms, as far as these ids speak of them."""
    ours = _rows()
    terms = [ours[id] for id in sorted({*spoken_of} & ours.keys())]
    used = {row["taxonomy_id"] for row in terms}
    taxonomies = [
        {"id": str(OURS), "name": "Peer support", "description": "How programmes are told apart"},
        {"id": str(WORDS), "name": "Texts", "description": "What is written of a programme, by column and language"},
    ]
    return [("taxonomy", row) for row in taxonomies if row["id"] in used] + [("taxonomy_term", row) for row in terms]


@cache
def _rows() -> dict[str, Row]:
    with override(settings.LANGUAGE_CODE):
        return {id: _row(id, kind, code, str(CODES[kind][code])) for id, (kind, code) in TERMS.items()}


def _row(id, kind, code, name):
    taxonomy, language = (WORDS, code) if kind.startswith("text:") else (OURS, settings.LANGUAGE_CODE)
    return {
        "id": id, "code": f"{kind}:{code}", "name": name, "description": name,
        "taxonomy_id": str(taxonomy), "language": language,
    }  # fmt: skip
