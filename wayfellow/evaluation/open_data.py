"""The extract as a file to take away: the data, what every column means, how it was made, a script to count again.

Each time the lines are in another order and have other numbers, so that they lead to no other extract.
"""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from secrets import SystemRandom
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from wayfellow import __version__
from wayfellow.evaluation.extract import (
    ACCOMPANIMENTS,
    AGE,
    COLUMNS,
    DAYS,
    ENDING,
    GENDER,
    JOINED,
    NOT_TOLD,
    SITE,
    SOURCE,
    WITH_OTHERS,
    Line,
)
from wayfellow.evaluation.protection import NOT_SAID
from wayfellow.evaluation.report import Stand
from wayfellow.evaluation.statistics import proportion, summarise
from wayfellow.journeys.models import Setting
from wayfellow.people.models import Person
from wayfellow.sheets.writing import cell

JOURNEY, SETTING = "journey", "setting"
NUMBERS = (ACCOMPANIMENTS, WITH_OTHERS, *DAYS)
JOURNEYS = (JOURNEY, *COLUMNS, *NUMBERS)
MEETINGS = (JOURNEY, SETTING, ACCOMPANIMENTS)
TABLES = ("table", "label", "value", "share", "low", "high", "n")
DECIMALS = 4
SCRIPT = Path(__file__).with_name("recompute.py")

Row = Sequence[object]


class Purpose(TextChoices):
    RESEARCH = "research", gettext_lazy("For a study")
    FUNDER = "funder", gettext_lazy("For whoever pays for the programme or governs it")
    OPEN = "open", gettext_lazy("To publish it as open data")
    OWN = "own", gettext_lazy("For our own work")


class Licence(TextChoices):
    OPEN = "CC-BY-4.0", gettext_lazy("Anybody may use it who names where it is from (CC BY 4.0)")
    CLOSED = "other-closed", gettext_lazy("Only those whom we agree it with")


@dataclass(frozen=True)
class Extract:
    """What can be taken now: the lines as of a day, and how many people the report of that day told of."""

    programme: str
    lines: Sequence[Line]
    as_of: date
    everybody: int
    smallest: int

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def not_in_it(self) -> int:
        return max(self.everybody - self.people, 0)

    @property
    def told(self) -> list[str]:
        """Return the columns of which something is told."""
        return [column for column in COLUMNS if any(line.who[column] != NOT_TOLD for line in self.lines)]

    @property
    def titles(self) -> list[str]:
        return [_words()[column][0] for column in (*self.told, *NUMBERS)]

    @cached_property
    def anonymity(self) -> int:
        """Count how many lines are alike, whichever columns are read, in the smallest group of them."""
        alike = Counter[str]()
        for line in self.lines:
            alike[json.dumps([line.who, line.numbers], sort_keys=True)] += line.people
        return min(alike.values())


def in_files(extract: Extract, licence: Licence) -> bytes:
    """Return the extract as one file that holds all others."""
    lines = [line for line in extract.lines for _one in range(line.people)]
    SystemRandom().shuffle(lines)
    numbered = {f"{number:0{len(str(len(lines)))}}": line for number, line in enumerate(lines, 1)}
    journeys = [_journey(number, line) for number, line in numbered.items()]
    meetings = [(number, code, line.numbers[code]) for number, line in numbered.items() for code in Setting.values]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("journeys.csv", _as_csv(JOURNEYS, journeys))
        files.writestr("meetings.csv", _as_csv(MEETINGS, meetings))
        files.writestr("tables.csv", _as_csv(TABLES, _tables(lines)))
        files.writestr("datapackage.json", json.dumps(_description(extract, licence), ensure_ascii=False, indent=2))
        files.writestr("recompute.py", SCRIPT.read_text(encoding="utf-8"))
        for language, note in _in_each_language(lambda: "\n\n".join(_method(extract, licence)) + "\n").items():
            files.writestr(f"method.{language}.md", note)
    return content.getvalue()


def _journey(number: str, line: Line) -> Row:
    return [number, *(label(column, line.who[column]) for column in COLUMNS), *(line.numbers[name] for name in NUMBERS)]


