"""The draft of an article for a word processor: the same words and numbers as the page, in a file that is sound."""

import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from tests.evaluation.crowd import someone
from tests.evaluation.test_page import year
from tests.evaluation.writing_totals import written_down
from wayfellow.evaluation.document import as_document
from wayfellow.evaluation.files import as_article
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.queries import all_editions

LANGUAGES = list(dict(settings.LANGUAGES))
ELSEWHERE = {
    "en": "The drawing is in the HTML version of this draft.",
    "es": "El dibujo está en la versión HTML de este borrador.",
    "ca": "El dibuix és a la versió HTML d’aquest esborrany.",
    "de": "Die Zeichnung ist in der HTML-Fassung dieses Entwurfs.",
    "fr": "Le dessin se trouve dans la version HTML de ce brouillon.",
}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def walked(crowd, cast):
    crowd(*[someone() for _one in range(18)], *[someone(gender="man") for _one in range(12)])
    written_down(cast)
    return cast


@pytest.fixture
def told(walked):
    return publish(all_editions(walked.programme, "programme")[-1], (), walked.programme.partner_totals.all())


def both(told, language="en"):
    """Return the page and the document."""
    with override(language):
        page = as_article(told)
        return page, as_document(page, told.end)


def opened(file):
    return docx.Document(io.BytesIO(file))


def lines_of(document):
    """Return each paragraph and each cell of a document, in their order."""
    for each in document.iter_inner_content():
        if hasattr(each, "rows"):
            yield from (cell.text for row in each.rows for cell in row.cells)
        else:
            yield each.text


def lines_of_page(page):
    html = BeautifulSoup(page, "html.parser")
    for drawing in html.find_all("svg"):
        drawing.decompose()
    leaves = html.body.find_all(["h1", "h2", "h3", "p", "li", "caption", "th", "td", "figcaption"])
    return [re.sub("[ \n]+", " ", each.get_text()).strip(" ") for each in leaves]  # a space that holds together stays


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_the_words_and_numbers_of_the_page_in_their_order_and_no_other(told, language):
    page, file = both(told, language)
    lines = [line.removesuffix(ELSEWHERE[language]).strip(" ") for line in lines_of(opened(file))]
    on_page = lines_of_page(page)
    assert [line for line in lines if line] == [line for line in on_page if line]
    numbers = [re.findall(r"\d+(?:[.,]\d+)*", " ".join(each)) for each in (lines, on_page)]
    assert numbers[0] == numbers[1] and len(numbers[0]) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_drawing_keeps_its_caption_which_says_where_it_is(told, language):
    page, file = both(told, language)
    said = [line for line in lines_of(opened(file)) if line.endswith(ELSEWHERE[language])]
    assert len(said) == page.count("<svg") > 0


def test_each_table_has_its_caption_and_a_first_row_that_comes_again_on_each_sheet(told):
    _page, file = both(told)
    document = opened(file)
    content = [*document.iter_inner_content()]
    before = {id(table): above for above, table in zip(content, content[1:], strict=False)}
    tables = [each for each in content if hasattr(each, "rows")]
    assert len(tables) == len(told.every_section) + 1
    for number, table in enumerate(tables, 1):
        caption = before[id(table)]
        assert caption.style.name == "Caption" and caption.text.startswith(f"Table {number}.")
        assert caption.paragraph_format.keep_with_next
        repeated = [row._tr.find(f".//{WORD}tblHeader") is not None for row in table.rows]
        assert repeated[0] and not any(repeated[1:]) and all(cell.text for cell in table.rows[0].cells)


def test_it_has_the_headings_of_the_page_and_says_on_each_sheet_that_it_is_a_draft(told):
    page, file = both(told)
    document, html = opened(file), BeautifulSoup(page, "html.parser")
    for style, tag in [("Title", "h1"), ("Heading 1", "h2"), ("Heading 2", "h3")]:
        headings = [each.text for each in document.paragraphs if each.style.name == style]
        assert headings == [each.get_text(strip=True) for each in html.find_all(tag)] != []
    assert document.paragraphs[0].text.startswith("Draft. ")
    assert document.sections[0].header.paragraphs[0].text == f"Draft · {told.programme.name}"


def test_what_a_person_has_to_write_stays_marked(told):
    page, file = both(told)
    pieces = [piece for each in opened(file).paragraphs for piece in each.runs if piece.font.highlight_color]
    marked = [" ".join(each.get_text().split()) for each in BeautifulSoup(page, "html.parser").find_all("mark")]
    assert [each.text.strip() for each in pieces] == marked and len(marked) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_its_language_its_title_and_its_day_and_bears_no_name(told, language):
    page, file = both(told, language)
    document = opened(file)
    about = document.core_properties
    assert document.styles.element.find(f".//{WORD}rPrDefault//{WORD}lang").get(f"{WORD}val") == language
    assert about.language == language and about.title == BeautifulSoup(page, "html.parser").h1.get_text(strip=True)
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified == datetime(told.end.year, told.end.month, told.end.day, tzinfo=UTC)
    sources = [each for each in document.paragraphs if each.text.startswith("Wilson, E. B.")]
    assert sources[0].runs[0]._r.find(f".//{WORD}lang").get(f"{WORD}val") == "en"


def test_every_part_of_the_file_is_sound_nothing_in_it_runs_or_leads_elsewhere(told):
    _page, file = both(told)
    with ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None and "word/document.xml" in parts.namelist()
        assert not [name for name in parts.namelist() if "vba" in name.lower() or name.endswith(".bin")]
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(parts.read(name))
                assert not [each for each in root.iter() if each.get("TargetMode") == "External"], name


def test_written_again_it_is_the_same_file(told, monkeypatch):
    _page, file = both(told)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert both(told)[1] == file


def test_a_name_with_a_sign_that_no_document_can_hold_is_written_without_it(told):
    told.programme.name = "Nou\x01 Barris"
    _page, file = both(told)
    assert opened(file).sections[0].header.paragraphs[0].text == "Draft · Nou Barris"


def taken(client, cast, **asked):
    client.force_login(cast.edu)
    return client.get(reverse("evaluation:article_document", args=[cast.programme.pk]), asked)


def test_it_is_taken_away_of_the_year_asked_for(walked, client):
    answer = taken(client, walked, **year(2023))
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert re.search(r'^attachment; filename="article-2\S+\.docx"$', answer["Content-Disposition"])
    assert opened(answer.content).tables[0].rows[1].cells[1].text == "30"


@pytest.mark.parametrize("kind", ["article", "article_document"])
def test_both_kinds_ask_the_database_the_same_few_questions(walked, client, django_assert_num_queries, kind):
    client.force_login(walked.edu)
    with django_assert_num_queries(5):  # the session with its account, the programme, its editions, surveys, totals
        client.get(reverse(f"evaluation:{kind}", args=[walked.programme.pk]))
