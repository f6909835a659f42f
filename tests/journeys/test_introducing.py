"""Whoever referred introduces the two: they are offered times, take one with a tap, and read when and where."""

import uuid
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, page, send, soup_of, words_of
from tests.tabs import Tab, text_of
from wayfellow.access.guard import may
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Introduction
from wayfellow.journeys.queries.agenda import coming

TUESDAY = TODAY() + timedelta(days=5)
THURSDAY = TUESDAY + timedelta(days=2)
TWO_TIMES = {
    "on_1": TUESDAY.isoformat(),
    "at_1": "10:00",
    "place_1": "Room 3, the blue door",
    "on_2": THURSDAY.isoformat(),
    "at_2": "16:30",
    "minutes": "45",
    "setting": "centre",
}


@pytest.fixture
def meeting(cast):
    """Montse and Pau said yes to meeting; Rosa wants to introduce them."""
    journey = story.propose(cast, on=TODAY() - timedelta(days=9))
    story.say_yes(cast, journey, on=TODAY() - timedelta(days=8))
    story.find_peer(cast, journey, on=TODAY() - timedelta(days=2))
    return journey


@pytest.fixture
def rosa(cast):
    client = Client()
    client.force_login(cast.rosa)
    return client


@pytest.fixture
def carme(cast):
    client = Client()
    client.force_login(cast.carme)
    return client


def offering(client, journey):
    return Tab(client, reverse("journeys:offer_times", args=[journey.pk]))


@pytest.fixture
def offered(pau, meeting):
    assert offering(pau, meeting).send(**TWO_TIMES).status_code == 302
    return meeting


def tap(client, journey, which):
    """Tap on one of the times that stand on the page of the referral."""
    form = page(client, "referral", journey).find("form", action=reverse("journeys:answer_times", args=[journey.pk]))
    button = form.find_all("button", attrs={"name": "time"})[which]
    said = {field["name"]: field["value"] for field in form.find_all("input")}
    return lambda: client.post(form["action"], said | {"time": button["value"]})


class TestTheTimes:
    def test_are_offered_from_the_moment_the_two_get_to_know_each_other(self, cast, pau, rosa):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY())
        assert "introduce" not in words_of(page(rosa, "referral", journey)).replace("You wanted to introduce", "")
        actions.accept_offer(journey, by=cast.pau, on=TODAY())
        link = reverse("journeys:offer_times", args=[journey.pk])
        assert page(pau, "journey", journey).find("a", href=link)
        assert soup_of(pau.get("/today/")).find("a", href=link)
        assert "You will be offered times for it here." in words_of(page(rosa, "referral", journey))

    def test_are_read_by_whoever_introduces_the_person_and_the_peer_supporter(self, pau, montse, rosa, offered):
        for told in [page(rosa, "referral", offered), page(montse, "journey", offered), page(pau, "journey", offered)]:
            assert "10:00 · At the centre · Room 3, the blue door" in words_of(told)
            assert "16:30" in words_of(told)
        assert not page(montse, "journey", offered).find("a", href=reverse("journeys:offer_times", args=[offered.pk]))

    def test_can_be_offered_by_a_coordinator_of_which_the_peer_supporter_is_told(self, carme, pau, meeting):
        desk = page(carme, "desk_journey", meeting)
        assert desk.find("a", href=reverse("journeys:offer_times", args=[meeting.pk]))
        assert offering(carme, meeting).send(**TWO_TIMES).status_code == 302
        assert "Times to introduce you and Montse were offered." in text_of(pau.get("/today/"))

    @pytest.mark.parametrize(
        "mistake, message",
        [
            ({"on_1": ""}, "required"),
            ({"at_2": ""}, "Please say at what time."),
            ({"on_2": "", "place_2": "The bench"}, "Please choose a day."),
            ({"at_2": "25:00"}, "valid time"),
            ({"on_1": (TODAY() - timedelta(days=1)).isoformat()}, "This time has passed."),
            ({"place_1": "x" * 201}, "at most 200"),
        ],
    )
    def test_say_in_place_what_needs_another_look(self, pau, meeting, mistake, message):
        refused = offering(pau, meeting).send(**TWO_TIMES | mistake)
        assert refused.status_code == 422 and message in words_of(soup_of(refused))
        assert "16:30" in refused.content.decode() or "at_2" in mistake
        assert not Introduction.objects.exists()

    def test_at_which_the_peer_supporter_meets_someone_else_are_asked_about(self, cast, pau, meeting):
        other = story.set_out(cast, on=TODAY() - timedelta(days=9), person={"name": "Aina", "language": "ca"})
        at = {"on": TUESDAY, "at": time(10), "minutes": 60, "setting": "home"}
        actions.plan(other, by=cast.pau, id=uuid.uuid4(), **at)
        tab = offering(pau, meeting)
        assert "you meet someone else at that time" in words_of(soup_of(tab.send(**TWO_TIMES)))
        assert tab.send(**TWO_TIMES, anyway="on").status_code == 302

    def test_sent_twice_are_offered_once_and_other_times_replace_them(self, pau, rosa, meeting):
        tab = offering(pau, meeting)
        assert {tab.send(**TWO_TIMES).status_code for _tap in range(2)} == {302}
        assert offering(pau, meeting).send(**TWO_TIMES | {"at_1": "11:15"}).status_code == 302
        told = words_of(page(rosa, "referral", meeting))
        assert "11:15" in told and "10:00" not in told

    def test_of_another_page_are_not_replaced_unseen(self, carme, pau, meeting):
        before = offering(carme, meeting)
        offering(pau, meeting).send(**TWO_TIMES)
        late = before.send(**TWO_TIMES | {"at_1": "12:00"})
        assert late.status_code == 422 and "10:00" in words_of(soup_of(late))

    def test_end_with_the_peer_supporter_who_offered_them(self, cast, rosa, offered):
        actions.change_peer(offered, by=cast.carme, on=TODAY())
        assert "Room 3" not in words_of(page(rosa, "referral", offered))


