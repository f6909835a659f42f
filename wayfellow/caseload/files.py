"""Read the caseload of a programme from its files: all of it, or every bad row with line and reason."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.journeys.models import LONGEST_MEETING
from wayfellow.sheets.reading import (
    BadRows,
    Sheet,
    day,
    decimal,
    maybe,
    needed,
    one_of,
    read_sheet,
    several,
    whole,
    words,
)

CHIME = ("connectedness", "hope", "identity", "meaning", "empowerment")
GENDERS = ("woman", "man", "another")
CADENCES = ("weekly", "fortnightly", "own")
SETTINGS = ("centre", "home", "community", "phone", "video", "hospital")

Row = dict[str, Any]


@dataclass(frozen=True)
class PersonRow:
    line: int
    person: str
    age: int | None
    gender: str
    site: str
    referred_by: str
    referred_on: date
    objectives: tuple[str, ...]
    cadence: str
    closed_on: date | None


@dataclass(frozen=True)
class AccompanimentRow:
    line: int
    person: str
    number: int
    on: date
    setting: str
    minutes: int
    joined_by: tuple[str, ...]
    touched: tuple[str, ...]


@dataclass(frozen=True)
class ClinicalRow:
    """What the clinical partner counted over a whole group. It never says who."""

    line: int
    variable: str
    category: str
    n: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True)
class Caseload:
    people: tuple[PersonRow, ...]
    accompaniments: tuple[AccompanimentRow, ...]
    clinical: tuple[ClinicalRow, ...]
    people_file: str = ""
    accompaniments_file: str = ""


def read_caseload(
    people_path: Path | str,
    accompaniments_path: Path | str,
    clinical_path: Path | str | None = None,
    *,
    today: date,
    sources: Collection[str] | None = None,
) -> Caseload:
    """Read the people of a programme and their accompaniments, or raise `BadRows` with all that is wrong."""
    people = _people(people_path, today, sources)
    known = {row["person"]: row for row in people.rows if row["person"]}
    accompaniments = _accompaniments(accompaniments_path, today, known)
    clinical = _clinical(clinical_path, known) if clinical_path else Sheet("")
    sheets = people, accompaniments, clinical
    if bad := [row for sheet in sheets for row in sorted(sheet.bad, key=attrgetter("line"))]:
        raise BadRows(bad)
    return Caseload(
        tuple(PersonRow(**row) for row in people.rows),
        tuple(AccompanimentRow(**row) for row in accompaniments.rows),
        tuple(ClinicalRow(**row) for row in clinical.rows),
        people.file,
        accompaniments.file,
    )


def _people(path: Path | str, today: date, sources: Collection[str] | None) -> Sheet:
    sheet = read_sheet(
        path,
        {
            "person": needed(words(20)),
            "age": maybe(whole(0, 120), empty=None),
            "gender": maybe(one_of(GENDERS)),
            "site": maybe(words(80)),
            "referred_by": needed(one_of(sources) if sources else words(40)),
            "referred_on": needed(day(today)),
            "objectives": maybe(several(one_of(CHIME)), empty=()),
            "cadence": maybe(one_of(CADENCES)),
            "closed_on": maybe(day(today), empty=None),
        },
    )
    _say_twice(sheet, "person")
    for row in sheet.rows:
        if row["closed_on"] and row["referred_on"] and row["closed_on"] < row["referred_on"]:
            sheet.complain(row["line"], "closed_on", _("This journey closes before the person was referred."))
    return sheet


def _accompaniments(path: Path | str, today: date, people: dict[str, Row]) -> Sheet:
    sheet = read_sheet(
        path,
        {
            "person": needed(words(20)),
            "number": needed(whole(1, 1000)),
            "on": needed(day(today)),
            "setting": needed(one_of(SETTINGS)),
            "minutes": needed(whole(1, LONGEST_MEETING)),
            "joined_by": maybe(several(words(60), longest=200), empty=()),
            "touched": maybe(several(one_of(CHIME)), empty=()),
        },
    )
    _say_twice(sheet, "person", "number")
    for row in sheet.rows:
        if people and row["person"]:
            _check_journey(sheet, row, people.get(row["person"]))
    by_person = defaultdict(list)
    for row in sheet.rows:
        by_person[row["person"]].append(row)
    for person, rows in by_person.items():
        if person and all(row["number"] for row in rows):
            _check_order(sheet, sorted(rows, key=lambda row: row["number"]))
    return sheet


def _check_journey(sheet: Sheet, row: Row, person: Row | None) -> None:
    """An accompaniment belongs to a journey, and happens between its referral and its closing."""
    if person is None:
        sheet.complain(row["line"], "person", _("This person is not in the file of people."))
    elif row["on"] and person["referred_on"] and row["on"] < person["referred_on"]:
        sheet.complain(row["line"], "on", _("This is before the person was referred."))
    elif row["on"] and person["closed_on"] and row["on"] > person["closed_on"]:
        sheet.complain(row["line"], "on", _("This is after the journey closed."))


def _check_order(sheet: Sheet, rows: list[Row]) -> None:
    """The accompaniments of a journey are numbered 1, 2, 3 and so on, in the order of their days."""
    for before, row in pairwise([{"number": 0, "on": None}, *rows]):
        if row["number"] > before["number"] + 1:
            reason = _("Accompaniment %(number)s of this person is missing.") % {"number": before["number"] + 1}
            sheet.complain(row["line"], "number", reason)
        if row["on"] and before["on"] and row["on"] < before["on"]:
            reason = _("This is before accompaniment %(number)s of this person.") % {"number": before["number"]}
            sheet.complain(row["line"], "on", reason)


def _clinical(path: Path | str, people: dict[str, Row]) -> Sheet:
    sheet = read_sheet(
        path,
        {
            "variable": needed(words(120)),
            "category": maybe(words(120)),
            "n": needed(whole(0, 1_000_000)),
            "mean": maybe(decimal, empty=None),
            "sd": maybe(decimal, empty=None),
        },
    )
    _say_twice(sheet, "variable", "category")
    for row in sheet.rows:
        _check_total(sheet, row, people)
    _check_sums(sheet, len(people))
    return sheet


def _check_total(sheet: Sheet, row: Row, people: dict[str, Row]) -> None:
    for column in ("variable", "category"):
        if row[column] in people:
            reason = _("This identifies one person. Only totals for a whole group may be imported here.")
            sheet.complain(row["line"], column, reason)
    if row["sd"] is not None and (row["sd"] < 0 or row["mean"] is None):
        sheet.complain(row["line"], "sd", _("A standard deviation is never below zero, and always goes with a mean."))
    if row["mean"] is not None and row["n"] == 0:
        sheet.complain(row["line"], "mean", _("There can be no mean for zero people."))


def _check_sums(sheet: Sheet, people: int) -> None:
    """The categories of a variable share out the people of the programme: together they cannot be more."""
    sums: dict[tuple, int] = defaultdict(int)
    for row in sheet.rows:
        group = row["variable"], bool(row["category"])
        before, sums[group] = sums[group], sums[group] + (row["n"] or 0)
        if people and before <= people < sums[group]:
            counts = {"count": sums[group], "people": people}
            reason = _("This adds up to %(count)s people, but the programme has %(people)s.") % counts
            sheet.complain(row["line"], "n", reason)


def _say_twice(sheet: Sheet, *columns: str) -> None:
    """Complain of every row that says again what another has said."""
    first: dict[tuple, int] = {}
    for row in sheet.rows:
        key = tuple(row[column] for column in columns)
        if None not in key and first.setdefault(key, row["line"]) != row["line"]:
            reason = _("This is already there, in line %(line)s.") % {"line": first[key]}
            sheet.complain(row["line"], columns[-1], reason)
