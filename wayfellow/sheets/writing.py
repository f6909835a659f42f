"""Write a table as a file that spreadsheets open: CSV or XLSX."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpResponse

from wayfellow.later import openpyxl

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {CSV: "text/csv", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
LONGEST_NAME = 31  # of a sheet
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(kind: str, header: list[Any], rows: Iterable[list[Any]]) -> bytes:
    """Return a file of this kind, its columns named on the first line."""
    table = [header, *rows]
    return book([("Sheet", table)]) if kind == XLSX else _as_csv(table)


def to_save(asked: str | None, name: str, header: list[Any], rows: Iterable[list[Any]]) -> HttpResponse:
    """Return the answer with which somebody saves a table in the kind they asked for; of none that we know, as CSV.

    `name` stays on a device: it tells of nobody.
    """
    kind = asked if asked in CONTENT_TYPES else CSV
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(written(kind, header, rows), content_type=CONTENT_TYPES[kind], headers=headers)


def book(sheets: Iterable[tuple[str, Iterable[list[Any]]]]) -> bytes:
    """Return a workbook (XLSX) with each table on a sheet of its own, called by its name."""
    file, workbook = io.BytesIO(), openpyxl.Workbook(write_only=True)
    names: list[str] = []
    for name, rows in sheets:
        names.append(_name_of_sheet(name, names))
        sheet = workbook.create_sheet(names[-1])
        for row in rows:
            sheet.append([cell(value) for value in row])
    openpyxl.writer.excel.save_workbook(workbook, file)
    return file.getvalue()


def _name_of_sheet(name: str, taken: list[str]) -> str:
    """Return a name that spreadsheets allow, and that no sheet before has, whatever its capitals."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", name)[:LONGEST_NAME].strip() or "-"
    lower, number, found = {each.lower() for each in taken}, 1, plain
    while found.lower() in lower:
        number += 1
        found = f"{plain[: LONGEST_NAME - 4]} {number}"
    return found


def cell(value: Any) -> Any:
    """Return a value as it stands in a file: nothing for what is not known, and no formula for a spreadsheet."""
    if value is None or isinstance(value, int | float | Decimal) or hasattr(value, "isoformat"):
        return "" if value is None else value
    said = str(value)
    return f"'{said}" if said.startswith(BEGINS_A_FORMULA) else said


def _as_csv(table: list[list[Any]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([cell(value) for value in row] for row in table)
    return file.getvalue().encode("utf-8-sig")  # without the mark, spreadsheets read accents wrong
