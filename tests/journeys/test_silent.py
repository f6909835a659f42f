"""A peer supporter who does not answer is let go of, and nobody is said to have wanted that."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, page, words_of
from tests.tabs import Tab, text_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Offer

AGO = TODAY() - timedelta(days=9)


@pytest.fixture
def offered(cast):
    """Pau was asked nine days ago, and has not answered."""
    journey = story.propose(cast, on=AGO)
    story.say_yes(cast, journey, on=AGO)
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=AGO)
    return journey


@pytest.fixture
def carme(cast, client):
    client.force_login(cast.carme)
    return client


def let_go(browser, journey):
    return Tab(browser, reverse("journeys:let_go_of_offer", args=[journey.pk]))


def test_the_desk_proposes_it_after_the_days_that_the_programme_sets(carme, offered):
    desk = words_of(page(carme, "desk_journey", offered))
    assert "9 days: let go of the offer" in desk
    type(offered.programme).objects.update(days_to_answer=10)
    assert "9 days: let go" not in words_of(page(carme, "desk_journey", offered))


def test_no_answer_is_what_it_says_and_whoever_was_silent_can_be_asked_again(cast, carme, pau, montse, offered):
    assert let_go(carme, offered).send().status_code == 302
    assert offered.offers.get().answer == Offer.Answer.NO_ANSWER
    assert "Another peer supporter is being looked for" in text_of(montse.get("/my/"))
    assert pau.get(reverse("journeys:sheet", args=[offered.pk])).status_code == 404
    actions.offer(offered, by=cast.carme, peer=cast.peer, on=TODAY())
    actions.accept_offer(offered, by=cast.pau, on=TODAY())
    assert set(offered.offers.values_list("answer", flat=True)) == {Offer.Answer.NO_ANSWER, Offer.Answer.ACCEPTED}


def test_an_answer_that_came_meanwhile_counts(cast, carme, offered):
    form = let_go(carme, offered)
    actions.accept_offer(offered, by=cast.pau, on=TODAY())
    assert form.send().status_code == 422
    assert "This is not possible now" in text_of(form.answer)


def test_is_the_coordinators_to_do(cast, pau, montse, offered):
    for browser in [pau, montse]:
        assert browser.get(reverse("journeys:let_go_of_offer", args=[offered.pk])).status_code == 404


def test_the_programme_sets_the_days(cast, client):
    client.force_login(cast.nil)
    read = text_of(client.get(reverse("set_up:programme", args=[cast.programme.pk])))
    assert "Days to answer when asked to support someone 7" in read
