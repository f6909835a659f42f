"""The pages of information: in every language, in two ways of reading, without a cookie, and small."""

import re

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.directory.listings import complete, publish
from tests.tabs import page_of, text_of
from wayfellow.understanding.contents import PAGES

SLUGS = [page.slug for page in PAGES]
OTHERS = ["contents", "booklet", "easy_booklet", "leaflet", "stories"]
PLACES = [
    *(reverse(f"understanding:{name}") for name in OTHERS),
    *(reverse(f"understanding:{name}", args=[slug]) for name in ["page", "easy_page", "thanks"] for slug in SLUGS),
]
FIRST_VISIT = ["ui/site.css", "ui/site.js", "ui/icon.svg", "django_htmx/htmx-2.min.js"]
MOST_BYTES = 60_000


def words_of(answer):
    return page_of(answer).main


@pytest.mark.parametrize("place", ["/", "/help-now/", "/who-sees-what/", "/worker.js", *PLACES])
def test_reading_leaves_no_cookie_behind(db, client, place):
    answer = client.get(place)
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("language", ["es", "ca"])
@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_of_a_page_stays_in_english(db, client, slug, language):
    for name in ["page", "easy_page"]:
        place = reverse(f"understanding:{name}", args=[slug])
        told = [
            {p.get_text() for p in words_of(client.get(place)).select(".prose > p, .prose li:not([lang]), .easy p")}
        ]
        client.cookies["django_language"] = language
        told += [
            {p.get_text() for p in words_of(client.get(place)).select(".prose > p, .prose li:not([lang]), .easy p")}
        ]
        client.cookies.clear()
        assert told[0] and len(told[0]) == len(told[1]) and not told[0] & told[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_easy_read_has_one_short_idea_a_line_and_a_drawing(db, client, slug):
    page = words_of(client.get(reverse("understanding:easy_page", args=[slug])))
    assert len(page.select(".easy svg")) == len(page.select(".easy")) >= 3
    assert all(len(line.get_text().split()) <= 10 for line in page.select(".easy p"))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_first_visit_is_small(db, client, slug):
    parts = [client.get(reverse("understanding:page", args=[slug])).content]
    for name in FIRST_VISIT:
        with open(finders.find(name), "rb") as file:
            parts.append(file.read())
    assert sum(len(brotli.compress(part)) for part in parts) < MOST_BYTES


def test_one_page_leads_to_the_next_and_back(db, client):
    middle = page_of(client.get(reverse("understanding:page", args=[SLUGS[1]])))
    assert middle.select_one("a[rel=prev]")["href"].endswith(f"/{SLUGS[0]}/")
    assert middle.select_one("a[rel=next]")["href"].endswith(f"/{SLUGS[2]}/")


def test_the_booklet_holds_every_page(db, client):
    for name in ["booklet", "easy_booklet"]:
        sheets = page_of(client.get(reverse(f"understanding:{name}"))).select(".sheet")
        assert [sheet.h2.get_text() for sheet in sheets] == [str(page.title) for page in PAGES]


def test_every_figure_of_the_evidence_stands_beside_its_limits_and_its_source(db, client):
    page = text_of(client.get(reverse("understanding:page", args=["evidence"])))
    for words in ["30 people", "257 times", "no group to compare", "10.29011/2688-9501.101593"]:
        assert words in page


def test_a_leaflet_is_printed_in_a_language_of_its_own_and_names_nobody(cast, client):
    client.force_login(cast.rosa)
    answer = client.get("/understand/leaflet/print/?page=rights&page=kinds&language=ca&easy=on")
    page = page_of(answer)
    assert page.html["lang"] == "ca"
    assert [sheet.h2.get_text() for sheet in page.select(".sheet")] == [
        "Els teus drets",
        "Tipus de suport entre iguals",
        "Tu tries",
        "On puc preguntar",
        "Ajuda ara",
    ]
    assert "Rosa" not in page.main.get_text()
    again = page_of(client.get(page.select_one(".heading a")["href"]))
    assert [box["value"] for box in again.select("main input[checked]") if box["name"] == "page"] == ["rights", "kinds"]
    assert again.html["lang"] == "en"
    assert page_of(client.get("/understand/")).html["lang"] == "en"


def test_a_leaflet_tells_of_the_programmes_that_were_looked_at_together(cast, client):
    met = {"times": [(2, "18:00", "19:30")], "first_time": {"en": "Somebody is at the door", "es": "Te recibe alguien"}}
    for name in ["Example: Painting", "Example: A choir"]:
        publish(cast, name, at={}, cost="free", phone="+34 600 000 000", **met)
    complete(cast, "Example: A draft")
    client.force_login(cast.rosa)
    ticked = "with=example-painting&with=example-a-choir&with=example-a-draft&with=example-one-too-many"
    compared = page_of(client.get(f"/find/compare/?{ticked}"))
    form = page_of(client.get(compared.find("a", href=re.compile("^/understand/leaflet/"))["href"]))
    chosen = [box["value"] for box in form.select("input[name=with][checked]")]
    assert chosen == ["example-painting", "example-a-choir"]
    page = page_of(client.get("/understand/leaflet/print/", {"with": chosen, "language": "es"}))
    assert [sheet.h2.get_text(strip=True) for sheet in page.select(".sheet")] == [
        "Example: Painting", "Example: A choir", "Tú eliges", "Ayuda ahora",
    ]  # fmt: skip
    said = " ".join(page.main.get_text(" ").split())
    told = [
        "Te recibe alguien",
        "iércoles 18:00–19:30",
        "+34 600 000 000",
        "Todo esto es gratuito",
        "112",
        "/find/example-painting/",
    ]
    assert [one for one in told if one not in said] == []
    assert "Rosa" not in said and "draft" not in said


NOTHING = ["page=rights&language=xx", "page=<script>&language=ca", "language=ca", "page=", "with=%00&language=ca"]


@pytest.mark.parametrize("sent", NOTHING)
def test_a_leaflet_of_nothing_asks_again(db, client, sent):
    answer = client.get(f"/understand/leaflet/print/?{sent}")
    assert answer.status_code == 200
    assert "Please look at this again" in text_of(answer)


@pytest.mark.parametrize(
    "place", ["/understand/nowhere/", "/understand/nowhere/easy/", "/understand/nowhere/thank-you/"]
)
def test_a_page_that_is_not_there_is_kind(db, client, place):
    assert client.get(place).status_code == 404
