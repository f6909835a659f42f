"""HSDS 2.0, told as 3.1: what its tables and columns are called since, and where that of the ones that are gone stands.

After the data package of 2.0.1. Its ids are any text that a table has once: one that is no UUID becomes one, always the
same of the same source.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from wayfellow.hsds.standard import SAYS_OF_WHICH, TABLES
from wayfellow.hsds.vocabulary import OURS

Row = dict[str, Any]
NOW = {
    "service_attribute": "attribute", "other_attribute": "attribute", "physical_address": "address",
    "postal_address": "address", "payment_accepted": "cost_option", "eligibility": "service",
    "accessibility_for_disabilities": "accessibility",
}  # fmt: skip
BY_FILE = {
    **{f"{name}.csv": name for name in NOW},
    "service_attributes.csv": "service_attribute", "other_attributes.csv": "other_attribute",
    "physical_addresses.csv": "physical_address", "postal_addresses.csv": "postal_address",
    "payments_accepted.csv": "payment_accepted", "services_at_location.csv": "service_at_location",
}  # fmt: skip
CALLED = {
    "organization": {"url": "website"}, "service": {"fees": "fees_description"},
    "service_area": {"service_area": "name"}, "service_attribute": {"service_id": "link_id"},
    "taxonomy_term": {"term": "name"}, "accessibility_for_disabilities": {"accessibility": "description"},
    "payment_accepted": {"payment": "amount_description"}, "other_attribute": {"link_type": "link_entity"},
}  # fmt: skip
ONLY_THEN = {"organization": "url", "service_area": "service_area", "taxonomy_term": "term", "language": "language"}
ADDED = {
    "location": {"location_type": "physical"}, "physical_address": {"address_type": "physical"},
    "postal_address": {"address_type": "postal"}, "service_attribute": {"link_entity": "service"},
}  # fmt: skip
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


def is_older(headers: Mapping[str, list[str]]) -> bool:
    """Say whether these tables are of 2.0: by one that is gone since, or a column that is called otherwise now."""
    return any(table in NOW or ONLY_THEN.get(table) in header for table, header in headers.items())


class Older:
    """Tells rows as they are told now. `eligibility` is what became a column of its service: told by several rows."""

    def __init__(self, source: str):
        self.namespace = uuid.uuid5(OURS, source)
        self.eligibility: dict[str, list[str]] = defaultdict(list)

    def now(self, table: str, row: Row) -> Iterator[tuple[str, Row]]:
        """Yield what a row became: the same under other names, and rows of their own for the languages in it."""
        told = ADDED.get(table, {}) | {CALLED.get(table, {}).get(name, name): value for name, value in row.items()}
        self._point(table, told)
        if table == "eligibility":
            if said := told.get("eligibility"):
                self.eligibility[told.get("service_id", "")].append(said)
            return
        if table == "language":
            yield from self._languages(told.pop("language", ""), told)
            return
        if table == "phone":
            yield from self._languages(told.pop("language", ""), {"id": told.get("id"), "phone_id": told.get("id")})
        if table in FITTED:
            FITTED[table](told)
        yield NOW.get(table, table), told

    def _point(self, table, told):
        """Have each id be a UUID, and what points to a row point to it still."""
        if now := SAYS_OF_WHICH.get(NOW.get(table, table)):
            which, kind = now
            there = told.get(kind, "")
            told |= {kind: NOW.get(there, there)} if there else {}
            told |= {which: self._uid(there, told[which])} if which in told else {}
        if "id" in told:
            told["id"] = self._uid(table, told["id"])
        columns = TABLES[NOW.get(table, table)].points_to | {"service_id": "service", "parent_id": "taxonomy_term"}
        for column, there in columns.items():
            if column in told:
                told[column] = self._uid(there, told[column])

    def _uid(self, table, written):
        try:
            return str(uuid.UUID(written))
        except ValueError:
            return str(uuid.uuid5(self.namespace, f"{table}:{written}"))

    def _languages(self, written, told):
        """Yield a row for each: the first of a row of languages has its id, any other one of its own."""
        for place, code in enumerate(filter(None, map(str.strip, written.split(",")))):
            is_itself = place == 0 and "phone_id" not in told
            own = {} if is_itself else {"id": self._uid("language", f"{told.get('id')} {code}")}
            yield "language", told | own | {"name": code, "code": code}


def _described(told):
    told.setdefault("description", told.get("name", ""))


def _in_two_lines(told):
    more = [told.pop(name) for name in ("address_2", "address_3", "address_4") if name in told]
    told |= {"address_2": ", ".join(more)} if more else {}


def _as_a_rule_of_a_week(told):
    """Every day is each day of a week. What comes round once a year no week can tell: it is kept as the rule it is."""
    match told.get("freq"):
        case "DAILY":
            told |= {"freq": "WEEKLY", "byday": told.get("byday") or EVERY_DAY}
        case "YEARLY":
            told["rrule"] = f"FREQ={told.pop('freq')}"


FITTED = {
    "program": _described, "schedule": _as_a_rule_of_a_week,
    "physical_address": _in_two_lines, "postal_address": _in_two_lines,
}  # fmt: skip
