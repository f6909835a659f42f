"""A page whose form can no longer be sent says so as it is opened, and asks nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.journeys.on_the_road import TODAY
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment

YES = "The person has said yes, so the referral stays as it is."
MOVED_ON = "This is not possible now: the journey has moved on"


@pytest.fixture
def said_yes(cast):
    journey = story.propose(cast, on=TODAY())
    story.say_yes(cast, journey, on=TODAY())
    return journey


@pytest.fixture
def walked(cast):
    return story.set_out(cast, on=TODAY() - timedelta(days=20))


@pytest.fixture
def note(cast, walked):
    actions.log(walked, by=cast.pau, id=uuid4(), on=TODAY() - timedelta(days=2), minutes=60, setting="walk")
    return walked.accompaniments.get()


@pytest.fixture
def cancelled(cast, walked):
    tomorrow = TODAY() + timedelta(days=1)
    plan = actions.plan(walked, by=cast.pau, id=uuid4(), on=tomorrow, at=None, setting="walk")
    actions.settle(plan, by=cast.montse, state=Accompaniment.State.LET_GO)
    return plan


def opened(client, who, name, record, room="journeys"):
    client.force_login(who)
    answer = client.get(reverse(f"{room}:{name}", args=[record.pk]))
    assert answer.status_code == 200
    return answer


def asks(answer):
    return bool(page_of(answer).main.select("form [name=idempotency_key]"))


@pytest.mark.parametrize(
    ("room", "name"),
    [("journeys", "correct_referral"), ("journeys", "withdraw_referral"), ("keeping", "take_back_referral")],
)
def test_once_the_person_said_yes_whoever_referred_reads_so_and_what_can_be_done_now(
    cast, client, said_yes, room, name
):
    answer = opened(client, cast.rosa, name, said_yes, room)
    assert not asks(answer) and YES in text_of(answer) and "Nothing of it is kept" not in text_of(answer)
    assert page_of(answer).main.select(f"a[href='{reverse('journeys:strike', args=[said_yes.pk])}']")


def test_before_that_the_page_asks(cast, client):
    assert asks(opened(client, cast.rosa, "withdraw_referral", story.propose(cast, on=TODAY())))


def left_open(cast, client, journey):
    """The page to correct a referral, opened before its person says yes."""
    tab = Tab(client, reverse("journeys:correct_referral", args=[journey.pk]))
    story.say_yes(cast, journey, on=TODAY())
    return tab


@pytest.fixture
def rosas_tab(cast, client):
    client.force_login(cast.rosa)
    return left_open(cast, client, story.propose(cast, on=TODAY()))


def leads_on(answer):
    return page_of(answer).main.select("form a[href$='/strike/']")


def test_what_was_being_written_meanwhile_comes_back_with_the_refusal_and_what_can_be_done_now(rosas_tab):
    late = rosas_tab.send(practical_needs="A lift, please")
    assert late.status_code == 422 and asks(late)
    assert "A lift, please" in late.content.decode()
    assert text_of(late).count(YES) == 1 and len(leads_on(late)) == 1


def test_where_something_else_was_wrong_with_it_first_both_are_said(rosas_tab):
    late = rosas_tab.send(on="yesterday", practical_needs="A lift, please")
    assert "A lift, please" in late.content.decode()
    assert text_of(late).count(YES) == 1 and len(leads_on(late)) == 1
    assert page_of(late).main.select("[name=on][aria-invalid=true]")


def test_what_was_kept_to_finish_later_is_there_still_with_why_it_cannot_be_sent(cast, rosas_tab):
    rosas_tab.send(practical_needs="A lift, please", later="yes")
    again = rosas_tab.client.get(rosas_tab.address)
    assert again.status_code == 200 and asks(again)
    assert "A lift, please" in page_of(again).main.select_one("[name=practical_needs]").get_text()
    assert text_of(again).count(YES) == 1 and len(leads_on(again)) == 1


@pytest.mark.parametrize("name", ["settle", "hold", "held_as_planned"])
def test_a_meeting_that_was_cancelled_is_not_asked_about(cast, client, cancelled, name):
    answer = opened(client, cast.pau, name, cancelled)
    assert not asks(answer) and "This meeting was cancelled in the meantime." in text_of(answer)


@pytest.mark.parametrize("name", ["correct_note", "strike_note"])
def test_a_note_that_was_taken_out_is_not_asked_about(cast, client, note, name):
    assert asks(opened(client, cast.pau, name, note))
    actions.strike_note(note, by=cast.pau, on=TODAY(), because=Accompaniment.Why.values[0])
    answer = opened(client, cast.pau, name, note)
    assert not asks(answer) and "taken out already" in text_of(answer)


def test_an_offer_that_was_answered_is_not_let_go(cast, client, said_yes):
    actions.offer(said_yes, by=cast.carme, peer=cast.peer, on=TODAY())
    assert asks(opened(client, cast.carme, "let_go_of_offer", said_yes))
    actions.accept_offer(said_yes, by=cast.pau, on=TODAY())
    answer = opened(client, cast.carme, "let_go_of_offer", said_yes)
    assert not asks(answer) and MOVED_ON in text_of(answer)


def test_a_goodbye_is_begun_or_undone_where_it_can_be(cast, client, walked):
    assert not asks(opened(client, cast.pau, "go_on_after_all", walked))
    actions.begin_closing(walked, by=cast.pau, on=TODAY())
    assert not asks(opened(client, cast.pau, "begin_closing", walked))
    assert not asks(opened(client, cast.pau, "decline_offer", walked))


def test_what_ended_does_not_end_again_and_is_taken_back_only_then(cast, client, walked):
    assert not asks(opened(client, cast.carme, "take_back_end", walked))
    assert not asks(opened(client, cast.montse, "take_back_stop", walked))
    actions.end_unplanned(walked, by=cast.carme, on=TODAY(), way="moved", how_to_come_back="")
    answer = opened(client, cast.carme, "end_unplanned", walked)
    assert not asks(answer) and MOVED_ON in text_of(answer)
    assert asks(opened(client, cast.carme, "take_back_end", walked))