def label(column: str, code: str) -> str:
    """Return values that are told together as they stand in the file."""
    values = code.split(JOINED)
    if column != AGE or len(values) == 1 or NOT_SAID in values:
        return " + ".join(values)
    low, high = values[0].rstrip("+").partition("-")[0], values[-1].rpartition("-")[2]
    return f"{low}+" if high.endswith("+") else f"{low}-{high}"


def _tables(lines: Sequence[Line]) -> Iterator[Row]:
    """Count what the script in the file counts again."""
    for name in (ACCOMPANIMENTS, *DAYS):
        told = summarise(line.numbers[name] for line in lines)
        low, high = told.interval or (None, None)
        yield name, "mean", _rounded(told.mean), None, _rounded(low), _rounded(high), told.n
        yield name, "sd", _rounded(told.sd), None, None, None, told.n
        yield name, "median", _rounded(told.median), None, None, None, told.n
    for column in COLUMNS:
        counts = Counter(label(column, line.who[column]) for line in lines if line.who[column] != NOT_TOLD)
        for value, number in sorted(counts.items()):
            share = proportion(number, counts.total())
            low, high = share.interval or (None, None)
            yield column, value, number, _rounded(share.share), _rounded(low), _rounded(high), counts.total()
    for code in Setting.values:
        yield SETTING, code, sum(int(line.numbers[code]) for line in lines), None, None, None, len(lines)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _as_csv(header: Row, rows: Iterable[Row]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


# What it says of itself
def _in_each_language(say: Any) -> dict[str, Any]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = say()
    return found


def _description(extract: Extract, licence: Licence) -> dict[str, Any]:
    """Describe the data as a data package (Frictionless), every column in each language."""
    journeys, meetings, tables = (
        _resource(name, columns)
        for name, columns in {"journeys": JOURNEYS, "meetings": MEETINGS, "tables": TABLES}.items()
    )
    journeys["schema"]["primaryKey"] = [JOURNEY]
    leads_to = {"fields": [JOURNEY], "reference": {"resource": "journeys", "fields": [JOURNEY]}}
    meetings["schema"]["foreignKeys"] = [leads_to]
    with override("en"):
        described = {"title": _title(extract), "description": "\n\n".join(_method(extract, licence)[1:])}
    return {
        "name": "peer-support-journeys",
        **described,
        "profile": "tabular-data-package",
        "version": extract.as_of.isoformat(),
        "licenses": [_licence(licence)],
        "anonymity": {
            "quasi_identifiers": [*COLUMNS, *NUMBERS, *Setting.values],
            "k_asked_for": extract.smallest,
            "k_found": extract.anonymity,
            "journeys": extract.people,
            "people_not_in_it": extract.not_in_it,
        },
        "resources": [journeys, meetings, tables],
    }


def _licence(licence: Licence) -> dict[str, str]:
    with override("en"):
        told = {"name": str(licence.value), "title": str(licence.label)}
    is_open = licence == Licence.OPEN
    return told | ({"path": "https://creativecommons.org/licenses/by/4.0/"} if is_open else {})


def _resource(name: str, columns: Sequence[str]) -> dict[str, Any]:
    words, codes = _in_each_language(_words), _in_each_language(_codes)
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(name, column, words, codes) for column in columns],
            "missingValues": [""],
        },
    }


def _field(table: str, column: str, words: Mapping[str, Any], codes: Mapping[str, Any]) -> dict[str, Any]:
    """Describe one column, in English where the standard looks for it, and in the other languages beside."""
    is_count = column in (WITH_OTHERS, "n") or (table, column) == ("meetings", ACCOMPANIMENTS)
    is_number = column in (*NUMBERS, "value", "share", "low", "high")
    told: dict[str, Any] = {
        "name": column,
        "type": "integer" if is_count else "number" if is_number else "string",
        **_titled(words["en"][column]),
        "translations": {language: _titled(each[column]) for language, each in words.items() if language != "en"},
    }
    if column in codes["en"]:
        told["codes"] = {language: each[column] for language, each in codes.items()}
    return told


def _titled(words: tuple[str, str]) -> dict[str, str]:
    title, description = words
    return {"title": title, "description": description}


def _codes() -> dict[str, dict[str, str]]:
    """Say what the codes mean that the files use."""
    endings = {str(stand): str(stand.label) for stand in (Stand.CLOSED, Stand.ENDED, Stand.LEFT)}
    return {
        GENDER: {code: str(name) for code, name in Person.Gender.choices},
        ENDING: endings,
        SETTING: {code: str(name) for code, name in Setting.choices},
    }


