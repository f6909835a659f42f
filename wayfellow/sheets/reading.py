"""Read a CSV file with known columns, and tell of every cell that cannot be read where it is and why."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LONGEST_CELL = 300
EARLIEST = date(1950, 1, 1)
ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
LOCAL_DAY = re.compile(r"(?P<day>[0-9]{1,2})([/.])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})")
LOOKS_CLINICAL = re.compile(
    r"diagn|medic|treatment|tratamient|tractament|dos[ei]|drug|icd|dsm|cie.?10|s[íi]mptom|s[íi]ntom|symptom|syndrom"
    r"|disorder|trastorn|disease|illness|enferm|malalt|risk|riesgo|risc|sever|prognos|relapse|suici|allerg|al[eè]rg"
    r"|hospitali|patholog|patolog|clinic|cl[íi]nic|psych|psiqui|score|scale|test|honos|gaf"
)

Cell = Callable[[str], Any]
Record = tuple[int, list[str]]


@dataclass(frozen=True)
class BadRow:
    """What has to be put right, and where: line 0 is the whole file, no column the whole line."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part) + f": {self.reason}"


class BadRows(Exception):
    """Nothing is taken from the files before all of these rows are put right."""

    def __init__(self, rows: list[BadRow]):
        super().__init__("\n".join(map(str, rows)))
        self.rows = rows


class Unreadable(Exception):
    """The file cannot even be told apart into rows: on which line, and why."""


@dataclass
class Sheet:
    """A file as far as it could be read. A cell that could not be is None, and there is a bad row for it."""

    file: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    def complain(self, line: int, column: str, reason: str) -> None:
        self.bad.append(BadRow(self.file, line, column, reason))


def read_sheet(path: Path | str, columns: dict[str, Cell]) -> Sheet:
    """Read every row of a file that has exactly these columns, in any order."""
    return _read(Path(path).name, lambda: told_apart(content_of(Path(path))), columns)


def read_sent(name: str, content: bytes, columns: dict[str, Cell]) -> Sheet:
    """Read in the same way what somebody sent."""
    return _read(name, lambda: told_apart(content), columns)


def _read(name: str, records_of_it: Callable[[], list[Record]], columns: dict[str, Cell]) -> Sheet:
    sheet = Sheet(name)
    try:
        (line, header), *records = records_of_it()
    except Unreadable as problem:
        sheet.complain(*problem.args)
        return sheet
    _check_header(sheet, line, header, columns)
    if not records:
        sheet.complain(line, "", _("There is nothing in this file below the names of its columns."))
    if not sheet.bad:
        sheet.rows = [_row(sheet, record, header, columns) for record in records]
    return sheet


def content_of(path: Path) -> bytes:
    """Return what is in a file."""
    try:
        return path.read_bytes()
    except OSError as problem:
        reason = _("This file cannot be opened. Please check its name, and that you have permission to read it.")
        raise Unreadable(0, "", reason) from problem


def told_apart(written: bytes) -> list[Record]:
    """Tell a file apart into its rows of cells, each with the line it begins on, leaving out blank ones."""
    text = _text(written)
    top = text.lstrip().partition("\n")[0]
    delimiter = ";" if top.count(";") > top.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as problem:
        reason = _("From here on the cells cannot be told apart: a quotation mark is missing or one too many.")
        raise Unreadable(line, "", reason) from problem
    records = [(line, cells) for line, cells in records if any(cells)]
    if not records:
        raise Unreadable(0, "", _("This file is empty."))
    header = [name.casefold() for name in records[0][1]]
    return [(records[0][0], header), *records[1:]]


def _text(written: bytes) -> str:
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _not_text(written.count(b"\n", 0, problem.start) + 1) from problem
    if "\0" in text:
        raise _not_text(text.count("\n", 0, text.index("\0")) + 1)
    return unicodedata.normalize("NFC", text)


def _not_text(line: int) -> Unreadable:
    return Unreadable(line, "", _("This file is not text in UTF-8. Please save it again as “CSV UTF-8”."))


