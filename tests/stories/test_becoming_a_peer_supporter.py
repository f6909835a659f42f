"""Jordi writes that he would like to be a peer supporter, goes step by step, and meets somebody for the first time."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests.joining.applying import look_for_some
from tests.stories.test_one_journey import Someone
from tests.stories.test_surveys import at  # noqa: F401  # a window of a size
from wayfellow.demo import story
from wayfellow.demo.cast import PASSWORD
from wayfellow.joining.models import Application
from wayfellow.journeys.models import Journey

pytestmark = pytest.mark.django_db(transaction=True)
LARGE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
A_CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
STEPS = ["conversation", "check", "equipment", "immersion", "first_visits", "sign_off"]


def test_from_an_application_to_the_first_accompaniment(cast, at, nothing_in_the_way):  # noqa: F811
    type(cast.carme).objects.update(language="en", password=make_password(PASSWORD))
    look_for_some(cast)
    jordi = Someone(at(PHONE), "jordi", nothing_in_the_way)
    applies(jordi, cast)
    carme = Someone(at(LARGE), "coordinator", nothing_in_the_way).signs_in()
    goes_step_by_step(carme, cast)
    comes_in(jordi, is_invited(carme, cast))
    road = story.propose(cast, on=timezone.localdate())
    story.say_yes(cast, road, on=timezone.localdate())
    is_asked(carme, road)
    meets_for_the_first_time(jordi, road)


def applies(jordi, cast):
    """In his own words, without an account."""
    jordi.opens(f"/join/{cast.programme.slug}/")
    jordi.writes("What should we call you?", "Jordi")
    jordi.writes("How may we reach you?", "600 111 222")
    jordi.writes("Why would you like to support others?", "Somebody sat with me on a bench")
    jordi.presses("Send")
    jordi.reads("Your private address")


def goes_step_by_step(carme, cast):
    """A conversation, a check, equipment, the first month, visits with a nurse, and on his own from there."""
    carme.opens(f"/desk/{cast.programme.pk}/applications/")
    carme.follows("Jordi")
    carme.reads("Somebody sat with me on a bench")
    carme.follows("Begin the way")
    carme.presses("Begin the way")
    for kind in STEPS:
        carme.follows("It is done")
        if kind == "check":
            carme.chooses("The result", "In order")
        carme.presses("Save")
    assert Application.objects.get().is_ready
    carme.reads("invite them as a peer supporter")


def is_invited(carme, cast):
    """On paper: the coordinator hands over a code."""
    carme.follows("Invite somebody")
    carme.chooses("In which role?", "Peer supporter")
    carme.page.get_by_label("Which organisation").select_option(label=cast.federation.name)
    carme.writes("Who are you inviting?", "Jordi")
    carme.presses("Invite")
    return A_CODE.search(carme.page.locator("#sheet").inner_text())[0]


def comes_in(jordi, code):
    jordi.opens("/invitation/")
    jordi.writes("Your code", code)
    jordi.presses("Go on")
    jordi.writes("Your e-mail address", "jordi@example.org")
    jordi.writes("Choose a password", "a walk in the hills")
    jordi.presses("Come in")
    jordi.opens("/today/")


def is_asked(carme, road):
    carme.opens(f"/desk/journeys/{road.pk}/offer/")
    carme.page.get_by_role("radio", name="Jordi").check()
    carme.presses("Ask")


def meets_for_the_first_time(jordi, road):
    jordi.opens("/today/")
    jordi.follows("Montse")
    jordi.follows("Yes, I would like to meet")
    jordi.presses("Yes, I would like to meet")
    jordi.opens("/today/")
    jordi.follows("Note a meeting with Montse")
    jordi.chooses("How long?", "1 hour")
    jordi.chooses("Where?", "Out and about")
    jordi.unfolds("Say more")
    jordi.writes("What we did", "A coffee without hurry")
    jordi.presses("Save this note")
    jordi.reads("A coffee without hurry")
    assert Journey.objects.get(pk=road.pk).accompaniments_count == 1
