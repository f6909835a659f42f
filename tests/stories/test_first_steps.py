"""First steps in a real browser: a call that happens, an answer by e-mail link, and nothing near that is counted.

The visitor has a phone at 360 px and no account; the coordinator a large screen. axe looks at every step.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.letters import outbox
from tests.stories.test_one_journey import Someone
from wayfellow.access.roles import Role
from wayfellow.choices.actions import set_reply_address
from wayfellow.choices.models import FirstStep, Unmet
from wayfellow.demo.cast import PASSWORD, join
from wayfellow.people.models import User

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()
PHONE = {"viewport": {"width": 360, "height": 740}}
LARGE = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def at_a_browser(cast, new_context, nothing_in_the_way):
    User.objects.update(language="en", password=make_password(PASSWORD))

    def someone(account, **way):
        context = new_context(**way)
        context.set_default_timeout(10_000)
        return Someone(context, account, nothing_in_the_way)

    return someone


def test_a_call_is_asked_for_placed_together_and_happens(cast, at_a_browser):
    visitor, carme = at_a_browser(None, **PHONE), at_a_browser("coordinator", **LARGE).signs_in()
    address = asks_for_a_call(visitor, cast.programme)
    takes_it_in_hand(carme, cast)
    visitor.opens(address)
    visitor.reads("Carme is taking care of it")
    sets_a_day(carme)
    visitor.opens(address)
    visitor.reads("From a hidden number")
    notes_that_it_happened(carme)
    visitor.opens(address)
    visitor.reads("It happened")
    becomes_a_journey(carme)
    visitor.opens(address)
    visitor.follows("Where you are now, and roughly how long it takes")
    visitor.reads("The programme is looking for a peer supporter for you")
    visitor.reads_nowhere("600 111 222")


def asks_for_a_call(visitor, programme):
    visitor.opens("/ask/")
    visitor.reads("Nobody reads this page around the clock")
    visitor.follows("A phone call")
    visitor.presses("Send my request")
    visitor.reads("Please give us one way to reach you")
    visitor.page.get_by_label("Which programme?").select_option(label=programme.name)
    visitor.writes("Phone", "600 111 222")
    visitor.chooses("May we send you a text message?", "Yes")
    visitor.chooses("May we leave you a message?", "No")
    visitor.writes("What should we call you?", "Nuria")
    visitor.writes("What would help you", "Somebody who has been there")
    visitor.presses("Send my request")
    visitor.reads("We have your request")
    return visitor.page.locator("#address").get_attribute("href")


def takes_it_in_hand(carme, cast):
    carme.opens(f"/desk/{cast.programme.pk}/")
    carme.follows("First steps")
    carme.reads("Since today")
    carme.follows("Nuria")
    carme.reads("A text message is fine")
    carme.reads("Please leave no message")
    carme.follows("I will take care of it")
    carme.presses("I will take care of it")


def sets_a_day(carme):
    carme.follows("Set a day")
    carme.writes("The day", (TODAY + timedelta(days=1)).isoformat())
    carme.writes("A few words for the person who asked", "From a hidden number")
    carme.presses("Set this day")


def notes_that_it_happened(carme):
    carme.follows("It happened")
    carme.chooses("What was the outcome?", "They would like one-to-one support")
    carme.presses("Save")


def becomes_a_journey(carme):
    carme.follows("They said yes to one-to-one support")
    carme.presses("Save their yes")
    carme.reads("Please look at this again")
    carme.chooses("Which of these comes closest?", "People to be with, and places to belong")
    carme.chooses("Do you feel free to say no?", "Yes, I feel free to say no")
    carme.chooses("How the person answered", "On the phone, written down by the person they spoke with")
    carme.writes("Who was there", "Nuria and Carme")
    carme.presses("Save their yes")
    carme.reads("Choose a peer supporter")
    assert FirstStep.objects.select_related("key").get().is_erased


def test_a_programme_without_an_account_answers_by_its_link(cast, at_a_browser, settings):
    settings.DEFAULT_FROM_EMAIL = "house@example.org"
    join(cast.nil, cast.elsewhere, Role.OPERATOR)
    set_reply_address(cast.elsewhere, by=cast.nil, email="programme@example.org")
    visitor, outside = at_a_browser(None, **PHONE), at_a_browser(None, **LARGE)
    address = asks_for_a_call(visitor, cast.elsewhere)
    outside.opens(re.search(r"/ask/answer/\S+", outbox()[0].body)[0])
    outside.reads_nowhere("Nuria")
    outside.presses("Open it")
    outside.reads("A text message is fine")
    outside.presses("Send my answer")
    outside.reads("Please look at this again")
    outside.chooses("Your answer", "It is not possible for us")
    outside.writes("A few words for the person who asked", "We are full until spring")
    outside.presses("Send my answer")
    outside.reads("Thank you for answering")
    visitor.opens(address)
    visitor.reads("We are full until spring")


def test_nothing_near_is_counted_and_told_of_nobody(cast, at_a_browser):
    visitor, edu = at_a_browser(None, **PHONE), at_a_browser("evaluator", **LARGE).signs_in()
    last_month = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
    for _time in range(5):
        Unmet.objects.create(area="Sants", format="group", month=last_month)
    visitor.opens("/ask/")
    visitor.follows("Is there nothing near you?")
    visitor.presses("Send what I looked for")
    visitor.reads("Please look at this again")
    visitor.writes("Where?", "Sants")
    visitor.chooses("What were you looking for?", "A group")
    visitor.presses("Send what I looked for")
    visitor.reads("Thank you, it is noted")
    assert Unmet.objects.count() == 6
    edu.opens(f"/evaluation/{cast.programme.pk}/unmet-need/")
    edu.reads("Sants")
    edu.reads("5")
