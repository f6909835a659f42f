"""A directory as the standard writes it: rows by table and id, read from CSV, a zip or JSON, and written again."""

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.hsds.standard import (
    ALSO_BELOW,
    BY_FILE,
    CARRIED,
    COLUMN_OF,
    ONE,
    PROFILE,
    SAYS_OF_WHICH,
    SEVERAL,
    TABLES,
    VERSION,
)
from wayfellow.sheets.reading import BadRow, Unreadable, rows_of_cells

Row = dict[str, Any]
LARGEST_ZIP = 500 * 1024 * 1024
WHOLE_TOO = {"location", "organization"}
OF_A_SERVICE = {"status", "organization", "organization_id", "service_at_locations"}


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


def read(path: Path | str) -> Package:
    """Read a folder of CSV files, a zip of one, or a JSON file, with all that has to be put right in it."""
    path = Path(path)
    package = Package()
    try:
        if path.is_dir():
            _read_folder(package, path)
        elif zipfile.is_zipfile(path):
            _read_zip(package, path)
        else:
            _read_json(package, path)
    except Unreadable as problem:
        package.bad.append(BadRow(path.name, *problem.args))
    _check(package)
    return package


def _read_zip(package, path):
    with zipfile.ZipFile(path) as packed, TemporaryDirectory() as folder:
        inside = [one for one in packed.infolist() if not one.is_dir()]
        if sum(one.file_size for one in inside) > LARGEST_ZIP:
            raise Unreadable(0, "", _("Unpacked, this is more than 500 megabytes. Please unpack it yourself first."))
        for one in inside:
            Path(folder, Path(one.filename).name).write_bytes(packed.read(one))
        _read_folder(package, Path(folder))


def _read_folder(package, folder):
    files = sorted(folder.glob("*.csv"))
    if not any(BY_FILE.get(file.name) == "service" for file in files):
        raise Unreadable(0, "", _("There is no file services.csv here."))
    for file in files:
        if file.name not in BY_FILE:
            package.bad.append(BadRow(file.name, 0, "", _("The standard has no file with this name.")))
            continue
        try:
            _read_table(package, BY_FILE[file.name], file)
        except Unreadable as problem:
            package.unread.add(BY_FILE[file.name])
            package.bad.append(BadRow(file.name, *problem.args))


def _read_table(package, table, file):
    (_line, header), *lines = rows_of_cells(file)
    if missing := [column for column in TABLES[table].needed if column not in header]:
        for column in missing:
            package.bad.append(BadRow(file.name, 1, column, _("This column is missing.")))
        package.unread.add(table)
        return
    for line, cells in lines:
        if len(cells) != len(header):
            counts = {"found": len(cells), "expected": len(header)}
            reason = _("This line has %(found)s cells instead of %(expected)s.") % counts
            package.bad.append(BadRow(file.name, line, "", reason))
            continue
        row = {column: cell for column, cell in zip(header, cells, strict=True) if cell}
        package.add(table, row, file.name, line)


def _read_json(package, path):
    try:
        told = json.loads(path.read_bytes())
    except OSError:
        reason = _("This file cannot be opened. Please check its name, and that you have permission to read it.")
        raise Unreadable(0, "", reason) from None
    except (UnicodeDecodeError, ValueError) as problem:
        line = getattr(problem, "lineno", 0)
        raise Unreadable(line, "", _("This is neither JSON, nor a zip, nor a folder of CSV files.")) from None
    if isinstance(told, dict):
        told = told.get("contents", [told])
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Unreadable(0, "", _("A list of services or organisations is needed here."))
    for number, one in enumerate(told, start=1):
        _unfold(package, "organization" if OF_A_SERVICE.isdisjoint(one) else "service", one, path.name, number)
    if not package.rows["service"] and not package.bad:
        raise Unreadable(0, "", _("There is no service in this file."))


def _unfold(package, table, told, file, number, **hangs_off):
    """Take a row of JSON apart: it, and everything that hangs below it. The line is the number of the entry."""
    row, below = dict(hangs_off), []
    several = SEVERAL.get(table, {}) | ALSO_BELOW.get(table, {}) | CARRIED
    for name, value in told.items():
        if value is None or value == []:
            continue
        if name in ONE.get(table, {}) and isinstance(value, dict):
            column = COLUMN_OF.get(name, f"{name}_id")
            row[column] = value.get("id")
            below.append((ONE[table][name], value, {}))
        elif name in several and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            below += [(several[name], one, _points_up(several[name], table, told.get("id"))) for one in value]
        else:
            row[name] = value
    package.add(table, row, file, number)
    for inner, value, up in below:
        _unfold(package, inner, value, file, number, **up)


def _points_up(table, parent, id):
    if table in SAYS_OF_WHICH:
        return dict(zip(SAYS_OF_WHICH[table], (id, parent), strict=True))
    return {f"{parent}_id": id}


def _check(package):
    for name, table in TABLES.items():
        for row in package.rows[name].values():
            for column in table.needed:
                if row.get(column) in (None, ""):
                    package.complain(name, row, column, _("Please fill this in."))
            for column, value in row.items():
                if problem := _wrong(package, table, column, value):
                    package.complain(name, row, column, problem)
            row.update({column: _number(row[column]) for column in table.numbers if column in row})


def _wrong(package, table, column, value):
    """Say what is not right in a cell, if anything."""
    if column in table.numbers and _number(value) is None:
        return _("Please write a number, such as 14.7.")
    if column in table.limits and not table.limits[column][0] <= float(value) <= table.limits[column][1]:
        least, most = table.limits[column]
        return _("Please write a number from %(least)s to %(most)s.") % {"least": least, "most": most}
    if column in table.days and not _is_day(value):
        return _("Please write the day like this: 2023-05-31.")
    if value not in (codes := table.codes.get(column, [value])):
        told = {"text": str(value)[:60], "codes": ", ".join(codes)}
        return _("“%(text)s” is not one of these: %(codes)s.") % told
    there = table.points_to.get(column)
    if there and there not in package.unread and str(value) not in package.rows[there]:
        return _("There is no row with this id in the table “%(table)s”.") % {"table": there}
    return None


def _number(written):
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        return None
    try:
        number = float(written)
    except ValueError:
        return None
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() else number


def _is_day(written):
    try:
        date.fromisoformat(str(written)[:10])
    except ValueError:
        return False
    return True


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
