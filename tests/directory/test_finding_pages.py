"""The pages for anyone: no account, no cookie, no wrong turn."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.directory.listings import draft, publish
from wayfellow.demo import seed
from wayfellow.directory.models import Listing, Mistake
from wayfellow.directory.terms import Interest

PAINTING = "/find/example-painting/"
PAGES = ["/", "/find/", PAINTING, "/find/compare/?with=example-painting", "/find/interests/", "/help-now/"]
HOSTILE = [
    "'; DROP TABLE directory_listing; --", '") OR 1 --', "<script>alert(1)</script>", "a" * 10_000, "\x00", "🙂" * 300,
    "%%%", "* AND NOT NEAR(", "شكرا", "\u202egnirts", "-1", "91.5, 200", "99999999999999999999",
]  # fmt: skip
ASKED = ["q", "near", "within", "page", "language", "format", "day", "part", "with", "enjoy", "nonsense"]


def read(client, place):
    answer = client.get(place)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("place", PAGES)
def test_reading_needs_no_cookie(cast, client, place):
    publish(cast)
    answer = client.get(place)
    assert answer.status_code == 200 and not answer.cookies


def test_the_language_is_changed_without_a_token(cast, client):
    answer = client.post("/language/", {"language": "es", "next": "/find/"})
    assert answer.url == "/find/" and list(answer.cookies) == ["django_language"]
    assert client.get("/find/").headers["Content-Language"] == "es"


@pytest.mark.parametrize("place", ["/find/", "/find/compare/", "/find/interests/"])
def test_whatever_stands_in_the_address_the_page_comes(cast, client, place):
    publish(cast, at={}, times=[(1, "18:00", "20:00")])
    for words in HOSTILE:
        for asked in [{"q": words}, {"near": words}, dict.fromkeys(ASKED, words)]:
            answer = client.get(f"{place}?{urlencode(asked)}")
            assert answer.status_code == 200 and b"<script>alert" not in answer.content, asked
            answer = client.post("/find/", asked, follow=True)
            assert answer.status_code == 200 and b"<script>alert" not in answer.content, asked


def test_an_unknown_place_is_named_and_hides_nothing(cast, client):
    publish(cast)
    page = read(client, "/find/?near=91.5,+200")
    assert "We do not know the place “91.5, 200”" in page.text and "Example: Painting" in page.text


def test_nothing_near_offers_what_is_further_and_leads_on(cast, client):
    publish(cast, at={"latitude": 39.46, "longitude": -0.37})
    page = read(client, "/find/?near=08042&q=painting")
    assert "Nothing quite like this yet" in page.text and "The same, further away" in page.text
    assert page.select_one("main a.row-title")["href"] == PAINTING
    onward = page.select_one("main a[href^='/ask/nothing-near/']")["href"]
    assert read(client, onward).select_one("[name=area]")["value"] == "08042"


def test_a_programme_that_is_run_here_leads_to_a_first_step(cast, client):
    publish(cast)
    assert not read(client, PAINTING).select("main a[href^='/ask/']")
    Listing.objects.update(programme=cast.programme)
    (onward,) = read(client, PAINTING).select("main a[href^='/ask/']")
    assert "Nou Barris, the pilot" in read(client, onward["href"]).select_one("main").text


def test_while_somebody_types_the_address_is_kept_short_and_shareable(cast, client):
    publish(cast)
    typed = {"q": "paint", "near": "", "within": "10", "language": "es", "sent-by": "me"}
    answer = client.post("/find/", typed, headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == "/find/?q=paint&language=es"
    assert client.post("/find/", {"q": "", "near": ""}, headers={"HX-Request": "true"})["HX-Replace-Url"] == "/find/"
    assert client.post("/find/", typed).url == "/find/?q=paint&language=es"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_where_somebody_is_stands_in_no_address_unless_anyone_knows_the_place(cast, client, headers):
    publish(cast)
    answer = client.post("/find/", {"q": "paint", "near": "Carrer Example 7, 3r 2a"}, headers=headers)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "We do not know the place “Carrer Example 7, 3r 2a”" in page.text and "Example: Painting" in page.text
    assert answer.status_code == 200 and not answer.cookies
    assert not [link["href"] for link in page.select("a[href]") if "Carrer" in link["href"]]
    assert "Carrer" not in answer.headers.get("HX-Replace-Url", "")
    known = client.post("/find/", {"near": "prosperitat", "within": "2"}, headers=headers)
    assert "/find/?near=La+Prosperitat%2C+Barcelona&within=2" in {known.get("Location"), known.get("HX-Replace-Url")}


def test_pages_of_a_long_list_keep_the_search(cast, client):
    for number in range(21):
        publish(cast, f"Example: Group {number}")
    page = read(client, "/find/?q=group&language=es")
    onward = page.select_one(".paging a[rel=next]")["href"]
    assert onward == "/find/?q=group&language=es&page=2"
    assert len(read(client, onward).select("a.row-title")) == 1
    assert len(read(client, onward.replace("page=2", "page=9999")).select("a.row-title")) == 1


def test_a_programme_says_what_is_written_down_and_when_it_was_checked(cast, client):
    publish(cast, at={}, times=[(1, "18:00", "20:00")])
    text = " ".join(read(client, PAINTING).text.split())
    for words in [
        "Tuesday 18:00–20:00",
        "Example parish hall",
        "08042 Barcelona",
        "No steps",
        "Nobody asks who you are.",
    ]:
        assert words in text
    assert "Last checked on 3 November 2026 by Nou Barris, the pilot." in text


def test_words_in_another_language_say_which(cast, client):
    publish(cast, what_is_written={"ca": "Res de res."})
    assert read(client, PAINTING).find("span", string="Res de res.")["lang"] == "ca"


def test_a_draft_has_no_page(cast, client):
    listing = draft(cast)
    for place in ["", "calendar.ics", "mistake/", "mistake/thanks/"]:
        assert client.get(f"/find/{listing.slug}/{place}").status_code == 404
    assert "Nothing to compare yet" in read(client, f"/find/compare/?with={listing.slug}").text


def test_three_stand_side_by_side_in_the_order_of_the_address(cast, client):
    for name in ["A", "B", "C", "D"]:
        publish(cast, f"Example: {name}")
    page = read(client, "/find/compare/?with=example-c&with=nowhere&with=example-a&with=example-c&with=example-b")
    assert [cell.text.strip() for cell in page.select("thead th")] == ["Example: C", "Example: A"]
    assert "more than 3" in page.text


def test_what_somebody_enjoys_leads_there_and_says_why_in_their_words(cast, client):
    publish(cast, "Example: Choir", interests=["music"], times=[(1, "19:00", "20:30")], listening="yes")
    publish(cast, "Example: Painting", interests=["painting"], languages=["ca"], about={"es": "Acuarelas y café"})
    page = read(client, "/find/interests/?enjoy=music&day=1&part=e&listening=yes&q=Acuarelas,+gatos&language=ca")
    assert [link.text for link in page.select("a.row-title")] == ["Example: Painting"]
    assert "You wrote: Acuarelas" in page.select_one(".because").text and "gatos" not in page.select_one("#found").text
    page = read(client, "/find/interests/?enjoy=music&enjoy=painting&day=1&part=e&listening=yes")
    assert [link.text for link in page.select("a.row-title")] == ["Example: Choir", "Example: Painting"]
    because = " ".join(page.select_one(".because").text.split())
    assert because == "You enjoy: Music You are free: Tuesday Matters to you: I can just listen"


def test_the_beginning_of_a_short_word_is_no_reason(cast, client):
    publish(cast, "Example: Sea", about={"ca": "Al costat del mar"})
    publish(cast, "Example: Market", about={"ca": "Al mercat de la Mariona"})
    page = read(client, "/find/interests/?q=mar")
    assert [link.text for link in page.select("a.row-title")] == ["Example: Sea"]


def test_who_has_a_space_here_may_write_it_into_their_plan(cast, client):
    for who, offered in [(None, False), (cast.carme, False), (cast.montse, True)]:
        if who:
            client.force_login(who)
        assert bool(read(client, "/find/interests/").select_one("main a[href='/my/plan/']")) == offered


def test_nobody_is_asked_about_their_health(client, db):
    text = read(client, "/find/interests/").text.lower()
    assert not re.search(r"diagnos|medic|symptom|illness", text) and len(Interest) > 20


def test_a_mistake_lands_once_with_those_who_keep_the_page_and_tells_nothing_of_the_visitor(cast, client):
    listing = publish(cast)
    form = read(client, f"{PAINTING}mistake/")
    sent = {"idempotency_key": form.select_one("[name=idempotency_key]")["value"], "words": "It is at seven"}
    for _tap in range(2):
        assert client.post(f"{PAINTING}mistake/", sent).url == f"{PAINTING}mistake/thanks/"
    assert Mistake.objects.get().words == "It is at seven"
    assert {field.name for field in Mistake._meta.get_fields()} == {"id", "listing", "words", "reported_on"}
    client.force_login(cast.carme)
    assert "1 mistake was reported" in read(client, "/listings/").text
    assert "It is at seven" in read(client, reverse("directory:kept", args=[listing.pk])).text


def test_mistakes_are_slowed_down_and_what_was_typed_stays(cast, client):
    cache.clear()
    publish(cast)
    for number in range(6):
        answer = client.post(
            f"{PAINTING}mistake/", {"idempotency_key": f"00000000-0000-4000-8000-{number:012}", "words": "Wrong"}
        )
    assert (
        answer.status_code == 422
        and "wait an hour" in answer.content.decode()
        and ">\nWrong" in answer.content.decode()
    )
    assert Mistake.objects.count() == 5


@pytest.mark.parametrize("words", ["", "x" * 1001, "\x00"])
def test_a_report_that_cannot_be_kept_comes_back(cast, client, words):
    publish(cast)
    assert client.post(f"{PAINTING}mistake/", {"words": words}).status_code == 422
    assert not Mistake.objects.exists()


def test_a_first_visit_weighs_less_than_sixty_kilobytes(db, client):
    seed.programmes(40)
    for place in ["/", "/find/", "/find/interests/", "/find/seeded-1/", "/find/compare/?with=seeded-1"]:
        answer = client.get(place, headers={"Accept-Encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        page = BeautifulSoup(gzip.decompress(answer.content), "html.parser")
        files = [
            tag.get("src") or tag["href"] for tag in page.select("script[src], link[rel=icon], link[rel=stylesheet]")
        ]
        weight = len(answer.content) + sum(map(_compressed, files))
        assert len(files) >= 4 and weight < 60_000, (place, weight)


def _compressed(address):
    return len(gzip.compress(Path(finders.find(address.removeprefix("/static/"))).read_bytes()))


def test_the_installation_leads_there_from_everywhere(cast, client):
    page = read(client, "/")
    assert page.select_one("main form[role=search]")["action"] == "/find/"
    assert {"/find/", "/find/interests/"} <= {link["href"] for link in page.select("a[href]")}


def test_a_map_shows_what_was_found_and_each_circle_leads_to_the_list(cast, client):
    publish(cast, at={})
    publish(cast, "Example: Choir", at={"latitude": 41.4429, "longitude": 2.1763})
    publish(cast, "Example: Garden", at={"latitude": 41.4608, "longitude": 2.1752})
    publish(cast, "Example: A line")
    page = read(client, "/find/")
    toggle = next(link["href"] for link in page.select("#found a") if link.text == "Show on a map")
    page = read(client, toggle)
    drawing = page.select_one("#found svg")
    circles = {link["aria-label"]: link["href"] for link in drawing.select("a")}
    assert list(circles) == ["2 programmes: Example: Choir, Example: Painting", "1 programme: Example: Garden"]
    assert all(page.select_one(f"li{address}") for address in circles.values())
    assert drawing.select_one(f"#{drawing['aria-labelledby']}").text == "Where they are"
    assert drawing.select_one(f"#{drawing['aria-describedby']}").text.startswith("3 programmes on a map.")
    assert "1 programme is not on the map" in page.select_one("#found").text
    assert next(link["href"] for link in page.select("#found a") if link.text == "Only the list") == "/find/"


def test_a_map_keeps_the_search_and_the_search_the_map(cast, client):
    publish(cast, at={})
    page = read(client, "/find/?q=painting&near=Verdum&shown=map")
    asked = page.select_one("#finder [name=shown]")["value"]
    answer = client.post("/find/", {"q": "painting", "near": "Verdum", "shown": asked})
    assert answer.url == "/find/?q=painting&near=Verdum%2C+Barcelona&shown=map"
    assert page.select_one("#found svg") and "shown" not in page.select_one("link[type*=atom]")["href"]


def test_a_map_of_a_long_list_leads_to_the_page_an_entry_is_on_and_stays_light(db, client, django_assert_num_queries):
    seed.programmes(60)
    client.get("/find/")
    with django_assert_num_queries(_statements(client, "/find/")):
        answer = client.get("/find/?shown=map", headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) < 60_000
    page = BeautifulSoup(gzip.decompress(answer.content), "html.parser")
    for link in page.select("#found svg a"):
        address, _, anchor = link["href"].partition("#")
        assert read(client, address or "/find/?shown=map").select_one(f"li#{anchor}")


def _statements(client, place):
    with CaptureQueriesContext(connection) as read_along:
        client.get(place)
    return len(read_along)


def test_a_place_opens_in_the_maps_app_of_the_reader(cast, client):
    publish(cast, at={})
    publish(cast, "Example: A line")
    link = read(client, PAINTING).select_one("a[href^='geo:']")
    assert link["href"] == "geo:41.4428,2.1762?q=41.4428,2.1762(Example%20parish%20hall)"
    assert not read(client, "/find/example-a-line/").select_one("a[href^='geo:']")