def _check_header(sheet: Sheet, line: int, header: list[str], columns: Iterable[str]) -> None:
    for column in columns:
        if column not in header:
            sheet.complain(line, column, _("This column is missing."))
        elif header.count(column) > 1:
            sheet.complain(line, column, _("This column appears more than once."))
    for column in dict.fromkeys(header):
        if column not in columns:
            sheet.complain(line, column or "?", _why_to_leave_out(column))


def _why_to_leave_out(column: str) -> str:
    if LOOKS_CLINICAL.search(column):
        return _("Please leave this column out. Wayfellow keeps no clinical facts about a person.")
    return _("Wayfellow does not know this column. Please check its name, or leave it out.")


def _row(sheet: Sheet, record: Record, header: list[str], columns: dict[str, Cell]) -> dict[str, Any]:
    line, cells = record
    row: dict[str, Any] = {"line": line, **dict.fromkeys(columns)}
    if len(cells) != len(header):
        counts = {"found": len(cells), "expected": len(header)}
        sheet.complain(line, "", _("This line has %(found)s cells instead of %(expected)s.") % counts)
        # Only the first cell is surely in its place, and whom it names must not seem to be missing.
        cells = cells[:1]
    for column, text in zip(header, cells, strict=False):
        try:
            row[column] = columns[column](_plain(text))
        except ValueError as problem:
            sheet.complain(line, column, str(problem))
    return row


def _plain(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise ValueError(_("Please use at most %(number)s characters.") % {"number": LONGEST_CELL})
    if any(unicodedata.category(sign) in ("Cc", "Cf") for sign in text):
        raise ValueError(_("Please write this on one line, without invisible characters."))
    return text


def needed(cell: Cell) -> Cell:
    """A cell that must not be empty."""

    def read(text: str) -> Any:
        if not text:
            raise ValueError(_("Please fill this in."))
        return cell(text)

    return read


def maybe(cell: Cell, empty: Any = "") -> Cell:
    """A cell that may be empty, and what it then means."""
    return lambda text: cell(text) if text else empty


def words(longest: int) -> Cell:
    """A few words. Whatever they begin with, they stay words."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise ValueError(_("Please use at most %(number)s characters.") % {"number": longest})
        return text

    return read


def one_of(codes: Collection[str]) -> Cell:
    """One of these codes, in large or small letters."""
    known = {code.casefold(): code for code in codes}

    def read(text: str) -> str:
        if text.casefold() not in known:
            reason = _("“%(text)s” is not one of these: %(codes)s.")
            raise ValueError(reason % {"text": text, "codes": ", ".join(codes)})
        return known[text.casefold()]

    return read


def several(cell: Cell, longest: int = LONGEST_CELL) -> Cell:
    """Any number of such cells in one, with semicolons between them."""

    def read(text: str) -> tuple:
        words(longest)(text)
        parts = (part.strip() for part in text.split(";"))
        return tuple(dict.fromkeys(cell(part) for part in parts if part))

    return read


def whole(least: int, most: int) -> Cell:
    """A whole number within limits."""

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
            limits = {"least": least, "most": most}
            raise ValueError(_("Please write a whole number from %(least)s to %(most)s.") % limits)
        return int(text)

    return read


def decimal(text: str) -> float:
    """A number, with a point or a comma before its decimals."""
    if not re.fullmatch("-?[0-9]{1,9}([.,][0-9]{1,9})?", text):
        raise ValueError(_("Please write a number, such as 14.7."))
    return float(text.replace(",", "."))


def day(latest: date) -> Cell:
    """A day up to this one, written as 2023-05-31, 31/05/2023 or 31.5.2023."""

    def read(text: str) -> date:
        on = _date(text)
        if on is None or on < EARLIEST:
            raise ValueError(_("Please write the day as 2023-05-31 or 31/05/2023, with the year in full."))
        if on > latest:
            raise ValueError(_("This day is still to come."))
        return on

    return read


def _date(text: str) -> date | None:
    found = ISO_DAY.fullmatch(text) or LOCAL_DAY.fullmatch(text)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None
