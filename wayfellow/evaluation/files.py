"""The report as files to pass on: a page that stands alone, and the figures with a data dictionary."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language
from markupsafe import Markup

from wayfellow.evaluation.article import remark
from wayfellow.evaluation.published import Published
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.sheets.writing import cell

FIGURES = ["figure", "label", "value", "share", "low", "high", "n", "missing", "from", "to"]
DICTIONARY = ["figure", "title", "unit", "definition"]


def as_page(published: Published) -> str:
    """Return the report as one page that needs no other file."""
    stylesheet = Path(str(finders.find("ui/site.css"))).read_text(encoding="utf-8")
    context = {
        "published": published,
        "remark": remark(published),
        "stylesheet": Markup(stylesheet),
        "LANGUAGE_CODE": get_language(),
    }  # noqa: S704
    return render_to_string("evaluation/standalone.html", context)


def write_data(published: Published, folder: Path) -> None:
    """Write every figure on a line of its own, and what each of them means."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "figures.csv", FIGURES, _figures(published))
    _write(folder / "dictionary.csv", DICTIONARY, _dictionary(published))


def _write(path: Path, header: list[str], lines: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_cell(value) for value in line] for line in lines)


def _cell(value: object) -> object:
    """Return a value as it stands in the file: nothing for what is not known, and no formula for a spreadsheet."""
    if isinstance(value, Hidden):
        return "hidden"
    return round(value, 4) if isinstance(value, float) else cell(value)


def _figures(published: Published) -> Iterator[list[object]]:
    period = [published.start, published.end]
    for fact in published.facts:
        low, high = fact.interval or (None, None)
        yield [fact.code, "", fact.value, None, low, high, fact.n, fact.missing, *period]
    for section in published.sections:
        for row in section.rows:
            low, high = row.interval or (None, None)
            yield [
                section.code,
                row.code,
                row.value,
                row.share,
                low,
                high,
                section.n,
                section.missing,
                *period,
            ]


def _dictionary(published: Published) -> Iterator[list[object]]:
    for fact in published.facts:
        yield [fact.code, fact.label, fact.unit, fact.definition]
    for section in published.sections:
        yield [section.code, section.title, section.unit, section.definition]
