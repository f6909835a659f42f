"""Two years beside each other: what each year’s report tells, and how far they differ. It counts nothing anew (I9)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _

from wayfellow.evaluation.models import Edition
from wayfellow.evaluation.published import Published, publish_between, slice_of_year
from wayfellow.evaluation.sections import Row, Section
from wayfellow.evaluation.small_numbers import Hidden, Shown
from wayfellow.evaluation.statistics import Interval, Proportion, difference


@dataclass(frozen=True)
class Beside:
    """One row of both years. `difference` is of the shares, where both are told, and `means` says it in words."""

    label: str
    earlier: Row | None
    later: Row | None
    difference: float | None = None
    interval: Interval | None = None
    means: str = ""


@dataclass(frozen=True)
class Compared:
    """One table of both years, with how many each rests on."""

    title: str
    definition: str
    n: tuple[Shown, Shown]
    missing: tuple[Shown, Shown]
    rows: list[Beside]


def both_years(editions: list[Edition], earlier: int, later: int) -> tuple[Published, Published]:
    """Return the reports of two years, as each has its own page."""
    one, other = (publish_between(*slice_of_year(editions, year)) for year in (earlier, later))
    return one, other


def compared(earlier: Published, later: Published) -> list[Compared]:
    """Set the tables beside each other that both years tell."""
    before = {section.code: section for section in earlier.sections}
    return [_compare(before[section.code], section) for section in later.sections if section.code in before]


def _compare(earlier: Section, later: Section) -> Compared:
    rows = [*_rows(earlier, later)]
    return Compared(later.title, later.definition, (earlier.n, later.n), (earlier.missing, later.missing), rows)


def _rows(earlier: Section, later: Section) -> Iterator[Beside]:
    before, after = ({row.code: row for row in section.rows} for section in (earlier, later))
    for code in dict.fromkeys([*before, *after]):
        one, other = before.get(code), after.get(code)
        label = next(row.label for row in (one, other) if row)
        found = difference(_proportion(other, later.n), _proportion(one, earlier.n)) if one and other else None
        yield Beside(label, one, other, *found, _in_words(*found)) if found else Beside(label, one, other)


def _proportion(row: Row, n: Shown) -> Proportion:
    if isinstance(row.value, Hidden) or isinstance(n, Hidden) or isinstance(row.share, Hidden):
        return Proportion(0, 0, None, None)
    return Proportion(int(row.value or 0), n, row.share, row.interval)


def _in_words(found: float, interval: Interval) -> str:
    low, high = interval
    if (low or 0) <= 0 <= (high or 0):
        return _("So much can differ by chance.")
    points = {"number": localize(round(abs(found) * 100))}
    more = _("%(number)s percentage points more, which is more than chance alone would make, as a rule.")
    less = _("%(number)s percentage points less, which is more than chance alone would make, as a rule.")
    return (more if found > 0 else less) % points
