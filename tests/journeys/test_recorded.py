"""The person's own word is the last: what somebody else writes in their name waits for them (I1)."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.choices.conftest import asked
from tests.journeys.answers import A_YES, NOT_FREE, choose, record, stage_of
from tests.tabs import page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Journey, RecordedChoice
from wayfellow.journeys.stages import Stage

TODAY = timezone.localdate
MY = reverse("home:my")
A_NO = {"answer": "no"}


@pytest.fixture
def rosa(cast):
    client = Client()
    client.force_login(cast.rosa)
    return client


@pytest.fixture
def with_account(cast, journey):
    """Peer support was proposed to Montse, who has a space of her own."""
    assert cast.person.user
    return journey


@pytest.fixture
def without_account(cast):
    return story.propose(cast, on=TODAY(), person={"name": "Biel", "language": "ca"})


def waiting():
    return RecordedChoice.objects.filter(settled_on=None)


def say(browser, recorded, is_so):
    typed = {"idempotency_key": uuid.uuid4(), "is_so": is_so}
    return browser.post(reverse("journeys:recorded", args=[recorded.pk]), typed)


@pytest.mark.parametrize("who", ["rosa", "carme", "pau"])
@pytest.mark.parametrize("own", [None, A_NO, {"answer": "not_now"}, A_YES, NOT_FREE[0]])
@pytest.mark.parametrize("written", [A_YES, A_NO, NOT_FREE[1]])
def test_what_somebody_else_writes_moves_nothing(cast, with_account, browser_of, who, own, written):
    actions.ask_to_explain(with_account, by=cast.carme, greeter=cast.peer)
    if own:
        choose(browser_of("montse"), with_account, **own)
    stood, chosen = stage_of(with_account), cast.person.choices.count()
    record(browser_of(who), with_account, **written)

    assert (stage_of(with_account), cast.person.choices.count()) == (stood, chosen)


def test_a_person_reads_what_was_written_and_says_in_one_tap_that_it_is_so(with_account, rosa, montse):
    record(rosa, with_account, words="To go out again", **A_YES)
    page = page_of(montse.get(MY))

    assert "Rosa wrote that you said yes" in text_of(montse.get(MY))
    assert "To go out again" in page.get_text()
    assert "Montse and Rosa" in page.get_text()
    form = page.find("form", action=reverse("journeys:recorded", args=[waiting().get().pk]))
    assert [button["value"] for button in form.find_all("button")] == ["yes", "no"]
    assert say(montse, waiting().get(), "yes").url == MY
    assert stage_of(with_account) == Stage.CHOSEN
    assert "Is that right?" not in text_of(montse.get(MY))
    assert "recorded by Rosa" in text_of(montse.get(reverse("journeys:choose", args=[with_account.pk])))


def test_or_that_it_is_not_and_nothing_moves(with_account, rosa, montse):
    record(rosa, with_account, **A_YES)
    say(montse, waiting().get(), "no")

    assert stage_of(with_account) == Stage.PROPOSED
    assert not waiting()
    assert "Is that right?" not in text_of(montse.get(MY))


def test_a_yes_that_is_not_free_pauses_when_it_is_so(with_account, rosa, montse):
    record(rosa, with_account, **NOT_FREE[0])
    say(montse, waiting().get(), "yes")
    assert stage_of(with_account) == Stage.PAUSED


def test_on_the_road_the_person_reads_that_a_no_ends_it(cast, pau, montse):
    journey = story.set_out(cast, on=TODAY())
    record(pau, journey, **A_NO)
    assert stage_of(journey) == Stage.WALKING
    assert "your meetings stop from today" in text_of(montse.get(MY))
    say(montse, waiting().get(), "yes")
    assert stage_of(journey) == Stage.LEFT


def test_a_yes_that_was_said_already_stays_where_it_has_come_to(cast, with_account, rosa, montse):
    record(rosa, with_account, **A_YES)
    recorded = waiting().get()
    choose(montse, with_account, **A_YES)
    assert not waiting()  # their own word is the last
    with pytest.raises(Refused, match="answered"):
        actions.take_as_own(recorded, by=cast.montse, on=TODAY())


def test_two_taps_are_one(with_account, rosa, montse, cast):
    record(rosa, with_account, **A_YES)
    typed, place = (
        {"idempotency_key": uuid.uuid4(), "is_so": "yes"},
        reverse("journeys:recorded", args=[waiting().get().pk]),
    )
    assert [montse.post(place, typed).status_code for _tap in range(2)] == [302, 302]
    assert cast.person.choices.count() == 1


def test_what_one_of_them_writes_anew_is_asked_anew(with_account, rosa, montse, browser_of):
    record(rosa, with_account, **A_YES)
    say(montse, waiting().get(), "no")
    record(rosa, with_account, **A_NO)
    record(browser_of("carme"), with_account, **A_YES)
    told = text_of(montse.get(MY))
    assert "Rosa wrote that you said no" in told and "Carme wrote that you said yes" in told
    assert waiting().count() == 2


@pytest.mark.parametrize("who", ["rosa", "carme", "pau", "silvia", "edu", "nil", "olga"])
def test_nobody_else_says_that_it_is_so(with_account, rosa, browser_of, who):
    record(rosa, with_account, **A_YES)
    place = reverse("journeys:recorded", args=[waiting().get().pk])
    assert browser_of(who).get(place).status_code == 404
    assert say(browser_of(who), waiting().get(), "yes").status_code == 404
    assert stage_of(with_account) == Stage.PROPOSED


def test_who_wrote_it_cannot_tell_a_no_from_no_answer_yet(with_account, rosa, montse):
    """Two worlds and more: whatever the person does but a free yes or a pause, their pages stay the same."""

    def read():
        pages = [reverse("journeys:referral", args=[with_account.pk]), reverse("journeys:referrals")]
        pages += [reverse("journeys:record_choice", args=[with_account.pk])]
        return [re.sub(r'value="[^"]+"|nonce-\w+', "", rosa.get(page).content.decode()) for page in pages]

    def write():
        sent = record(rosa, with_account, **A_NO)
        rosa.get(sent.url)
        return sent.status_code, sent.url

    first = write()
    before = read()
    assert "What counts is what Montse says in their own space" in before[0]
    say(montse, waiting().get(), "no")
    assert (read(), write()) == (before, first)
    say(montse, waiting().get(), "yes")
    assert stage_of(with_account) == Stage.SAID_NO
    assert (read(), write()) == (before, first)
    choose(montse, with_account, answer="not_now")
    assert (read(), write()) == (before, first)


def test_who_writes_it_is_told_before_that_it_waits(with_account, without_account, rosa):
    def told(journey):
        return text_of(rosa.get(reverse("journeys:record_choice", args=[journey.pk])))

    assert "Montse has a space of their own" in told(with_account)
    assert "a space of their own" not in told(without_account)


def test_without_an_account_it_stands_as_it_did_with_who_was_there(without_account, rosa):
    record(rosa, without_account, **A_YES)
    assert stage_of(without_account) == Stage.CHOSEN
    assert Journey.objects.get(pk=without_account.pk).choice.who_was_there == "Montse and Rosa"
    assert not RecordedChoice.objects.exists()


def test_what_waits_says_nothing_in_the_open(with_account, rosa):
    record(rosa, with_account, words="Not with him", **A_NO)
    row = RecordedChoice.objects.values("answer", "idea", "free", "how", "words", "who_was_there").get()
    kept = [bytes(sealed) for sealed in row.values()]
    # Two letters stand in any sealed bytes by chance once in some hundred times: "no" is looked for alone.
    assert b"no" not in kept
    assert not any(plain in sealed for sealed in kept for plain in [b"paper", b"him", b"Rosa"])


def test_a_yes_on_the_phone_of_somebody_with_an_account_waits_for_them(cast, montse):
    step = asked(cast.programme, person=cast.person).step
    said = {"how": "phone", "who_was_there": "Carme", "free": "yes", "objective": ("", ""), "language": "ca"}
    sheet = {"site": None, "practical_needs": ""}
    journey = actions.begin_journey(step, by=cast.carme, id=uuid.uuid4(), on=TODAY(), **said, **sheet)
    assert stage_of(journey) == Stage.PROPOSED
    assert "Carme wrote that you said yes" in text_of(montse.get(MY))


class TestTheOtherThingsSaidInAPersonsName:
    def test_an_agreement_is_not_accepted_for_who_has_a_space_of_their_own(self, cast, pau):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        story.find_peer(cast, journey, on=TODAY())
        story.write_agreement(cast, journey, on=TODAY())
        assert "We both accept it now" not in text_of(pau.get(reverse("journeys:agreement", args=[journey.pk])))
        with pytest.raises(PermissionDenied):
            actions.accept_together(journey, by=cast.pau, on=TODAY(), version=1)

    @pytest.mark.parametrize("who", ["pau", "carme"])
    def test_nor_an_ending_that_the_person_would_have_decided(self, cast, who):
        journey = story.set_out(cast, on=TODAY())
        ending = {"on": TODAY(), "way": "person", "how_to_come_back": ""}
        with pytest.raises(Refused, match="space of their own"):
            actions.end_unplanned(journey, by=getattr(cast, who), **ending)
        assert stage_of(journey) == Stage.WALKING

    def test_nor_a_wish_for_somebody_else(self, cast, browser_of):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        story.find_peer(cast, journey, on=TODAY())
        with pytest.raises(PermissionDenied):
            actions.prefer_someone_else(journey, by=cast.carme, on=TODAY())
        desk = browser_of("carme").get(reverse("journeys:desk_journey", args=[journey.pk]))
        assert "The person prefers someone else" not in text_of(desk)
        actions.change_peer(journey, by=cast.carme, on=TODAY())
        assert journey.offers.get().answer == "programme"
