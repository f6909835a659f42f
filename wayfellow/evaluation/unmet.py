"""What people looked for and did not find, by place and kind of support, as others may read it (D5, I9)."""

import csv
import io
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from wayfellow.choices.models import Format, Unmet
from wayfellow.evaluation.small_numbers import Hidden, Table, protect_table

ELSEWHERE = ""  # places named too seldom to be told of by name: what stands there may be anything


@dataclass(frozen=True)
class UnmetNeed:
    """The table, how its places are called, and the last day it counts."""

    table: Table[str, str]
    names: dict[str, str]
    last_day: date

    @property
    def formats(self) -> list[Format]:
        return list(Format)


def unmet_need(today: date, k: int) -> UnmetNeed:
    """Count up to the end of the last month: a report of each day would tell by the difference who came today."""
    before = today.replace(day=1)
    found = Unmet.objects.filter(month__lt=before).order_by("area", "format").values_list("area", "format")
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for area, format, people in found.annotate(people=Count("pk")):
        spelled[_as_heard(area)][area] += people
        counts[_as_heard(area)][format] += people
    told = {place for place, line in counts.items() if line.total() >= k}
    names = {place: spelled[place].most_common(1)[0][0] for place in sorted(told)} | {ELSEWHERE: _("Elsewhere")}
    cells = {place: dict.fromkeys(Format.values, 0) | counts[place] for place in sorted(told)}
    elsewhere: Counter[str] = sum((line for place, line in counts.items() if place not in told), Counter())
    cells[ELSEWHERE] = dict.fromkeys(Format.values, 0) | elsewhere
    return UnmetNeed(protect_table(cells, k), names, before - timedelta(days=1))


def as_csv(need: UnmetNeed) -> str:
    """Return the same table for a spreadsheet, one cell on a line."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(["area", "format", "people"])
    for place, line in need.table.cells.items():
        writer.writerows([_plain(need.names[place]), format, _shown(count)] for format, count in line.items())
    return content.getvalue()


def _as_heard(area: str) -> str:
    """Two ways of writing one place are one place: capitals, accents and spaces do not matter."""
    letters = unicodedata.normalize("NFD", " ".join(area.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _shown(count: int | Hidden) -> int | str:
    return "hidden" if isinstance(count, Hidden) else count


def _plain(area: str) -> str:
    """No formula for a spreadsheet."""
    return f"'{area}" if area.startswith(("=", "+", "-", "@")) else area
