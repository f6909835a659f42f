"""A coordinator reminds peer supporters of what waits for them, and nobody else is told."""

from datetime import time
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.deeds import Can
from tests.journeys.on_the_road import page, words_of
from tests.journeys.test_desk import ago, busy, desk_of, names, read, someone  # noqa: F401  # the same desk
from tests.journeys.test_desk_statements import many
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused, may
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.forms.reminding import AT_ONCE, RemindSeveralForm
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.desk import to_remind
from wayfellow.notices import in_time
from wayfellow.workforce.actions import go_away

TODAY = timezone.localdate()


@pytest.fixture
def carme(cast, client):
    client.force_login(cast.carme)
    return client


def several(cast):
    return reverse("journeys:remind_several", args=[cast.programme.pk])


def waiting(cast):
    return [journey.person.name for journey in to_remind(cast.carme, cast.programme)]


def today_page(client, cast):
    client.force_login(cast.pau)
    return text_of(client.get(reverse("home:today")))


def walking(cast, name, days, **state):
    journey = story.set_out(cast, on=ago(90), person=someone(name))
    story.walk(cast, journey, [ago(day) for day in days])
    if state:
        Journey.objects.filter(pk=journey.pk).update(**state)
    return journey


class TestWhoIsReminded:
    def test_whoever_has_not_answered_from_the_day_after(self, busy):  # noqa: F811
        assert waiting(busy) == ["Joana"]
        Journey.objects.filter(pk=busy.asked.pk).update(stage_since=TODAY)
        assert waiting(busy) == []

    def test_where_no_meeting_was_noted_for_thirty_days(self, cast):
        walking(cast, "Núria", [60, 30])
        walking(cast, "Biel", [60, 29])
        assert waiting(cast) == ["Núria"]

    def test_where_a_planned_meeting_is_past_and_not_noted(self, cast, carme):
        journey = walking(cast, "Núria", [60, 3])
        actions.plan(journey, by=cast.pau, id=uuid4(), on=TODAY, at=time(10), setting="in_person")
        journey.accompaniments.filter(state="planned").update(on=ago(1))
        assert waiting(cast) == ["Núria"]
        assert "Pau, for Núria: A planned meeting is not noted yet" in text_of(carme.get(several(cast)))

    def test_where_the_talk_waits_until_it_was_held(self, cast):
        journey = walking(cast, "Núria", range(40, 16, -2))
        assert waiting(cast) == ["Núria"]
        Journey.objects.filter(pk=journey.pk).update(talked_on=TODAY)
        assert waiting(cast) == []
        story.walk(cast, journey, [ago(1)])
        assert waiting(cast) == ["Núria"], "more than agreed"
        actions.ask_to_go_on(journey, by=cast.pau, on=TODAY, up_to=16, person_reason="It helps", peer_reason="Yes")
        assert waiting(cast) == [], "it is the coordinator's turn"

    def test_who_is_away_or_on_a_break_is_not(self, cast):
        journey = walking(cast, "Núria", [60])
        actions.take_break(journey, by=cast.pau, begins_on=TODAY)
        assert waiting(cast) == []
        actions.end_break(journey, by=cast.pau, on=TODAY)
        assert waiting(cast) == []
        journey.breaks.all().delete()
        assert waiting(cast) == ["Núria"]
        go_away(cast.peer, by=cast.pau, id=uuid4(), begins_on=TODAY, until=TODAY)
        assert waiting(cast) == []


class TestSeveral:
    def test_all_are_ticked_and_whoever_is_left_ticked_is_reminded_once(self, busy, client, carme):  # noqa: F811
        far = walking(busy, "Ivan", [60])
        assert several(busy) in [link["href"] for link in read(client, busy.carme, desk_of(busy)).main.select("a")]
        tab = Tab(carme, several(busy))
        ticked = [box["value"] for box in page_of(tab.answer).select("[name=journeys][checked]")]
        assert ticked == [str(far.pk), str(busy.asked.pk)]
        assert {tab.send(journeys=[far.pk]).url for _tap in range(2)} == {desk_of(busy)}
        [line] = Entry.objects.filter(deed=Can.REMIND)
        assert (line.person, line.actor) == (far.person_id, busy.carme)
        assert waiting(busy) == ["Joana"]

    def test_nobody_ticked_or_reminded_meanwhile_is_said_where_it_was_ticked(self, busy, carme):  # noqa: F811
        tab = Tab(carme, several(busy))
        assert tab.send(journeys=[]).status_code == 422
        actions.remind(busy.asked, by=busy.carme, on=TODAY)
        assert tab.send(journeys=[busy.asked.pk]).status_code == 422
        assert "was reminded, or did it, in the meantime" in text_of(tab.answer)
        assert Entry.objects.filter(deed=Can.REMIND).count() == 1

    def test_are_asked_fifty_at_a_time_those_first_who_have_waited_longest(self, cast, carme):
        for number, journey in enumerate(many(cast, AT_ONCE + 1)):
            offered = {"stage": "offered", "offer_accepted": False, "stage_since": ago(number + 2)}
            Journey.objects.filter(pk=journey.pk).update(**offered)
        tab = Tab(carme, several(cast))
        assert "Person 000" not in text_of(tab.answer) and "the next ones stand here" in text_of(tab.answer)
        ticked = [box["value"] for box in page_of(tab.answer).select("[name=journeys][checked]")]
        assert len(ticked) == AT_ONCE and tab.send(journeys=ticked).status_code == 302
        assert waiting(cast) == ["Person 000"]
        assert "the next ones stand here" not in text_of(carme.get(several(cast)))

    def test_where_nobody_can_be_reminded_the_page_says_so(self, cast, carme):
        assert "Nobody to remind today" in text_of(carme.get(several(cast)))


