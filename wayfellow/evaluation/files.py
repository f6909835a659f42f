"""The report as files to pass on: a page that stands alone, and the figures with a data dictionary."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from wayfellow.evaluation.article import limits, methods, references, remark
from wayfellow.evaluation.facts import as_plain
from wayfellow.evaluation.published import Published
from wayfellow.evaluation.sections import Section
from wayfellow.evaluation.small_numbers import Hidden
from wayfellow.sheets.writing import book, cell

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


def as_article(published: Published) -> str:
    """Return the draft of an article as one page that needs no other file. A word processor opens it, too."""
    context = {
        "published": published,
        "methods": [*methods(published)],
        "limits": [*limits(published)],
        "references": references(published),
        "LANGUAGE_CODE": get_language(),
    }
    return render_to_string("evaluation/article.html", context)


def write_data(published: Published, folder: Path) -> None:
    """Write every figure on a line of its own, and what each of them means."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "figures.csv", FIGURES, figures_of(published))
    _write(folder / "dictionary.csv", DICTIONARY, _dictionary(published))


def as_book(published: Published) -> bytes:
    """Return every table as a sheet of a workbook, each with its n, what is missing and what it means."""
    return book(
        [(_("In short"), _in_short(published)), *((each.title, _as_sheet(each)) for each in published.every_section)]
    )


def _in_short(published: Published) -> Iterator[list[object]]:
    yield [_("Figure"), _("Value"), _("From"), _("To"), _("n"), _("Missing"), _("As of"), _("What it means")]
    for fact in published.every_fact:
        sides = fact.interval or (None, None)
        numbers = map(shown, [fact.value, *sides, fact.n, fact.missing])
        yield [fact.label, *numbers, fact.as_of or published.end, fact.definition]


def _as_sheet(section: Section) -> Iterator[list[object]]:
    yield [section.title, section.unit or _("Value"), _("Share"), _("From"), _("To")]
    for row in section.rows:
        yield [row.label, *map(shown, [row.value, row.share, *(row.interval or (None, None))])]
    yield []
    yield [_("n"), shown(section.n)]
    yield [_("Missing"), shown(section.missing)]
    yield [_("As of"), section.as_of]
    yield [section.definition]


def shown(value: object) -> object:
    """Return a value as it is read in a table: what is hidden by its word."""
    return str(value) if isinstance(value, Hidden) else round(value, 4) if isinstance(value, float) else value


def _write(path: Path, header: list[str], lines: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_cell(value) for value in line] for line in lines)


def _cell(value: object) -> object:
    """Return a value as it stands in the file: nothing for what is not known, and no formula for a spreadsheet."""
    if isinstance(value, Hidden):
        return as_plain(value)
    return round(value, 4) if isinstance(value, float) else cell(value)


def figures_of(published: Published) -> Iterator[list[object]]:
    """Yield every figure on a line of its own."""
    period = [published.start, published.end]
    for fact in published.every_fact:
        low, high = fact.interval or (None, None)
        yield [fact.code, "", fact.value, None, low, high, fact.n, fact.missing, *period]
    for section in published.every_section:
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
    for fact in published.every_fact:
        yield [fact.code, fact.label, fact.unit, fact.definition]
    for section in published.every_section:
        yield [section.code, section.title, section.unit, section.definition]
