"""The draft of an article: methods, results, tables and figures with captions, limits, sources, and what is left."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from tests.evaluation.crowd import someone
from tests.evaluation.test_page import SMALL, read, year
from tests.evaluation.writing_totals import written_down
from wayfellow.evaluation.files import as_article
from wayfellow.evaluation.published import publish
from wayfellow.evaluation.queries import all_editions


@pytest.fixture
def walked(crowd, cast):
    crowd(*[someone() for _one in range(18)], *[someone(gender="man") for _one in range(12)])
    return cast


def article(client, cast, **asked):
    client.force_login(cast.edu)
    answer = client.get(reverse("evaluation:article", args=[cast.programme.pk]), asked)
    return answer, BeautifulSoup(answer.content, "html.parser")


def test_the_report_leads_to_a_draft_that_says_it_is_one(walked, client):
    page = read(client, walked)
    address = page.find("a", string=lambda words: words and words == "Draft of an article (HTML)")["href"]
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment") and "nou" not in answer["Content-Disposition"]
    draft = BeautifulSoup(answer.content, "html.parser")
    assert draft.body.find("p").get_text().startswith("Draft.") and "Draft" in draft.title.get_text()
    assert [each.get_text() for each in draft.find_all("h2")] == [
        "Why we asked", "Methods", "Results", "Limits", "What we make of it", "Sources",
    ]  # fmt: skip
    assert all("To be written by a person:" in each.get_text() for each in draft.find_all("mark"))
    assert len(draft.find_all("mark")) == 4


def test_every_table_of_the_report_is_in_it_with_a_number_what_it_rests_on_and_what_it_means(walked, client):
    written_down(walked)
    told = publish(all_editions(walked.programme, "programme")[-1], (), walked.programme.partner_totals.all())
    _answer, draft = article(client, walked)
    captions = [each.get_text(" ", strip=True) for each in draft.find_all("caption")]
    assert [int(re.match(r"Table (\d+)\.", each)[1]) for each in captions] == [*range(1, len(told.every_section) + 2)]
    for section, caption in zip(told.every_section, captions[1:], strict=True):
        assert section.title in caption and "n = " in caption and section.definition in draft.get_text()
    charts = [each for each in told.every_section if each.chart]
    figures = [each.get_text(" ", strip=True) for each in draft.find_all("figcaption")]
    assert [int(re.match(r"Figure (\d+)\.", each)[1]) for each in figures] == [*range(1, len(charts) + 1)]
    assert "Parc Sanitari" in draft.get_text() and "handed on totals" in draft.get_text()


def test_what_is_cited_stands_among_the_sources_and_nothing_else(walked, client):
    _answer, draft = article(client, walked)
    sources = [each.get_text() for each in draft.find("h2", string="Sources").find_next("ul").find_all("li")]
    cited = draft.find("h2", string="Methods").find_next_siblings("p")
    text = " ".join(each.get_text() for each in cited)
    for source in sources:
        name, of = re.match(r"(\w+).*?\((\d{4})\)", source).groups()
        assert name in text and of in text, source
    assert not any("Cohen" in each or "Hedges" in each for each in sources)


def test_it_stands_alone_and_tells_no_small_number(walked, client):
    answer, draft = article(client, walked)
    assert not draft.find_all(["link", "script", "img"])
    assert not SMALL & {cell.get_text(strip=True) for cell in draft.find_all("td")}
    assert "Somebody" not in answer.content.decode()


def test_of_a_year_it_tells_that_year(walked, client):
    answer, draft = article(client, walked, **year(2023))
    assert draft.find("td").get_text(strip=True) == "30" and "article-2" in answer["Content-Disposition"]


@pytest.mark.parametrize(("language", "words"), [("es", "Borrador"), ("ca", "Esborrany")])
def test_it_is_written_in_the_language_of_the_page(walked, language, words):
    with override(language):
        draft = as_article(publish(all_editions(walked.programme, "programme")[-1]))
    assert words in draft and f'lang="{language}"' in draft
    for english in (">Methods<", ">Limits<", "To be written", "Each person counts once", "There is no group"):
        assert english not in draft


KINDS = pytest.mark.parametrize("kind", ["article", "article_document"])


def test_the_report_offers_both_kinds_beside_each_other_of_the_same_year(walked, client):
    page = read(client, walked, **year(2023))
    links = [each for each in page.find_all("a") if each.get_text(strip=True).startswith("Draft of an article")]
    assert [each.get_text(strip=True)[-6:] for each in links] == ["(DOCX)", "(HTML)"]
    one, other = [each["href"] for each in links]
    assert one == other.replace(".html", ".docx") and "2023" in one


@KINDS
def test_who_may_not_read_the_figures_takes_no_draft(walked, client, kind):
    client.force_login(walked.montse)
    assert client.get(reverse(f"evaluation:{kind}", args=[walked.programme.pk])).status_code == 404


@KINDS
def test_before_there_are_figures_there_is_no_draft(cast, client, kind):
    client.force_login(cast.edu)
    answer = client.get(reverse(f"evaluation:{kind}", args=[cast.programme.pk]))
    assert answer.url == reverse("evaluation:evaluation", args=[cast.programme.pk])