class TestOnce:
    def test_not_twice_a_day_and_again_the_next(self, busy):  # noqa: F811
        actions.remind(busy.asked, by=busy.carme, on=TODAY)
        with pytest.raises(Refused, match="today already"):
            actions.remind(busy.asked, by=busy.carme, on=TODAY)
        Journey.objects.filter(pk=busy.asked.pk).update(reminded_on=ago(1))
        [box] = RemindSeveralForm(record=busy.programme, reader=busy.carme)["journeys"]
        assert (
            box.choice_label == f"Pau, for Joana: Pau has not answered for 4 days · reminded on {date_format(ago(1))}"
        )
        actions.remind(busy.asked, by=busy.carme, on=TODAY)
        assert Entry.objects.filter(deed=Can.REMIND).count() == 2

    def test_where_nothing_waits_nobody_is_reminded(self, busy, carme):  # noqa: F811
        with pytest.raises(Refused, match="Nothing waits"):
            actions.remind(busy.walking, by=busy.carme, on=TODAY)
        place = reverse("journeys:remind", args=[busy.walking.pk])
        assert place not in [link["href"] for link in page(carme, "desk_journey", busy.walking).main.select("a")]
        assert Tab(carme, place).send().status_code == 422

    def test_the_desk_says_when_and_forgets_it_with_the_one_who_was_asked(self, busy, client, carme):  # noqa: F811
        tab = Tab(carme, reverse("journeys:remind", args=[busy.asked.pk]))
        assert "Pau has not answered for 4 days" in text_of(tab.answer)
        assert tab.send().status_code == 302
        row = read(client, busy.carme, desk_of(busy, "finding")).main
        assert "reminded on" in row.text
        assert "Reminded on" in words_of(page(carme, "desk_journey", busy.asked))
        actions.decline_offer(busy.asked, by=busy.pau, on=TODAY)
        assert Journey.objects.get(pk=busy.asked.pk).reminded_on is None


class TestWhoIsTold:
    def test_the_one_who_was_asked_reads_it_until_they_answer(self, busy, client):  # noqa: F811
        said = "Joana would still like to meet you. What do you say?"
        assert said not in today_page(client, busy)
        actions.remind(busy.asked, by=busy.carme, on=TODAY)
        assert said in today_page(client, busy)
        actions.accept_offer(busy.asked, by=busy.pau, on=TODAY)
        assert said not in today_page(client, busy)

    def test_the_one_who_walks_along_reads_what_waits_until_it_is_done(self, cast, client):
        far = walking(cast, "Núria", [60])
        talk = walking(cast, "Ivan", range(40, 16, -2))
        for journey in [far, talk]:
            actions.remind(journey, by=cast.carme, on=TODAY)
        shown = today_page(client, cast)
        assert "No meeting with Núria was noted for a while" in shown
        assert "The talk with Ivan about how to go on is waiting" in shown
        story.walk(cast, far, [ago(1)])
        actions.talk_about_the_road(talk, by=cast.pau, on=TODAY)
        shown = today_page(client, cast)
        assert "noted for a while" not in shown and "how to go on is waiting" not in shown

    def test_a_letter_goes_to_the_peer_supporter_and_never_to_the_person(self, cast):
        journey = story.set_out(cast, on=ago(90))
        assert journey.person.user_id
        actions.remind(journey, by=cast.carme, on=TODAY)
        type(cast.pau).objects.update(of_the_demo=False)
        line = Entry.objects.get(deed=Can.REMIND)
        assert set(in_time._told_at_once(line)) == {cast.pau}

    def test_the_person_reads_of_it_in_their_list_and_nowhere_as_news(self, cast, client):
        journey = story.set_out(cast, on=ago(90))
        actions.remind(journey, by=cast.carme, on=TODAY)
        client.force_login(cast.montse)
        assert "Reminded your peer supporter of what waits" in text_of(client.get(reverse("home:who_looked")))
        assert "noted for a while" not in text_of(client.get(reverse("home:my")))

    def test_only_coordinators_remind(self, cast):
        journey = story.set_out(cast, on=ago(90))
        others = [cast.pau, cast.montse, cast.rosa, cast.silvia, cast.edu, cast.nil]
        assert [who for who in others if may(who, Can.REMIND, journey)] == []
        assert Journey.objects.get(pk=journey.pk).reminded_on is None
