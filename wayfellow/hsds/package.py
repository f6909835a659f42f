"""A directory as the standard writes it: rows by table and id, folded as JSON tells them, and written to files."""

import csv
import io
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.hsds.standard import CARRIED, COLUMN_OF, ONE, PROFILE, SAYS_OF_WHICH, SEVERAL, TABLES, VERSION
from wayfellow.sheets.reading import BadRow

Row = dict[str, Any]
WHOLE_TOO = {"location", "organization"}


@dataclass
class Package:
    """Every row, by its table and id, with the place it was read at."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {name: {} for name in TABLES})
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    faulty: set[tuple[str, str]] = field(default_factory=set)

    def complain(self, table: str, row: Row, column: str, reason: str) -> None:
        file, line = self.places.get((table, str(row.get("id"))), (table, 0))
        self.bad.append(BadRow(file, line, column, reason))
        self.faulty.add((table, str(row.get("id"))))

    def leave_faulty_out(self) -> None:
        """Go on with the rows that are sound and hang off none that is not, so that all their faults are named too."""
        gone = True
        while gone:
            gone = False
            for name, table in TABLES.items():
                for id, row in list(self.rows[name].items()):
                    up = [(there, str(row[column])) for column, there in table.points_to.items() if column in row]
                    if (name, id) in self.faulty or any(id not in self.rows[there] for there, id in up):
                        del self.rows[name][id]
                        gone = True

    def add(self, table: str, row: Row, file: str, line: int) -> None:
        """Take a row. In JSON the same one may be told many times; told otherwise it is a mistake."""
        try:
            row["id"] = str(uuid.UUID(str(row.get("id", ""))))
        except ValueError:
            self.bad.append(BadRow(file, line, "id", _("Every row needs an id of its own, a UUID.")))
            return
        before = self.rows[table].get(row["id"])
        if before is not None and any(before.get(name, value) != value for name, value in row.items()):
            self.bad.append(BadRow(file, line, "id", _("Another row has this id, with different content.")))
            return
        self.rows[table].setdefault(row["id"], {}).update(row)
        self.places.setdefault((table, row["id"]), (file, line))


class Folded:
    """A package as JSON tells it: rows with what they have one of, and below them what they have several of."""

    def __init__(self, package: Package):
        self.package = package
        self.below: dict[tuple[str, str, str], list[Row]] = {}
        for table, rows in package.rows.items():
            for row in rows.values():
                for parent, id in _parents(table, row):
                    self.below.setdefault((parent, str(id), table), []).append(row)

    def all(self, table: str, *, whole: bool = True) -> list[Row]:
        return [self.one(table, row, whole=whole) for row in self.package.rows[table].values()]

    def one(self, table: str, row: Row, *, whole: bool, came_from: str = "") -> Row:
        """Return a row with what it has one of and, when `whole`, with everything below it."""
        told = {name: value for name, value in row.items() if not self._stands_below(table, name, came_from)}
        for name, other in ONE.get(table, {}).items():
            there = self.package.rows[other].get(str(row.get(COLUMN_OF.get(name, f"{name}_id"))))
            if there is not None and other != came_from:
                told[name] = self.one(other, there, whole=whole and other in WHOLE_TOO, came_from=table)
        if whole:
            for name, other in (SEVERAL.get(table, {}) | CARRIED).items():
                if inner := self.below.get((table, row["id"], other)):
                    told[name] = [self.one(other, one, whole=True, came_from=table) for one in inner]
        return told

    def below_whole(self, table: str, id: str, inner: str) -> list[Row]:
        """Return the rows of one kind that belong to a row, whole."""
        rows = self.package.rows[inner].values()
        return [self.one(inner, row, whole=True) for row in rows if row.get(f"{table}_id") == id]

    @staticmethod
    def _stands_below(table, name, came_from):
        """In JSON a column that points up is told by where the row stands."""
        pointing = {f"{came_from}_id", *(SAYS_OF_WHICH.get(table, ()) if came_from else ())}
        return name in pointing


def _parents(table, row):
    if table in SAYS_OF_WHICH:
        id, kind = (row.get(column) for column in SAYS_OF_WHICH[table])
        yield kind, id
    for parent, several in SEVERAL.items():
        if table in several.values() and row.get(f"{parent}_id"):
            yield parent, row[f"{parent}_id"]


def write_json(package: Package, folder: Path) -> list[str]:
    """Write every service as one list of JSON, whole. Returns the name of the file."""
    told = json.dumps(Folded(package).all("service"), ensure_ascii=False, indent=1)
    (folder / "directory.json").write_text(told + "\n", "utf-8")
    return ["directory.json"]


def write(package: Package, folder: Path) -> list[str]:
    """Write a tabular data package: a CSV file for every table that has rows, and what they are. Returns the names."""
    written = []
    for name, rows in package.rows.items():
        if rows:
            columns = _columns(name, rows.values())
            (folder / TABLES[name].file).write_text(_csv(columns, rows.values()), encoding="utf-8", newline="")
            written.append((name, columns))
    description = _description(written)
    (folder / "datapackage.json").write_text(json.dumps(description, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return [TABLES[name].file for name, _ in written]


def _columns(name, rows):
    """Return the columns of the standard that are used, then those that only these rows have."""
    used = dict.fromkeys(column for row in rows for column in row)
    known = [column for column in TABLES[name].columns if column in used or column in TABLES[name].needed]
    return [*known, *(column for column in used if column not in TABLES[name].columns)]


def _csv(columns, rows):
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    for row in sorted(rows, key=lambda row: row["id"]):
        table.writerow(cell(row.get(column, "")) for column in columns)
    return text.getvalue()


def cell(value: Any) -> Any:
    """Return a value as a cell of a table holds it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value


def _description(written):
    return {
        "name": "peer-support-directory",
        "title": "Peer-support programmes",
        "profile": "tabular-data-package",
        "homepage": PROFILE,
        "version": VERSION,
        "resources": [_resource(name, columns, {one for one, _ in written}) for name, columns in written],
    }


def _resource(name, columns, tables):
    table = TABLES[name]
    keys = [
        {"fields": column, "reference": {"resource": other, "fields": "id"}}
        for column, other in table.points_to.items()
        if column in columns and other in tables
    ]
    schema = {"primaryKey": "id", "fields": [*_fields(table, columns)]}
    return {
        "name": name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _fields(table, columns) -> Iterator[dict]:
    for column in columns:
        kind = "number" if column in table.numbers else "date" if column in table.days else "string"
        limits = {"required": column in table.needed, "unique": column == "id"}
        if column in table.codes:
            limits["enum"] = [*table.codes[column]]
        yield {"name": column, "type": kind, "constraints": limits}
