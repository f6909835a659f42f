"""What people looked for and did not find, by place and kind of support, as others may read it (D5, I9).

Each request is told once, at a month's end, in a number that grew by at least k requests: under its place when so
many asked there for the same, else under “Elsewhere” when the year is over. All other numbers are sums of these.
"""

import csv
import io
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from wayfellow.choices.models import Format, Unmet
from wayfellow.directory.models import Programme
from wayfellow.evaluation.editions import end_of_last_month
from wayfellow.evaluation.small_numbers import SMALLEST, Hidden, Shown
from wayfellow.sheets import writing
from wayfellow.ui.languages import as_heard

ELSEWHERE = ""  # places where too few asked to be told of by name: what stands there may be anything

Cell = tuple[str, str]


@dataclass(frozen=True)
class UnmetNeed:
    """The numbers told, how the places are called, and the last day that counts."""

    told: Counter[Cell]
    names: dict[str, str]
    last_day: date
    smallest: int

    @property
    def formats(self) -> list[Format]:
        return list(Format)

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
    found = Unmet.objects.filter(month__lt=this_month).order_by("month", "area", "format")
    asked = found.values_list("month", "area", "format").annotate(people=Count("pk"))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    told, waiting = Counter[Cell](), Counter[Cell]()
    for year, months in groupby(asked, lambda each: each[0].year):
        for _month, each in groupby(months, lambda each: each[0]):
            for _on, area, format, people in each:
                spelled[as_heard(area)][area] += people
                waiting[as_heard(area), format] += people
            _tell(told, waiting, k)
        if year < this_month.year:
            _tell_elsewhere(told, waiting, k)
    places = sorted({place for place, _format in told} - {ELSEWHERE})
    names = {place: spelled[place].most_common(1)[0][0] for place in places} | {ELSEWHERE: _("Elsewhere")}
    return UnmetNeed(told, names, end_of_last_month(today), k)


def _tell(told: Counter[Cell], waiting: Counter[Cell], k: int) -> None:
    for cell in [cell for cell, people in waiting.items() if people >= k]:
        told[cell] += waiting.pop(cell)


def _tell_elsewhere(told: Counter[Cell], waiting: Counter[Cell], k: int) -> None:
    for format in Format.values:
        cells = [cell for cell in waiting if cell[1] == format]
        if sum(waiting[cell] for cell in cells) >= k:
            told[ELSEWHERE, format] += sum(waiting.pop(cell) for cell in cells)


def as_csv(need: UnmetNeed) -> str:
    """Return the same table for a spreadsheet, one cell on a line."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(["area", "format", "people"])
    for place, name in need.names.items():
        writer.writerows([writing.cell(name), format, _shown(need.cell(place, format))] for format in Format.values)
    return content.getvalue()


def _shown(count: int | Hidden) -> int | str:
    return "hidden" if isinstance(count, Hidden) else count
