"""A visitor reads what it is about and says what is missing; a person tells a story, shows it and takes it back.

At 360 and at 1280 px with axe at every step, once with JavaScript off, and every public page at twice its size.
"""

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from playwright.sync_api import expect

from tests.conftest import fits
from wayfellow.demo.cast import PASSWORD
from wayfellow.demo.story import propose
from wayfellow.people.models import User
from wayfellow.understanding.contents import PAGES
from wayfellow.understanding.models import Feedback, Story

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = {
    "on a phone": {"viewport": {"width": 360, "height": 740}},
    "on a large screen": {"viewport": {"width": 1280, "height": 900}},
    "without JavaScript": {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
}
TWICE_AS_LARGE = {"width": 640, "height": 512}  # what is left of 1280 x 1024 when a page is shown at 200 %
HALF_A_PHONE = {"width": 320, "height": 256}


class Someone:
    """A browser of their own, in which nothing stands in the way at any step."""

    def __init__(self, context, look):
        self.page, self.look = context.new_page(), look

    def signs_in_as(self, account):
        self.page.goto("/sign-in/")
        self.page.locator("[name=email]").fill(f"{account}@demo.example")
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_load_state()
        return self

    def opens(self, place):
        answer = self.page.goto(place)
        self.look(self.page)
        return answer.status

    def follows(self, name):
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.look(self.page)

    def presses(self, name):
        self.page.get_by_role("main").get_by_role("button", name=name).first.click()
        self.look(self.page)

    def reads(self, words):
        expect(self.page.get_by_role("main")).to_contain_text(words)


@pytest.fixture(params=WAYS)
def someone(request, browser, live_server, cast, nothing_in_the_way):
    way, contexts = WAYS[request.param], []
    look = nothing_in_the_way if way.get("java_script_enabled", True) else fits
    User.objects.update(password=make_password(PASSWORD), language="en")

    def open_browser(**more):
        contexts.append(browser.new_context(base_url=live_server.url, **way | more))
        return Someone(contexts[-1], look)

    yield open_browser
    for context in contexts:
        context.close()


def test_a_visitor_reads_in_catalan_and_says_what_is_missing(someone):
    visitor = someone(locale="ca")
    visitor.opens("/")
    visitor.page.get_by_role("link", name="Llegeix-ne més").click()
    visitor.reads("Set pàgines curtes")
    visitor.follows("Què és i què no és")
    visitor.follows("En lectura fàcil")
    visitor.reads("El suport entre iguals és companyia.")
    visitor.presses("Envia")
    visitor.reads("Torna-ho a mirar")
    visitor.page.get_by_text("No del tot").click()
    visitor.page.get_by_label("Què hi falta?").fill("Un exemple d’un dia")
    visitor.presses("Envia")
    visitor.reads("Gràcies")
    assert visitor.page.context.cookies() == []
    kept = Feedback.objects.get()
    assert (kept.page, kept.language, kept.missing) == ("what-it-is", "ca", "Un exemple d’un dia")
    visitor.follows("En què es basa")
    visitor.reads("Tu decideixes")


def test_a_person_tells_a_story_shows_it_and_takes_it_back(someone, cast):
    montse, carme, visitor = someone().signs_in_as("person"), someone().signs_in_as("coordinator"), someone()
    propose(cast, on=timezone.localdate())
    montse.opens("/my/")
    montse.follows("My stories")
    montse.follows("Tell a story")
    montse.page.get_by_label("What is it called?").fill("The stairs")
    montse.page.get_by_label("Your story").fill("One at a time,\nand then the street.")
    montse.page.get_by_label("Under which name?").fill("M.")
    montse.presses("Save and preview")
    montse.reads("One at a time,")
    montse.page.get_by_text("Anyone, also outside the programme").click()
    montse.page.get_by_text("I have read it as it will look").click()
    montse.presses("Yes, show it")
    montse.reads("Waiting to be read by a coordinator")
    visitor.opens("/understand/stories/")
    visitor.reads("No story here now")

    carme.opens("/desk/")
    carme.follows("Stories waiting for you to read")
    carme.follows("Waiting since")
    carme.reads("and then the street.")
    carme.page.get_by_text("It can be published as it is").click()
    carme.presses("Send your answer")
    carme.reads("Nothing is waiting")

    visitor.opens("/understand/stories/")
    visitor.follows("The stairs")
    visitor.reads("and then the street.")
    place = visitor.page.url
    montse.opens("/my/stories/")
    montse.presses("Withdraw it now")
    montse.reads("Withdrawn, only you can read it")
    assert visitor.opens(place) == 404
    assert Story.objects.get().stage == "withdrawn"


@pytest.mark.parametrize("size", [TWICE_AS_LARGE, HALF_A_PHONE], ids=["200 %", "400 %"])
def test_every_public_page_can_be_read_enlarged(browser, live_server, cast, size):
    context = browser.new_context(base_url=live_server.url, viewport=size, locale="es")
    page = context.new_page()
    places = [f"/understand/{each.slug}/{way}" for each in PAGES for way in ["", "easy/"]]
    places += [f"/understand/{name}/" for name in ["booklet", "leaflet", "stories"]]
    for place in ["/", "/help-now/", "/understand/", *places]:
        page.goto(place)
        fits(page)
    context.close()