def _words() -> dict[str, tuple[str, str]]:
    """Say what each column is called and what it means."""
    empty = _("Empty: it is not told.")
    together = _("Values that too few had stand together, with a + between them.")
    mean = _("The mean of a group of people who are alike in this extract.")
    said = _("As people said it themselves. It says who came, not who would have wanted to.")
    proposed = _("Who wrote the referral. It says nothing of who would have proposed it and did not know how.")
    others = _("At how many of them somebody else was there too, as a whole number.")
    return {
        JOURNEY: (_("Journey"), _("A number that is drawn anew for each extract. It leads to nothing else.")),
        GENDER: (_("Gender"), f"{said} {together} {empty}"),
        AGE: (_("Age"), " ".join([_("In years, at the referral."), empty])),
        SOURCE: (_("Who proposed peer support"), f"{proposed} {together} {empty}"),
        ENDING: (_("How it ended"), f"{together} {empty}"),
        SITE: (_("Site"), " ".join([_("Where the referral was written."), together, empty])),
        ACCOMPANIMENTS: (_("Accompaniments"), " ".join([_("How many took place."), mean])),
        WITH_OTHERS: (_("With others"), f"{others} {mean}"),
        "days_to_first_meeting": (_("Days from the referral to the first accompaniment"), mean),
        "days_walked": (_("Days from the first accompaniment to the ending"), mean),
        SETTING: (_("Setting"), _("Where they met. How often is a whole number.")),
        "table": (_("Table"), _("Which column of the data is counted.")),
        "label": (_("Answer"), _("Which value of it, or which figure.")),
        "value": (_("Value"), _("How many journeys, or the figure itself.")),
        "share": (_("Share"), _("Of those of whom it is told.")),
        "low": (_("From"), _("Where the interval begins: 19 times in 20 the true figure lies in it.")),
        "high": (_("To"), _("Where the interval ends.")),
        "n": (_("n"), _("How many journeys the figure rests on.")),
    }


def _title(extract: Extract) -> str:
    return _("%(programme)s: journeys of peer support") % {"programme": extract.programme}


def _method(extract: Extract, licence: Licence) -> list[str]:
    """Say how it was made and what it does not say, one paragraph each."""
    told = {"day": date_format(extract.as_of), "k": extract.smallest, "number": extract.people}
    return [
        f"# {_title(extract)}",
        ngettext(
            "%(number)s journey that had ended by %(day)s: for each person the first on which they met. Whoever walks "
            "on is not in it, so long journeys are rarer here than they are.",
            "%(number)s journeys that had ended by %(day)s: for each person the first on which they met. Whoever walks "
            "on is not in it, so long journeys are rarer here than they are.",
            extract.people,
        )
        % told,
        _(
            "No names, no dates, nothing that anybody wrote. Each line stands there for at least %(k)s people, "
            "whichever columns are read (k-anonymity: Sweeney 2002). For that, values were put together or left empty, "
            "and each number is the mean over at least %(k)s people who are alike (microaggregation: Defays and Anwar "
            "1998). Means are kept; how far people are from them is a little less than it was."
        )
        % told,
        _("Counted over all columns, at least %(found)s lines are alike.") % {"found": extract.anonymity}
        + " "
        + ngettext(
            "%(number)s person of the report of that day is not in it: they walk on, or too few are like them.",
            "%(number)s people of the report of that day are not in it: they walk on, or too few are like them.",
            extract.not_in_it,
        )
        % {"number": extract.not_in_it},
        _(
            "A newer extract holds the same lines and adds others, at least %(k)s people at once. The order and the "
            "numbers of the lines are drawn anew each time, so that no two extracts can be joined."
        )
        % told,
        _(
            "`python recompute.py` counts the tables again from the data, with Python and SciPy, and says whether they "
            "agree. `datapackage.json` says what every column means (Frictionless Data Package)."
        ),
        _(
            "It describes who walked and what came of it, and says nothing of why: nobody was assigned by chance, and "
            "nothing is compared with people who had no peer support."
        ),
        _("Who may use it: %(licence)s.") % {"licence": licence.label},
        _("Made by Wayfellow %(version)s.") % {"version": __version__},
    ]
