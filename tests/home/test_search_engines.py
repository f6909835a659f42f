"""Search engines are told of the pages that are for anyone, in each language, and of nothing else."""

import json
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import resolve

from tests.architecture.test_every_url_is_guarded import PAGES
from tests.directory.listings import publish
from tests.tabs import page_of
from wayfellow.directory.models import Listing, WeeklyTime
from wayfellow.directory.terms import Rhythm

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
LISTED = {
    "home", "directory:find", "directory:listing", "directory:today", "understanding:contents", "understanding:page",
    "understanding:easy_page",
}  # fmt: skip
# https://schema.org, read on 2026-11-30: which of its words a type may have.
VOCABULARY = {
    "EventSeries": "name description inLanguage isAccessibleForFree organizer location eventSchedule subEvent",
    "Event": "name startDate endDate eventStatus eventAttendanceMode location",
    "Schedule": "repeatFrequency byDay byMonthWeek startTime endTime startDate endDate",
    "Organization": "name description parentOrganization telephone email url location",
    "Place": "name address geo",
    "PostalAddress": "streetAddress postalCode addressLocality addressRegion addressCountry",
    "GeoCoordinates": "latitude longitude",
}


@pytest.fixture
def listing(cast):
    return publish(cast, "Choir </script>", at={}, times=[(0, "18:00", "19:30")], cost="free")


def told(client, address):
    page = client.get(address).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def inside(told):
    """All that has a type."""
    for each in told if isinstance(told, list) else [told] if isinstance(told, dict) else []:
        if isinstance(each, dict):
            yield each
            for value in each.values():
                yield from inside(value)


def addresses(client, address):
    found = ElementTree.fromstring(client.get(address).content)
    return [each.text for each in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_only_pages_that_are_the_same_for_anyone_are_listed():
    assert {name for name, view in PAGES.items() if getattr(view, "is_listed", False)} == LISTED
    assert all(PAGES[name].needs is None for name in LISTED)


def test_robots_are_led_to_the_map_and_the_map_to_every_page(client, listing):
    assert f"Sitemap: {HERE}/sitemap.xml" in client.get("/robots.txt").content.decode()
    parts = addresses(client, "/sitemap.xml")
    found = [address for part in parts for address in addresses(client, part)]
    assert f"{HERE}/find/{listing.slug}/?lang=ca" in found and f"{HERE}/?lang=es" in found
    assert {resolve(urlsplit(address).path).view_name for address in found} == LISTED
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200 and "X-Robots-Tag" not in answer
        assert f'<link rel="canonical" href="{address}">' in answer.content.decode()


def test_the_menu_of_languages_leads_to_the_page_without_the_language_that_its_address_names(client):
    page = page_of(client.get("/find/?q=choir&lang=en"))
    field = page.select_one("form[action='/language/'] input[name=next]")
    assert field["value"] == "/find/?q=choir"
    client.post("/language/", {"next": field["value"], "language": "de"})
    assert client.get(field["value"])["Content-Language"] == "de"


def test_every_address_that_a_page_names_for_a_language_is_the_one_it_has(client):
    page = client.get("/understand/").content.decode()
    named = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page)
    assert {language for language, _address in named} == {*dict(settings.LANGUAGES), "x-default"}
    for _language, address in named:
        assert f'<link rel="canonical" href="{address}">' in client.get(address).content.decode()


def test_a_listing_that_nobody_published_is_not_on_the_map(client, listing):
    Listing.objects.update(published_on=None)
    assert addresses(client, "/sitemap-listings.xml") == []


def test_an_address_speaks_the_language_it_names_whatever_the_browser_speaks(client):
    spanish = {"Accept-Language": "es"}
    assert client.get("/understand/?lang=xx", headers=spanish)["Content-Language"] == "es"
    page = client.get("/understand/?lang=ca", headers=spanish)
    assert page["Content-Language"] == "ca" and '<html lang="ca">' in page.content.decode()
    assert client.get("/understand/", headers=spanish)["Content-Language"] == "ca", "one goes on in that language"
    assert [*page.cookies] == ["django_language"]


@pytest.mark.parametrize("address", ["/sign-in/", "/ask/", "/who-sees-what/", "/no-such-page/", "/my/"])
def test_any_other_page_is_for_no_search_engine(client, cast, address):
    assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_a_listing_is_said_in_the_words_of_the_vocabulary(client, listing):
    for each in inside(told(client, f"/find/{listing.slug}/")):
        assert {name for name in each if not name.startswith("@")} <= set(VOCABULARY[each["@type"]].split())


def test_a_listing_with_times_is_a_series_with_its_next_days(client, listing):
    WeeklyTime.objects.filter(listing=listing).update(rhythm=Rhythm.FIRST)
    said = told(client, f"/find/{listing.slug}/")
    assert said["@type"] == "EventSeries" and said["name"] == "Choir </script>"
    when = {"byDay": "https://schema.org/Monday", "byMonthWeek": 1, "repeatFrequency": "P1M"}
    hours = {"startTime": "18:00:00", "endTime": "19:30:00"}
    assert said["eventSchedule"] == [{"@type": "Schedule"} | when | hours]
    assert said["subEvent"][0]["startDate"][11:16] == "18:00"


def test_a_listing_without_times_is_somebody_to_ask(client, cast):
    listing = publish(cast, "Example: A line", phone="931 000 000")
    said = told(client, f"/find/{listing.slug}/")
    assert (said["@type"], said["telephone"]) == ("Organization", "931 000 000")


def test_what_is_new_comes_as_a_feed_without_the_words_somebody_looked_for(client, listing):
    Listing.objects.filter(pk=listing.pk).update(in_one_sentence={"en": "We paint & draw"})
    feed = ElementTree.fromstring(client.get("/find/new.atom").content)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[:2] == ["New peer support", "Choir </script>"]
    assert b"paint &amp;amp; draw" in client.get("/find/new.atom").content
    near = ElementTree.fromstring(client.get("/find/new.atom?near=Nou+Barris").content)
    links = [each.get("href") for each in near.iter("{http://www.w3.org/2005/Atom}link") if each.get("rel") == "self"]
    assert links == [f"{HERE}/find/new.atom?near=Nou+Barris%2C+Barcelona"]
    assert client.get("/find/new.atom?near=Nowhereville").status_code == 404
    page = client.post("/find/", {"q": "voices", "near": "Nou Barris"}, headers={"HX-Request": "true"}).content.decode()
    assert re.search(r'href="(/find/new.atom[^"]*)"', page)[1] == "/find/new.atom?near=Nou+Barris%2C+Barcelona"
