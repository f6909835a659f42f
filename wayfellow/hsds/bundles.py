"""How columns of ours are tied to rows of the standard, both ways.

A `Bundle` is a row of the standard with the rows that hang off it. What an import brought is kept as it came; a
`Tie` says which columns of ours read which part of it. On the way out, a part that still reads as our columns stand
goes out as it came in; one that was changed here is written anew.
"""

import unicodedata
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wayfellow.hsds.package import Row, cell


@dataclass
class Bundle:
    """A row, and by table the rows that hang off it."""

    own: Row
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    def as_json(self) -> dict[str, Any]:
        return {"own": self.own, "rows": self.rows}

    @classmethod
    def read_from(cls, extra: dict[str, Any]) -> "Bundle | None":
        kept = extra.get("hsds")
        return cls(dict(kept["own"]), {table: list(rows) for table, rows in kept["rows"].items()}) if kept else None


def say_the_same(one: Bundle, other: Bundle) -> bool:
    """Say whether two bundles hold the same rows, as a table would write them, in whatever order."""
    return _as_written(one) == _as_written(other)


def _as_written(bundle):
    rows = [("", bundle.own), *((table, row) for table, several in bundle.rows.items() for row in several)]
    return sorted(
        (table, sorted((name, said) for name, value in row.items() if (said := _cell(value)))) for table, row in rows
    )


def _cell(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(cell(value))).strip() if value is not None else ""


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
    bundle = Bundle.read_from(record.extra)
    came_in = bundle is not None
    bundle = bundle or Bundle(own)
    for tie in ties:
        if not came_in or tie.read(bundle) != {column: getattr(record, column) for column in tie.columns}:
            tie.write(record, bundle)
    return bundle


def child(parent: Any, what: str) -> str:
    """Return the id of a row that we have no row for: always the same one."""
    return str(uuid.uuid5(uuid.UUID(str(parent)), what))


def put(row, name, value):
    """Say something in a row; nothing said takes it out of the row."""
    if value in ("", None):
        row.pop(name, None)
    else:
        row[name] = value