class TestWhoeverIntroducesThem:
    def test_takes_one_with_one_tap_and_all_three_read_a_planned_meeting(self, cast, pau, montse, rosa, offered):
        take = tap(rosa, offered, 0)
        assert {take().status_code for _tap in range(2)} == {302}
        planned = Accompaniment.objects.get()
        assert (planned.on, planned.at, planned.minutes, planned.with_referrer) == (TUESDAY, time(10), 45, True)
        assert list(coming(cast.pau)) == [planned]
        read = words_of(page(rosa, "referral", offered))
        assert "10:00 · 45 minutes · At the centre · Room 3, the blue door" in read
        for told in [page(pau, "journey", offered), page(montse, "journey", offered)]:
            assert "Joined by: The professional who made the referral" in words_of(told)
        assert "Rosa, who referred you, comes along." in words_of(soup_of(montse.get("/my/")))

    def test_reads_no_more_of_the_journey(self, cast, rosa, offered):
        tap(rosa, offered, 0)()
        planned = Accompaniment.objects.get()
        for name, record in [("journey", offered), ("accompaniment", planned), ("settle", planned)]:
            assert rosa.get(reverse(f"journeys:{name}", args=[record.pk])).status_code == 404
        assert not may(cast.rosa, Can.OFFER_TIMES, offered)

    def test_is_told_of_the_times_and_tells_both_with_their_answer(self, pau, montse, rosa, offered):
        assert "When can you introduce Montse?" in text_of(rosa.get("/referrals/"))
        tap(rosa, offered, 1)()
        assert "A day is set to meet" in text_of(montse.get("/my/"))
        assert "A day is set to meet Montse" in text_of(pau.get("/today/"))

    def test_says_that_none_suits_and_which_would(self, carme, pau, montse, rosa, offered):
        tab = Tab(rosa, reverse("journeys:answer_times", args=[offered.pk]))
        assert "Please write which" in words_of(soup_of(tab.send(time="none", would_suit="")))
        assert tab.send(time="none", would_suit="Mornings before ten").status_code == 302
        for told in [page(pau, "journey", offered), page(carme, "desk_journey", offered)]:
            assert "None of the times suits Rosa." in words_of(told) and "Mornings before ten" in words_of(told)
        assert "None of the times to introduce Montse suits" in text_of(pau.get("/today/"))
        assert "Mornings before ten" in words_of(page(montse, "journey", offered)), "the person reads all of it"
        assert "Mornings before ten" in words_of(page(pau, "offer_times", offered))
        assert offering(pau, offered).send(**TWO_TIMES | {"at_1": "09:15"}).status_code == 302
        assert "09:15" in words_of(page(rosa, "referral", offered))

    def test_does_not_take_a_time_that_was_replaced(self, pau, rosa, offered):
        take = tap(rosa, offered, 0)
        offering(pau, offered).send(**TWO_TIMES | {"at_1": "11:15"})
        late = take()
        assert late.status_code == 422 and "These times were changed" in words_of(soup_of(late))
        assert not Accompaniment.objects.exists()

    def test_does_not_take_a_time_that_has_passed(self, cast, pau, rosa, offered):
        introduction = Introduction.objects.select_related("journey__person__key").get()
        introduction.offer([each._replace(on=TODAY() - timedelta(days=1)) for each in introduction.offered])
        introduction.save(update_fields=["times"])
        late = tap(rosa, offered, 0)()
        assert late.status_code == 422 and "This time has passed" in words_of(soup_of(late))

    def test_cannot_come_after_all_and_both_are_told(self, pau, montse, rosa, offered):
        tap(rosa, offered, 0)()
        tab = Tab(rosa, reverse("journeys:answer_times", args=[offered.pk]))
        assert "You cannot come then?" in text_of(tab.answer)
        assert tab.send(time="none", would_suit="The week after").status_code == 302
        assert Accompaniment.objects.get().state == "let_go"
        assert "will not take place" in text_of(montse.get("/my/"))
        assert "will not take place" in text_of(pau.get("/today/"))
        assert "The week after" in words_of(page(pau, "journey", offered))
        assert offering(pau, offered).send(**TWO_TIMES | {"at_1": "09:15"}).status_code == 302
        tap(rosa, offered, 0)()
        assert [each.at for each in coming(offered.peer.user)] == [time(9, 15)]


