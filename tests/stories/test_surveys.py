"""A coordinator makes a second version of a survey, and old answers stay; somebody answers on a phone, by keyboard."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from tests.stories.test_one_journey import Someone
from tests.surveys.asking import TODAY, asking
from wayfellow.demo.cast import PASSWORD
from wayfellow.surveys import actions
from wayfellow.surveys.models import Answers, Invitation

pytestmark = pytest.mark.django_db(transaction=True)
LARGE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def at(new_context):
    """A browser window of this size."""

    def at(viewport):
        context = new_context(viewport=viewport)
        context.set_default_timeout(10_000)
        return context

    return at


def test_a_coordinator_makes_a_second_version_and_old_answers_stay(cast, at, nothing_in_the_way):
    type(cast.carme).objects.update(language="en", password=make_password(PASSWORD))
    survey = asking(cast)
    first = survey.versions.get()
    last_month = TODAY.replace(day=1) - timedelta(days=1)
    for _each in range(6):
        invitation = Invitation.objects.create(until=TODAY, programme=cast.programme, questionnaire=first)
        actions.give_answers(
            invitation, idempotency_key=uuid.uuid4(), month=last_month, language="ca", given={"free_no": ["yes"]}
        )
    call_command("publish")
    before = list(Answers.objects.order_by("pk").values())
    carme = Someone(at(LARGE), "coordinator", nothing_in_the_way).signs_in()
    carme.opens("/surveys/")
    carme.follows("Was it your choice?")
    carme.follows("Write a new version")
    carme.presses("Begin")
    carme.follows("Change Could you have said no?")
    carme.writes("Text (English)", "Would a no have been fine?")
    carme.presses("Save")
    carme.reads("Would a no have been fine?")
    carme.reads("Asked only if “Would a no have been fine?” is not “Yes, without consequences”.")
    carme.page.get_by_role("group", name="What kind?").get_by_text("A scale", exact=True).click()
    carme.presses("Add it")
    for language, words in {"English": "How free was it?", "Español": "¿Cuánta libertad?", "Català": "Quanta?"}.items():
        carme.writes(f"Text ({language})", words)
    carme.presses("Save")
    carme.follows("Preview")
    carme.reads("How free was it?")
    carme.follows("Back to the survey")
    carme.follows("Continue editing")
    carme.follows("Publish")
    carme.presses("Publish")
    carme.reads("Version 2")
    carme.follows("Results")
    carme.reads("Figures appear here from the end of the month")
    carme.reads("6 sets of answers")
    carme.reads("Could you have said no?")
    first.refresh_from_db()
    assert list(Answers.objects.order_by("pk").values()) == before
    assert "Could you have said no?" in str(first.content)


def test_somebody_answers_on_a_phone_by_keyboard(cast, at, nothing_in_the_way):
    invitation = Invitation.objects.create(
        until=TODAY, programme=cast.programme, questionnaire=asking(cast).versions.get()
    )
    page = at(PHONE).new_page()
    page.goto(f"/survey/{invitation.pk}/")
    nothing_in_the_way(page)
    press(page, "Begin")
    for keys in [["Space"], ["ArrowDown", "ArrowDown"], None, ["Space"], None]:
        nothing_in_the_way(page)
        if keys:
            reach(page, "input[name=answer]")
            for key in keys:
                page.keyboard.press(key)
        press(page, "Next")
    nothing_in_the_way(page)
    press(page, "Send my answers")
    nothing_in_the_way(page)
    assert Answers.objects.get().given.keys() == {"known", "free_no", "with_whom"}


def reach(page, selector):
    """Press Tab until the keyboard is there."""
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def press(page, name):
    for _step in range(40):
        if page.evaluate("() => document.activeElement.textContent.trim()") == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name} on {page.url}")
