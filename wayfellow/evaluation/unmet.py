"""What people looked for and did not find, by place and kind of support, as others may read it (D5, I9).

Each request is told once, at a month's end, in a number that grew by at least k requests: under its place when so
many asked there for the same, else under “Elsewhere” when the year is over. In which languages they asked is told of
the requests of such a number alone, protected as one list. All other numbers are sums of these.
"""

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from wayfellow.choices.models import Format, Unmet
from wayfellow.directory.models import Programme
from wayfellow.evaluation.editions import end_of_last_month
from wayfellow.evaluation.small_numbers import SMALLEST, Hidden, Shown, protect
from wayfellow.sheets import writing
from wayfellow.ui.languages import as_heard

ELSEWHERE = ""  # places where too few asked to be told of by name: what stands there may be anything

ANY_LANGUAGE = ""  # whoever asked did not mind
LANGUAGES = {ANY_LANGUAGE, *dict(settings.LANGUAGES)}

Cell = tuple[str, str]
Waiting = dict[Cell, Counter[str]]


@dataclass(frozen=True)
class UnmetNeed:
    """The numbers told, in which languages of how many, how the places are called, and the last day that counts."""

    told: Counter[Cell]
    languages: Counter[str]
    names: dict[str, str]
    last_day: date
    smallest: int

    @property
    def formats(self) -> list[Format]:
        return list(Format)

    @property
    def by_language(self) -> list[tuple[str, int]]:
        """Return the languages that can be told, the one most asked for first."""
        told = sorted(self.languages.items(), key=lambda each: (-each[1], each[0]))
        return [(language, number) for language, number in told if number]

    @property
    def languages_by_name(self) -> list[tuple[str, int]]:
        names = dict(settings.LANGUAGES) | {ANY_LANGUAGE: _("Any language")}
        return [(names.get(language, language), number) for language, number in self.by_language]

    @property
    def without_language(self) -> int:
        """Return of how many the language would tell on somebody."""
        return self.told.total() - self.languages.total()

    def cell(self, place: str, format: str) -> Shown:
        return self.told[place, format] or Hidden(below=self.smallest)

    def of_place(self, place: str) -> int:
        return sum(number for (there, _format), number in self.told.items() if there == place)

    def of_format(self, format: str) -> int:
        return sum(number for (_place, kind), number in self.told.items() if kind == format)


def unmet_need(today: date) -> UnmetNeed:
    """Count up to the end of the last month: a report of each day would tell by the difference who came today."""
    this_month = today.replace(day=1)
    k = Programme.objects.aggregate(most=Max("smallest_cell"))["most"] or SMALLEST
    found = Unmet.objects.filter(month__lt=this_month).order_by("month", "area", "format", "language")
    asked = found.values_list("month", "area", "format", "language").annotate(people=Count("pk"))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    telling = _Telling(k)
    for year, months in groupby(asked, lambda each: each[0].year):
        for _month, each in groupby(months, lambda each: each[0]):
            for _on, area, format, language, people in each:
                spelled[as_heard(area)][area] += people
                telling.waiting[as_heard(area), format][language] += people
            telling.of_places()
        if year < this_month.year:
            telling.of_elsewhere()
    places = sorted({place for place, _format in telling.told} - {ELSEWHERE})
    names = {place: spelled[place].most_common(1)[0][0] for place in places} | {ELSEWHERE: _("Elsewhere")}
    return UnmetNeed(telling.told, telling.languages, names, end_of_last_month(today), k)


class _Telling:
    """What is told by now, and what waits until there is enough of it."""

    def __init__(self, k: int):
        self.k = k
        self.told, self.languages = Counter[Cell](), Counter[str]()
        self.waiting: Waiting = defaultdict(Counter)

    def of_places(self) -> None:
        for cell in [cell for cell, languages in self.waiting.items() if languages.total() >= self.k]:
            self._tell(cell, self.waiting.pop(cell))

    def of_elsewhere(self) -> None:
        for format in Format.values:
            cells = [cell for cell in self.waiting if cell[1] == format]
            together = sum((self.waiting[cell] for cell in cells), Counter[str]())
            if together.total() >= self.k:
                self._tell((ELSEWHERE, format), together)
                for cell in cells:
                    del self.waiting[cell]

    def _tell(self, cell: Cell, languages: Counter[str]) -> None:
        self.told[cell] += languages.total()
        shown = protect({language: languages[language] for language in LANGUAGES | languages.keys()}, self.k)
        self.languages.update({language: number for language, number in shown.items() if isinstance(number, int)})


def as_csv(need: UnmetNeed) -> str:
    """Return the same tables for a spreadsheet, one cell on a line; “all” where something was not asked apart."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(["area", "format", "language", "people"])
    for place, name in need.names.items():
        for format in Format.values:
            writer.writerow([writing.cell(name), format, "all", _shown(need.cell(place, format))])
    for language, people in need.by_language:
        writer.writerow(["all", "all", language or "any", people])
    if need.without_language:
        writer.writerow(["all", "all", "hidden", need.without_language])
    return content.getvalue()


def _shown(count: int | Hidden) -> int | str:
    return "hidden" if isinstance(count, Hidden) else count