class TestTheMeeting:
    def test_is_moved_as_any_other_and_whoever_introduces_them_is_told(self, pau, montse, rosa, offered):
        tap(rosa, offered, 0)()
        planned = Accompaniment.objects.get()
        said = {"state": "moved", "on": THURSDAY.isoformat(), "at": "10:00", "place": "Room 3"}
        assert send(montse, "settle", planned, **said).status_code == 302
        assert "The meeting with Montse has another day" in text_of(rosa.get("/referrals/"))
        assert "10:00 · 45 minutes · At the centre · Room 3" in words_of(page(rosa, "referral", offered))

    def test_is_cancelled_as_any_other_and_whoever_introduces_them_is_told(self, pau, rosa, offered):
        tap(rosa, offered, 0)()
        assert send(pau, "settle", Accompaniment.objects.get(), state="let_go").status_code == 302
        assert "will not take place" in text_of(rosa.get("/referrals/"))
        assert "Does not take place" in words_of(page(rosa, "referral", offered))
        assert "Offer other times" in words_of(page(pau, "journey", offered))

    def test_falls_away_with_the_peer_supporter_and_whoever_introduces_them_is_told(self, cast, rosa, offered):
        tap(rosa, offered, 0)()
        actions.change_peer(offered, by=cast.carme, on=TODAY())
        assert "will not take place" in text_of(rosa.get("/referrals/"))

    def test_planned_by_the_two_with_whoever_referred_tells_them_when_and_where(self, pau, rosa, offered):
        said = {"length": "60", "setting": "community", "at": "17:00", "place": "The bench", "joined_by": ["referrer"]}
        assert send(pau, "plan", offered, on=TUESDAY.isoformat(), **said).status_code == 302
        assert "A meeting with Montse to which you come is set" in text_of(rosa.get("/referrals/"))
        assert "17:00 · 60 minutes · Out and about · The bench" in words_of(page(rosa, "referral", offered))

    def test_tells_nobody_of_an_answer_to_no(self, cast, rosa, offered):
        """A no is told to nobody (I1): the page says what does not take place, and nothing else."""
        tap(rosa, offered, 0)()
        before = text_of(rosa.get("/referrals/"))
        told = {"answer": "no", "idea": "mine", "free": "yes", "words": ""}
        actions.choose(offered, by=cast.montse, on=TODAY(), **told)
        assert "will not take place" not in text_of(rosa.get("/referrals/")) and "will not" not in before
        assert "Does not take place" in words_of(page(rosa, "referral", offered))


def test_the_words_of_whoever_introduces_them_are_taken_out_when_the_person_wishes(cast, offered):
    actions.turn_down_times(offered, by=cast.rosa, on=TODAY(), would_suit="Not on her clinic days")
    actions.strike(offered, by=cast.montse, on=TODAY(), words="her clinic days")
    actions.strike_as_asked(offered.strikes.get(), by=cast.rosa, on=TODAY())
    assert Introduction.objects.select_related("journey__person__key").get().would_suit == "Not on […]"
