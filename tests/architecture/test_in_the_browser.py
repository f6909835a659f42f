"""What every page has in common: nothing from elsewhere, nothing inline, nothing on a shared screen."""

import re
from urllib.parse import urlsplit

import pytest

from wayfellow.ui.home_pages import SECTIONS

pytestmark = pytest.mark.django_db

TELLING = re.compile(
    r"mental|psych|psiqui|psicol|salut|salud|health|suïcid|suicid|diagnos|crisi|pacient|patient|trast|disorder", re.I
)
NUMBER = re.compile(r"/[0-9a-f-]{36}/")
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "object": "data", "source": "src"}
OUTSIDE = {"https://www.wikipedia.org/"}  # where the quick way out leads: a page anyone might have open


@pytest.fixture
def pages(installation):
    return [answer for answer in installation.answers if answer.page]


def test_no_page_breaks(installation):
    assert [answer.address for answer in installation.answers if answer.response.status_code >= 500] == []


def test_every_answer_brings_the_strict_policy(installation):
    for answer in installation.answers:
        policy = answer.response["Content-Security-Policy"]
        assert "default-src 'none'" in policy, answer.address
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def test_no_answer_lets_others_know_or_keep_what_was_read(installation):
    for answer in installation.answers:
        headers = answer.response.headers
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "camera=(), " in headers["Permissions-Policy"] and "geolocation=()" in headers["Permissions-Policy"]
        is_private = answer.reader != "nobody" or NUMBER.search(answer.address)
        assert not is_private or "no-store" in headers["Cache-Control"], answer.address


def test_nothing_on_a_page_is_inline(pages):
    for answer in pages:
        for element in answer.page.find_all(True):
            said = {name for name in element.attrs if name == "style" or name.startswith(("on", "hx-on"))}
            assert not said, f"{answer.address}: {element.name} {said}"
            assert element.name != "style", answer.address
            is_data = element.get("type") == "application/ld+json"  # which no browser runs
            assert element.name != "script" or element.get("src") or is_data, answer.address


def test_nothing_on_a_page_comes_from_elsewhere_or_goes_there(pages):
    for answer in pages:
        for name, attribute in LOADED.items():
            for element in answer.page.find_all(name, rel=lambda rel: rel not in {"alternate", "canonical"}):
                address = urlsplit(element.get(attribute, ""))
                assert address.netloc == "" and address.scheme in {"", "data"}, f"{answer.address}: {element}"
        for form in answer.page.find_all("form"):
            assert not urlsplit(form.get("action", "")).netloc, answer.address


def test_a_link_that_leads_out_tells_nothing_of_where_it_was(pages):
    for answer in pages:
        for link in answer.page.select("a[href^=http]"):
            assert link["href"] in OUTSIDE or "noreferrer" in link.get("rel", []), f"{answer.address}: {link}"


def test_a_title_tells_nothing_over_a_shoulder(pages):
    titles = {answer.page.title.get_text() for answer in pages}
    assert len(titles) > 30 and len(SECTIONS) < len(titles)
    assert not {title for title in titles if not title.endswith(" · Wayfellow") or len(title) >= 60}
    for title in titles:
        assert not TELLING.search(title)
        assert "mk-" not in title and not set(title.split()) & {"Montse", "Pau", "Oriol", "Rosa", "Carme"}
