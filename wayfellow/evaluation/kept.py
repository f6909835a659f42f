"""Reports that are kept: what stood there, the fingerprint of its figures, and what became of them since."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wayfellow import __version__
from wayfellow.directory.models import Programme
from wayfellow.evaluation.files import as_page, figures_of, shown
from wayfellow.evaluation.models import KeptReport
from wayfellow.evaluation.published import Published


@dataclass(frozen=True)
class Line:
    """One number of a kept report, as it was told, and as it was told before where that differs."""

    figure: str
    label: str
    value: str
    n: str
    missing: str
    before: str | None = None


def to_keep(published: Published, year: int | None, *, on: date) -> KeptReport:
    """Return a report as it will be kept, with which version of the software worked it out."""
    figures = [[_plain(value) for value in line] for line in figures_of(published)]
    return KeptReport(
        programme=published.programme,
        kept_on=on,
        start=published.start,
        end=published.end,
        year=year,
        version=__version__,
        language=get_language() or "",
        figures=figures,
        fingerprint=fingerprint(figures),
        lines=[*_lines(published)],
        page=as_page(published),
    )


def fingerprint(figures: list[list[Any]]) -> str:
    """Return what tells the same figures from others, whoever works it out. What is hidden has no part in it."""
    return sha256(json.dumps(figures, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def kept_reports(programme: Programme) -> list[KeptReport]:
    """Return all reports that were kept of a programme, the newest first, without their pages."""
    return list(programme.kept_reports.defer("page").order_by("-kept_on", "-end", "-pk"))


def the_one_before(report: KeptReport, every: Iterable[KeptReport]) -> KeptReport | None:
    """Return the report of the same period that this one puts right."""
    same = [each for each in every if each.year == report.year and each.pk != report.pk]
    earlier = [each for each in same if (each.kept_on, each.end) <= (report.kept_on, report.end)]
    return max(earlier, key=lambda each: (each.kept_on, each.end), default=None)


def lines_of(report: KeptReport, before: KeptReport | None) -> list[Line]:
    """Return its numbers in words, each with what stood there before where that was another."""
    earlier = {_key(figure): line[2] for figure, line in _both(before)} if before else {}
    found = []
    for figure, (title, label, value, n, missing) in _both(report):
        was = earlier.get(_key(figure), _("not told")) if before else value
        found.append(Line(title, label, value, n, missing, was if was != value else None))
    return found


def _both(report: KeptReport) -> Iterator[tuple[list[Any], list[str]]]:
    return zip(report.figures, report.lines, strict=True)


def _key(figure: list[Any]) -> tuple[str, str]:
    return figure[0], figure[1]


def _lines(published: Published) -> Iterator[list[str]]:
    for fact in published.every_fact:
        yield [fact.label, "", *map(_said, (fact.value, fact.n, fact.missing))]
    for section in published.every_section:
        for row in section.rows:
            value = row.value if row.value is not None else row.share
            yield [section.title, row.label, *map(_said, (value, section.n, section.missing))]


def _said(value: object) -> str:
    return "–" if value is None else str(round(value, 2) if isinstance(value, float) else shown(value))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else shown(value)
