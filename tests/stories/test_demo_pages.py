"""Every page the demo's links lead to, as each of its accounts: nothing breaks, nothing is cut off, nobody is kept out.

With PICTURES=1 it also takes the picture of the README anew.
"""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from wayfellow.demo.cast import ACCOUNTS, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "journey.png"
MOST_PAGES = 40
ANYONE = ["", *(account for account, *_rest in ACCOUNTS.values())]
LANGUAGES = list(dict(settings.LANGUAGES))
PHONE, LARGE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ASKS_NOTHING_NEW = ("/language/", "/sign-out/")
OF_ONE_KIND = re.compile(r"[0-9a-f-]{36}|\d+|(?<=^/find/)(?!compare|interests)[\w-]+")

IN_THE_PERSONS_LANGUAGE = re.compile(r"/choice/$")  # it is read together


@pytest.fixture
def visitor(new_context, live_server):
    """Opens the demo as one of its accounts, in a language."""
    call_command("demo", verbosity=0)

    def open_as(account, language):
        context = new_context(viewport=PHONE)
        context.set_default_timeout(10_000)
        page = context.new_page()
        if account:
            page.goto("/sign-in/")
            page.locator("[name=email]").fill(f"{account}@demo.example")
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main button[type=submit]").click()
            page.wait_for_load_state()
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        return page

    return open_as


def every_page(page, account):
    """Follow the links of the installation from the first page on, one page of each kind.

    What anyone may read is alike for everyone, and is read by the one without an account.
    """
    waiting, seen = ["/"], set()
    nothing_new = (*ASKS_NOTHING_NEW, "/find/") if account else ASKS_NOTHING_NEW
    while waiting and len(seen) < MOST_PAGES:
        place = waiting.pop(0)
        kind = OF_ONE_KIND.sub("…", place)
        if (
            kind in seen
            or place.startswith(nothing_new)
            or place.partition("?")[0].endswith((".zip", ".ics", ".csv", ".atom", ".json"))
        ):
            continue
        seen.add(kind)
        answer = page.goto(place)
        assert answer.status == 200, (account, place, answer.status)
        yield place
        links = page.locator("a[href^='/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        waiting += [link.partition("#")[0] for link in links]


def nothing_is_cut_off(page, account, place):
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], (account, place, width)


def test_nothing_keeps_anybody_out_and_every_language_has_room(
    visitor, nothing_in_the_way, pytestconfig, record_property
):
    """Every third account reads today, in one language; all have read within three days, and within nine in each."""
    complaints = []
    turn = pytestconfig.getoption("turn")
    for number, account in list(enumerate(ANYONE))[turn % 3 :: 3]:
        language = LANGUAGES[(number + turn // 3) % len(LANGUAGES)]
        page = visitor(account, language)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        for place in every_page(page, account):
            assert page.locator("html").get_attribute("lang") == language or IN_THE_PERSONS_LANGUAGE.search(place)
            nothing_in_the_way(page)
            for size in (LARGE, PHONE):
                page.set_viewport_size(size)
                nothing_is_cut_off(page, account, place)
    assert not complaints
    record_property(
        "left for the next",
        f"The pages of the demo as the other accounts, and in the other languages (--turn {turn + 1} to {turn + 8}).",
    )


@pytest.mark.skipif(not os.environ.get("PICTURES"), reason="the picture is taken when PICTURES=1")
def test_take_the_picture_of_the_readme(visitor):
    page = visitor("peer", "en")
    page.goto("/today/")
    page.get_by_role("link", name="Montse", exact=True).last.click()
    page.set_viewport_size({"width": 1000, "height": 1100})
    page.wait_for_load_state()
    page.screenshot(path=PICTURE)
