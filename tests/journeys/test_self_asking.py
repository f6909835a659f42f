"""Somebody asks for one-to-one support themself: the same journey, with their own recorded yes (I1)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.choices.conftest import asked, hidden_of
from wayfellow.choices.actions import note_it_happened
from wayfellow.choices.models import Choice, FirstStep
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.checks import findings
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Person

TODAY = timezone.localdate()
SHEET = {"hopes": "To leave the house", "dimension": "hope", "free": "yes"}
THEIR_YES = {"language": "ca", "how": "phone", "who_was_there": "Nuria and Carme", "on": TODAY.isoformat()}


@pytest.fixture
def montse(cast):
    client = Client()
    client.force_login(cast.montse)
    return client


@pytest.fixture
def carme(cast):
    client = Client()
    client.force_login(cast.carme)
    return client


def ask(client, cast, **typed):
    place = reverse("journeys:ask_for_support", args=[cast.person.pk])
    return client.post(place, hidden_of(client.get(place)) | {"programme": cast.programme.pk} | SHEET | typed)


def begin(client, step, **typed):
    place = reverse("journeys:begin_journey", args=[step.pk])
    return client.post(place, hidden_of(client.get(place)) | SHEET | THEIR_YES | typed)


def test_a_person_asks_in_their_own_space_and_waits_for_a_peer_supporter(cast, montse):
    assert ask(montse, cast).status_code == 302
    journey = Journey.objects.get()
    assert (journey.stage, journey.source.code, journey.referrer) == ("chosen", "self", None)
    assert (journey.choice.answer, journey.choice.idea, journey.choice.how) == ("yes", "mine", "own_space")
    assert journey.objectives.get().words == "To leave the house"
    assert "Fewer than five people asked before you." in montse.get(reverse("home:my")).content.decode()


@pytest.mark.parametrize("free", ["unsure", "no"])
def test_a_yes_that_is_not_free_pauses_and_moves_nothing(cast, montse, carme, free):
    ask(montse, cast, free=free)
    begin(carme, asked(cast.programme).step, free=free)
    assert [journey.stage for journey in Journey.objects.all()] == ["paused", "paused"]
    assert not list(findings())


def test_without_an_answer_to_how_free_nothing_begins(cast, montse, carme):
    one = asked(cast.programme)
    assert ask(montse, cast, free="").status_code == begin(carme, one.step, free="").status_code == 422
    assert begin(carme, one.step, who_was_there="").status_code == 422
    assert not Journey.objects.exists() and FirstStep.objects.get().state == "asked"


def test_a_request_waits_until_a_coordinator_has_their_yes_and_then_moves_over(cast, carme, client):
    one = asked(cast.programme, on=TODAY - timedelta(days=4), way="one-to-one", good_times="Mornings")
    assert not Journey.objects.exists()
    begin(carme, one.step)
    journey = Journey.objects.get()
    choice, person = journey.choice, journey.person
    assert (journey.stage, journey.referred_on) == ("chosen", TODAY - timedelta(days=4))
    assert (choice.how, choice.who_was_there, choice.recorded_by) == ("phone", "Nuria and Carme", cast.carme)
    assert (person.name, person.reach.phone, person.reach.good_times) == ("Nuria", "600 111 222", "Mornings")
    assert person.key_id != one.step.key_id
    step = FirstStep.objects.select_related("key").get()
    assert step.is_erased and (step.state, step.outcome, step.person) == ("happened", "one_to_one", person)
    assert not list(findings())


def test_whoever_asked_still_reads_where_they_stand_under_their_address(cast, carme, client):
    one = asked(cast.programme)
    place = reverse("journeys:asked_road", args=[one.token])
    assert client.get(place).status_code == 404
    begin(carme, one.step)
    assert place in client.get(reverse("choices:mine", args=[one.token])).content.decode()
    page = client.get(place).content.decode()
    assert "You said yes. The programme is looking for a peer supporter for you." in page
    assert "Fewer than five people asked before you." in page
    assert client.get(reverse("journeys:asked_road", args=["unknown"])).status_code == 404


def test_whoever_said_not_now_on_the_call_may_say_yes_later(cast, carme, client):
    one = asked(cast.programme)
    note_it_happened(one.step, by=cast.carme, on=TODAY, today=TODAY, outcome="not_now")
    begin(carme, one.step)
    assert (Journey.objects.get().stage, FirstStep.objects.get().outcome) == ("chosen", "one_to_one")


def test_two_taps_begin_one_journey(cast, montse, carme):
    place = reverse("journeys:begin_journey", args=[asked(cast.programme).step.pk])
    sent = hidden_of(carme.get(place)) | SHEET | THEIR_YES
    assert [carme.post(place, sent).status_code for _tap in range(2)] == [302, 302]
    assert Journey.objects.count() == 1 and Person.objects.filter(name="Nuria").count() == 1


def test_what_was_withdrawn_becomes_nothing(cast, carme):
    one = asked(cast.programme)
    actions_of = reverse("choices:withdraw", args=[one.token])
    Client().post(actions_of, {"idempotency_key": uuid.uuid4()})
    assert begin(carme, one.step).status_code == 422
    assert not Journey.objects.exists()


def test_nobody_is_asked_twice(cast, montse):
    story.propose(cast, on=TODAY)
    answer = ask(montse, cast)
    assert answer.status_code == 422 and "There is a journey with this programme already" in answer.content.decode()


def test_signed_in_asking_for_one_to_one_leads_to_the_persons_own_space(cast, montse):
    answer = montse.get(reverse("choices:first_step", args=["one-to-one"]))
    assert answer.url == reverse("journeys:ask_for_support", args=[cast.person.pk])


def test_a_yes_can_be_taken_back_on_any_day(cast, montse):
    ask(montse, cast)
    journey = Journey.objects.get()
    actions.choose(journey, by=cast.montse, on=TODAY, answer=Choice.Answer.NO, idea="", free="", words="")
    assert Journey.objects.get().stage == "said_no"


def test_the_coordinators_find_a_peer_supporter_as_for_anybody(cast, montse, carme):
    ask(montse, cast)
    journey = Journey.objects.get()
    page = carme.get(reverse("journeys:desk_journey", args=[journey.pk])).content.decode()
    assert "To leave the house" in page and "The person themself" in page
    story.find_peer(cast, journey, on=TODAY)
    story.begin_walking(cast, journey, on=TODAY)
    assert Journey.objects.get().stage == "walking"


def test_roughly_how_long_is_told_of_this_programme_only(cast, montse):
    for days in [10, 20, 30, 40, 50]:
        begun = TODAY - timedelta(days=100)
        journey = story.set_out(cast, on=begun, person={"name": "Someone else", "language": "ca"})
        story.walk(cast, journey, [begun + timedelta(days=days)])
    ask(montse, cast)
    page = montse.get(reverse("home:my")).content.decode()
    assert "half had waited 30 days or less" in page and "Someone else" not in page
