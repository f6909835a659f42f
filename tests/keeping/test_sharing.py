"""Who sees what now, by name, is what the policy grants now; and what the person changes counts at once."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from tests.deeds import READINGS
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import allowed
from wayfellow.access.policy import POLICY
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.queries.referrals import ReferralStatus, where_it_stands
from wayfellow.people.models import User

from .conftest import TODAY

SHARING = "/my/sharing/"


def with_a_greeter(cast):
    journey = story.propose(cast, on=TODAY)
    actions.ask_to_explain(journey, by=cast.carme, greeter=cast.peer)
    return journey


def offered(cast):
    journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, journey, on=TODAY)
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY)
    return journey


def on_the_road(cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    story.walk(cast, journey, [TODAY - timedelta(days=3)], with_referrer=True)
    return journey


def stopped(cast):
    journey = on_the_road(cast)
    actions.choose(journey, by=cast.montse, on=TODAY, answer=Choice.Answer.NO)
    return journey


def opened_for_an_hour(cast):
    journey = on_the_road(cast)
    story.break_glass(cast, journey, at=timezone.now())
    return journey


def can_read_something(user, journey):
    records = [journey, journey.person, *journey.accompaniments.all(), *journey.glasses.all()]
    return any(
        allowed(user, can, type(record).objects.filter(Q(pk=record.pk))).exists()
        for record in records
        for can in READINGS & set(POLICY[record._meta.label])
    )


@pytest.mark.parametrize("stage", [story.propose, with_a_greeter, offered, on_the_road, stopped, opened_for_an_hour])
def test_exactly_those_are_named_whom_the_policy_lets_in(cast, montse, stage):
    journey = stage(cast, on=TODAY) if stage is story.propose else stage(cast)
    others = User.objects.exclude(pk=cast.montse.pk).order_by("name")
    page = page_of(montse.get(SHARING)).main
    named = {heading.get_text(strip=True) for heading in page.select("h3")}
    assert named == {user.name for user in others if can_read_something(user, journey)}


def test_it_says_in_plain_words_what_each_can_open(cast, montse):
    on_the_road(cast)
    pau = page_of(montse.get(SHARING)).main.find("h3", string="Pau").parent.get_text(" ", strip=True)
    rosa = page_of(montse.get(SHARING)).main.find("h3", string="Rosa").parent.get_text(" ", strip=True)
    assert "Your peer supporter" in pau
    assert "read the note of 1 meeting" in pau
    assert "note" not in rosa.replace("see that a joint accompaniment took place, but not what was written", "")
    assert "see that a joint accompaniment took place" in rosa
    assert "Earlier notes" not in text_of(montse.get(SHARING))


def test_an_opened_glass_is_seen_here_as_long_as_it_is_open(cast, montse):
    journey = opened_for_an_hour(cast)
    carme = page_of(montse.get(SHARING)).main.find("h3", string="Carme").parent.get_text(" ", strip=True)
    assert "who opened it for an hour" in carme and "read the note of 1 meeting" in carme
    journey.glasses.update(ended_at=timezone.now())
    carme = page_of(montse.get(SHARING)).main.find("h3", string="Carme").parent.get_text(" ", strip=True)
    assert "who opened it for an hour" not in carme and "note" not in carme


def test_another_peer_supporter_takes_what_the_first_one_saw_away_at_once(cast, montse):
    journey = on_the_road(cast)
    change = f"/journeys/{journey.pk}/change-peer/"
    assert change in montse.get(SHARING).content.decode()
    Tab(montse, change).send()
    assert "Pau" not in text_of(montse.get(SHARING))


def test_someone_with_no_journey_shares_nothing(montse):
    assert "Nobody sees anything of yours" in text_of(montse.get(SHARING))


def test_the_person_lets_the_referrer_know_and_takes_it_back_at_once(cast, montse):
    journey = stopped(cast)
    address = f"/my/sharing/{journey.pk}/"
    assert address in montse.get(SHARING).content.decode()
    for answer, status in [("yes", ReferralStatus.STOPPED), ("no", ReferralStatus.ENDED)]:
        assert Tab(montse, address).send(tell=answer).status_code == 302
        journey.refresh_from_db()
        assert where_it_stands(journey, TODAY) is status


def test_the_number_of_people_around_does_not_grow_the_page_without_end(cast, montse, django_assert_max_num_queries):
    on_the_road(cast)
    montse.get(SHARING)
    with django_assert_max_num_queries(20):
        montse.get(SHARING)
