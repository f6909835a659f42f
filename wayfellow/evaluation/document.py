"""A draft as a document for a word processor (.docx), written from the page: what stands there, and nothing else."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from wayfellow.later import Later, docx

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
lxml_html = Later("lxml.html")

BLANK = re.compile("[\x00-\x20\ufffe\uffff]+")  # what XML cannot hold is left out with them
OLDEST = (1980, 1, 1, 0, 0, 0)  # that a zip file can say


def as_document(page: str, day: date) -> bytes:
    """Return the page as a document with headings, tables and captions. It bears the name of nobody."""
    html = lxml_html.document_fromstring(page)
    document = docx.Document()
    _describe(document, html, day)
    for element in html.body:
        WRITTEN_BY[element.tag](document, element)
    return _the_same_each_time(document)


def _describe(document: Any, html: Any, day: date) -> None:
    """Say in what language it is and of which day, and on each sheet that it is a draft."""
    told = document.core_properties
    told.title, told.language = _text(html.find(".//h1")), html.get("lang")
    told.author = told.last_modified_by = told.comments = ""
    told.created = told.modified = datetime.combine(day, time.min, UTC)
    _set_language(document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0], html.get("lang"))
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    sheet.header.paragraphs[0].text = _text(html.find(".//title"))


def _heading(document: Any, element: Any) -> None:
    document.add_heading(_text(element), int(element.tag[1]) - 1)  # the first is the title


def _paragraph(document: Any, element: Any) -> None:
    _fill(document.add_paragraph(), element)


def _list(document: Any, element: Any) -> None:
    for each in element:
        _fill(document.add_paragraph(style="List Bullet"), each)


def _table(document: Any, element: Any) -> None:
    caption = document.add_paragraph(_text(element.find("caption")), style="Caption")
    caption.paragraph_format.keep_with_next = True
    lines = [[_text(cell) for cell in row] for row in element.iter("tr")]
    table = document.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
    for line in lines:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, said in zip(row.cells, line, strict=True):
            cell.paragraphs[0].add_run(said).bold = len(table.rows) == 1 or None
    _mark(table.rows[0], "w:tblHeader")
    document.add_paragraph()


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement(name))


def _figure(document: Any, element: Any) -> None:
    """Word processors show drawings as we make them only beside one in dots, which we do not make."""
    where = _("The drawing is in the HTML version of this draft.")
    document.add_paragraph(f"{_text(element.find('figcaption'))} {where}", style="Caption")


WRITTEN_BY = {
    "h1": _heading,
    "h2": _heading,
    "h3": _heading,
    "p": _paragraph,
    "ul": _list,
    "table": _table,
    "figure": _figure,
}


def _fill(paragraph: Any, element: Any) -> None:
    for said, tag in _pieces(element):
        run = paragraph.add_run(said)
        run.bold = tag == "strong" or None
        run.font.highlight_color = docx.enum.text.WD_COLOR_INDEX.YELLOW if tag == "mark" else None
        if element.get("lang"):
            _set_language(run._r.get_or_add_rPr(), element.get("lang"))


def _pieces(element: Any) -> Iterator[tuple[str, str]]:
    """Yield what a paragraph says, with how each piece of it is marked."""
    pieces = [(element.text, "")]
    for each in element:
        pieces += [(each.text_content(), each.tag), (each.tail, "")]
    return ((BLANK.sub(" ", said), tag) for said, tag in pieces if said)


def _text(element: Any) -> str:
    return BLANK.sub(" ", element.text_content()).strip()


def _set_language(looks: Any, language: str) -> None:
    """Say in what language something is, so that it is read aloud and its spelling is checked in that language."""
    named = next(iter(looks.xpath("w:lang")), None)
    if named is None:
        named = docx.oxml.OxmlElement("w:lang")
        looks.append(named)
    named.set(docx.oxml.ns.qn("w:val"), language)


def _the_same_each_time(document: Any) -> bytes:
    """Return the file without the hour at which each of its parts was written."""
    made, kept, package = io.BytesIO(), io.BytesIO(), document.part.package
    docx.opc.pkgwriter.PackageWriter.write(made, package.rels, package.parts)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for name in parts.namelist():
            written.writestr(zipfile.ZipInfo(name, OLDEST), parts.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()
