"""Read a directory as others write it, from CSV, a zip of it or JSON, and say all that has to be put right in it."""

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.hsds import older
from wayfellow.hsds.meetings import Meetings, are_meetings
from wayfellow.hsds.package import Package
from wayfellow.hsds.standard import ALSO_BELOW, BY_FILE, CARRIED, COLUMN_OF, ONE, SAYS_OF_WHICH, SEVERAL, TABLES
from wayfellow.sheets.reading import BadRow, Record, Unreadable, content_of, told_apart

MEGABYTE = 1024 * 1024
LARGEST_ZIP = 500 * MEGABYTE
BEGINS_A_ZIP = b"PK"
NO_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
OF_A_SERVICE = {"status", "organization", "organization_id", "service_at_locations"}


def read(path: Path | str, *, source: str = "") -> Package:
    """Read a folder of CSV files, a zip of one, or a JSON file. `source` is who keeps it."""
    path = Path(path)
    source = source or path.stem
    if path.is_dir():
        return _read(path.name, lambda package: _read_tables(package, _files_in(path), source))
    return _read(path.name, lambda package: _read_file(package, path.name, content_of(path), LARGEST_ZIP, source))


def read_sent(name: str, content: bytes, *, source: str, most_megabytes: int) -> Package:
    """Read in the same way what somebody sent: a zip or JSON. Unpacked, a zip may hold so much."""
    return _read(name, lambda package: _read_file(package, name, content, most_megabytes * MEGABYTE, source))


def _read(name: str, take_in: Callable[[Package], None]) -> Package:
    package = Package()
    try:
        take_in(package)
    except Unreadable as problem:
        package.bad.append(BadRow(name, *problem.args))
    _check(package)
    return package


def _files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: content_of(file) for file in sorted(folder.glob("*.csv"))}


def _read_file(package, name, content, largest, source):
    if content.startswith(BEGINS_A_ZIP):
        _read_tables(package, _unpacked(content, largest), source)
    else:
        _read_json(package, name, content, source)


def _unpacked(content, largest):
    """Return each table of a zip by the name of its file, in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [one for one in packed.infolist() if one.filename.casefold().endswith(".csv")]
            if sum(one.file_size for one in inside) > largest:
                told = {"size": largest // MEGABYTE}
                raise Unreadable(0, "", _("Unpacked, this is more than %(size)s megabytes.") % told)
            return {PurePosixPath(one.filename).name: packed.read(one) for one in inside}
    except NO_ZIP:
        raise Unreadable(0, "", _("This zip cannot be unpacked. Please pack the files again.")) from None


def _read_tables(package: Package, files: Mapping[str, bytes], source: str) -> None:
    if not any(BY_FILE.get(name) == "service" for name in files):
        raise Unreadable(0, "", _("There is no file services.csv here."))
    tables = {name: BY_FILE.get(name) or older.BY_FILE.get(name) for name in sorted(files)}
    records: dict[str, list[Record]] = {}
    for name, table in tables.items():
        if table is None:
            package.bad.append(BadRow(name, 0, "", _("The standard has no file with this name.")))
            continue
        try:
            records[name] = told_apart(files[name])
        except Unreadable as problem:
            package.unread.add(older.NOW.get(table, table))
            package.bad.append(BadRow(name, *problem.args))
    is_older = older.is_older({str(tables[name]): told[0][1] for name, told in records.items()})
    then = older.Older(source) if is_older else None
    for name, told in records.items():
        _read_table(package, tables[name], name, told, then)
    if then:
        _add_eligibility(package, then)


def _read_table(package, table, name, records, then):
    (_line, header), *lines = records
    needed = ["id"] if then else TABLES[table].needed
    if missing := [column for column in needed if column not in header]:
        for column in missing:
            package.bad.append(BadRow(name, 1, column, _("This column is missing.")))
        package.unread.add(older.NOW.get(table, table))
        return
    for line, cells in lines:
        if len(cells) != len(header):
            counts = {"found": len(cells), "expected": len(header)}
            reason = _("This line has %(found)s cells instead of %(expected)s.") % counts
            package.bad.append(BadRow(name, line, "", reason))
            continue
        row = {column: cell for column, cell in zip(header, cells, strict=True) if cell}
        for now, told in then.now(table, row) if then else [(table, row)]:
            package.add(now, told, name, line)


def _add_eligibility(package, then):
    """Since 3.0, whom a service is for stands in a column of its own."""
    for id, said in then.eligibility.items():
        if id in package.rows["service"]:
            package.rows["service"][id]["eligibility_description"] = "; ".join(said)
        else:
            reason = _("There is no row with this id in the table “%(table)s”.") % {"table": "service"}
            package.bad.append(BadRow("eligibility.csv", 0, "service_id", reason))


def _read_json(package, name, content, source):
    try:
        told = json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError) as problem:
        line = getattr(problem, "lineno", 0)
        raise Unreadable(line, "", _("This is neither JSON, nor a zip, nor a folder of CSV files.")) from None
    if not _is_text(told):
        raise Unreadable(0, "", _("This file holds characters that are no text. Please take them out."))
    if isinstance(told, dict):
        told = told.get("contents", [told])
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Unreadable(0, "", _("A list of services or organisations is needed here."))
    meetings = Meetings(package, name, source) if are_meetings(told) else None
    for number, one in enumerate(told, start=1):
        if meetings:
            meetings.add(one, number)
            continue
        _unfold(package, "organization" if OF_A_SERVICE.isdisjoint(one) else "service", one, name, number)
    if not package.rows["service"] and not package.bad:
        raise Unreadable(0, "", _("There is no service in this file."))


def _is_text(told: Any) -> bool:
    """Say whether all of it can be kept: JSON can escape what no database takes for text."""
    written = json.dumps(told, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in written


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


def _check(package: Package) -> None:
    for name, table in TABLES.items():
        for row in package.rows[name].values():
            for column in table.needed:
                if row.get(column) in (None, ""):
                    package.complain(name, row, column, _("Please fill this in."))
            for column, value in row.items():
                if problem := _wrong(package, table, column, value):
                    package.complain(name, row, column, problem)
            row.update({column: _number(row[column]) for column in table.numbers if column in row})


def _wrong(package: Package, table: Any, column: str, value: Any) -> str | None:
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


def _number(written: Any) -> int | float | None:
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        return None
    try:
        number = float(written)
    except ValueError:
        return None
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() else number


def _is_day(written: Any) -> bool:
    try:
        date.fromisoformat(str(written)[:10])
    except ValueError:
        return False
    return True
