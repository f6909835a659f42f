"""A person's own space on a phone: what matters in a peer supporter, all notes, the people around, the home screen."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.stories.test_one_journey import Someone
from wayfellow.demo import story
from wayfellow.demo.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
PHONE = {"width": 360, "height": 740}
MINE = "Somebody who brought up children alone"


@pytest.fixture
def someone(cast, new_context, nothing_in_the_way):
    """Montse walked with Pau once, and has said yes to a second road. Each sits at a phone of their own."""
    type(cast.rosa).objects.update(language="en", password=make_password(PASSWORD))
    first = story.set_out(cast, on=TODAY - timedelta(days=200))
    days = [TODAY - timedelta(days=days) for days in (150, 140)]
    story.walk(cast, first, days[:1], what_we_did="The café on the corner")
    story.walk(cast, first, days[1:], person_says="I would like to paint")
    story.close(cast, first, on=TODAY - timedelta(days=100))
    cast.journey = story.propose(cast, on=TODAY - timedelta(days=9))
    story.say_yes(cast, cast.journey, on=TODAY - timedelta(days=8))

    def open_for(account):
        context = new_context(viewport=PHONE)
        context.set_default_timeout(20_000)
        return Someone(context, account, nothing_in_the_way).signs_in()

    return open_for


def test_what_matters_is_said_on_a_phone_and_the_desk_reads_only_what_fits(cast, someone):
    montse, carme = someone("person"), someone("coordinator")
    says_what_matters(montse)
    reads_what_fits(carme, cast.journey)
    looks_for_a_word(montse)
    shows_who_is_around(montse)
    puts_it_on_the_home_screen(montse)


def says_what_matters(montse):
    montse.opens("/my/")
    montse.follows("What matters to me in a peer supporter")
    montse.chooses("How much does the language matter?", "It must be so")
    montse.presses("Save")
    montse.reads("Please say what, or choose that it does not matter.")
    montse.page.get_by_label("Which language would you like to speak together?").select_option("ca")
    montse.writes("What should they know from their own life?", MINE)
    montse.chooses("How much does it matter what they have lived through?", "It must be so")
    montse.presses("Save")
    montse.reads("Hello, Montse")


def reads_what_fits(carme, journey):
    carme.opens(f"/desk/journeys/{journey.pk}/offer/")
    carme.reads("Speaks Català, as they asked")
    carme.reads("For Montse, one thing is essential that nobody else can judge")
    carme.reads_nowhere(MINE)


def looks_for_a_word(montse):
    montse.opens("/my/")
    montse.follows("Notes about me")
    montse.reads("I would like to paint")
    montse.writes("Search the notes", "CAFE")
    montse.presses("Find")
    montse.reads("1 note found")
    montse.reads("The café on the corner")
    montse.reads_nowhere("I would like to paint")
    assert "CAFE" not in montse.page.url


def shows_who_is_around(montse):
    montse.opens("/my/")
    montse.follows("My people and supports")
    montse.follows("Add someone")
    montse.writes("Who is it?", "My sister Marta")
    montse.writes("How do they help you?", "Sundays")
    montse.presses("Save")
    montse.page.get_by_role("checkbox", name="My sister Marta").check()
    montse.presses("Show these to someone")
    montse.reads("Sundays")
    montse.reads_nowhere("Rosa")


def puts_it_on_the_home_screen(montse):
    montse.opens("/my/")
    montse.follows("On my phone’s home screen")
    montse.chooses("Which name?", "Diary")
    montse.presses("Use these")
    montse.reads("Now on your phone")
    manifest = montse.page.locator("link[rel=manifest]").get_attribute("href")
    assert montse.page.request.get(manifest).json()["name"] == "Diary"
