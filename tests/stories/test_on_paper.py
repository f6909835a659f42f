"""What is taken along is printed: nothing is cut, no sheet is empty, and each says which it is of how many."""

import re
from contextlib import contextmanager

import pytest
from django.core.management import call_command

from tests.stories.printed import sheets
from wayfellow.demo.cast import PASSWORD
from wayfellow.directory.models import Programme, Venue
from wayfellow.groups.models import Group

pytestmark = pytest.mark.django_db(transaction=True)
BETWEEN_THE_MARGINS = {"width": 658, "height": 980}  # of A4, in CSS pixels
CUT = """() => [...document.querySelectorAll("main .scroller, main .card, main .rows, main .voice, main dl")]
    .filter(each => each.getClientRects().length)
    .filter(each => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.className + ": " + each.innerText.slice(0, 60))"""
THEATRE, OUTING = "example-theatre-without-lines", "example-a-day-by-the-river"
OPEN_DAY = "example-the-door-is-open"
TAKEN_ALONG = {
    "person": ["/my/plan/print/", "/my/plan/card/", "/my/visits/", "/my/who-looked/", "/my/notes/", "/my/where/"],
    "evaluator": ["/evaluation/"],
    "referrer": ["/referrals/"],
    "coordinator": ["/desk/{today}/on-duty/", "/learning/{today}/who-has-what/", "/office/{today}/quarters/"],
    "peer": [
        *["/groups/{theatre}/", f"/find/{THEATRE}/", "/learning/passport/", "/find/venues/{venue}/"],
        *["/groups/{outing}/", "/groups/{outing}/register/", "/groups/{outing}/sheet/", f"/find/{OUTING}/"],
        *["/groups/{open_day}/", f"/find/{OPEN_DAY}/"],
    ],
}
LED_TO = re.compile(
    r"/my/referral/[^/]+/$|/journeys/[^/]+/(agreement/)?$|/evaluation/\d+/$|/evaluation/surveys/[^/]+/$|/referrals/[\w-]{36}/$"
    r"|/office/quarters/[^/]+/$|/groups/[\w-]{36}/(register/|sheet/)?$|/groups/members/[^/]+/certificate/$|/groups/sessions/[^/]+/slips/$"
)
WORDS_AT_LEAST = 30
SHEETS_AT_MOST = 10  # of what is read at a table: seventeen drawings of an evaluation beside their numbers


@contextmanager
def signed_in(browser, live_server, account):
    with browser.new_context(base_url=live_server.url, viewport=BETWEEN_THE_MARGINS, locale="en-GB") as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        answer = page.goto("/sign-in/")
        assert answer.status == 200, page.locator("body").inner_text()
        page.locator("[name=email]").fill(f"{account}@demo.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()
        yield page


def every_one(page, places):
    """Yield each of these places, and one of each kind that they lead to."""
    seen, waiting = set(), list(places)
    while waiting:
        place = waiting.pop(0)
        kind = place if place in places else re.sub(r"[\w-]{36}|\d+", "…", place)
        if kind in seen:
            continue
        seen.add(kind)
        assert page.goto(place).status == 200, place
        links = page.eval_on_selector_all("main a[href]", "all => all.map(each => each.getAttribute('href'))")
        waiting += [link for link in links if LED_TO.search(link)]
        yield place


def prints(page):
    page.emulate_media(media="print")
    assert not page.evaluate(CUT), page.url
    heading = " ".join(page.locator("h1").inner_text().split())
    printed = sheets(page.pdf(format="A4", prefer_css_page_size=True))
    page.emulate_media(media="screen")
    for number, words in enumerate(printed, start=1):
        assert words.startswith(f"{number} / {len(printed)} "), (page.url, number, words[:60])
        assert len(words) > WORDS_AT_LEAST, (page.url, number)
    assert heading in printed[0], (page.url, printed[0][:200])
    return len(printed)


def test_what_is_taken_along_is_printed_whole(browser, live_server):
    call_command("demo", verbosity=0)
    of_the_demo = {
        name: Group.objects.get(listing__slug=slug).pk
        for name, slug in {"theatre": THEATRE, "outing": OUTING, "open_day": OPEN_DAY}.items()
    } | {
        "today": Programme.objects.get(slug="example-today").pk,
        "venue": Venue.objects.get(at_venues__listing__slug=OPEN_DAY).pk,
    }
    for account, places in TAKEN_ALONG.items():
        with signed_in(browser, live_server, account) as page:
            here = [place.format(**of_the_demo) for place in places]
            how_many = {place: prints(page) for place in every_one(page, here)}
        assert len(how_many) > len(places), how_many
        assert max(how_many.values()) <= SHEETS_AT_MOST, how_many
