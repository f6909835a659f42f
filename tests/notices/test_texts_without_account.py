"""Who has no account is told of meetings by text message: at the number they allowed, while the two walk together."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from tests.letters import outbox
from tests.notices.meetings import move, plan
from tests.tabs import Tab, filled, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Closing, Setting
from wayfellow.notices import in_time, texts
from wayfellow.notices.models import Letter, Told
from wayfellow.people.models import Person, Reach, User

NUMBER = "+34600000000"


@pytest.fixture(autouse=True)
def midday(monkeypatch):
    """Nobody is asleep."""
    monkeypatch.setattr(texts, "MORNING", 0)
    monkeypatch.setattr(texts, "NIGHT", 24)


@pytest.fixture
def road(house, today):
    """Núria has no account. She and Pau are on the road, and she said that a text is fine."""
    journey = story.set_out(house, on=today - timedelta(days=20), person={"name": "Núria", "language": "en"})
    outbox().clear()
    Told.objects.all().delete()
    return journey


@pytest.fixture
def coming(house, road, today, phone):
    """They meet in three days, and she knows."""
    meeting = plan(house, road, today + timedelta(days=3))
    outbox()
    phone.asked.clear()
    return meeting


def in_words(day):
    with translation.override("en"):
        return texts._in_words(day)


def keep(client, road, **reach):
    return Tab(client, reverse("journeys:keep_reach", args=[road.person_id])).send(**reach)


def at_six_the_evening_before(day, hour=18):
    evening = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(hour)))
    in_time.go_round(evening - timedelta(hours=1), evening)
    DBTaskResult.objects.update(run_after=timezone.now())
    outbox()


class TestWhatTheyAreTold:
    def test_that_a_meeting_is_set_moved_and_cancelled(self, house, road, today, phone):
        first, then = today + timedelta(days=3), today + timedelta(days=5)
        meeting = actions.plan(road, by=house.pau, id=uuid4(), on=first, at=time(17), setting=Setting.COMMUNITY)
        outbox()
        move(meeting, then, by=house.pau)
        outbox()
        actions.settle(
            Accompaniment.objects.get(state="planned"), by=house.pau, state=Accompaniment.State.LET_GO, on=None
        )
        outbox()
        assert phone.got == [
            (NUMBER, f"New: {in_words(first)} 17:00, Pau"),
            (NUMBER, f"New: {in_words(then)} 17:00, Pau"),
            (NUMBER, f"Not on: {in_words(then)} 17:00, Pau"),
        ]

    @pytest.mark.parametrize(
        "language, said", [("en", "Tomorrow 17:00, Pau"), ("es", "Mañana 17:00, Pau"), ("ca", "Demà 17:00, Pau")]
    )
    def test_the_evening_before_in_their_language(self, house, coming, phone, language, said):
        Person.objects.filter(pk=coming.journey.person_id).update(language=language)
        Accompaniment.objects.update(at=time(17))
        at_six_the_evening_before(coming.on)
        assert phone.got == [(NUMBER, said)]

    def test_that_the_peer_supporter_is_away_that_day(self, house, coming, phone):
        actions.cancel_for_absence(coming, by=house.pau, until=None)
        outbox()
        assert phone.got == [(NUMBER, f"Not on: {in_words(coming.on)}, Pau")]

    def test_the_day_on_which_they_are_introduced_and_that_it_is_off(self, house, today, phone):
        journey = story.propose(house, on=today - timedelta(days=9), person={"name": "Núria", "language": "en"})
        story.say_yes(house, journey, on=today - timedelta(days=8))
        story.find_peer(house, journey, on=today - timedelta(days=2))
        on = today + timedelta(days=5)
        said = {"times": [(on, time(10), "The blue door")], "setting": "centre", "minutes": 45}
        introduction = actions.offer_times(journey, by=house.pau, id=uuid4(), on=today, **said)
        [offered] = introduction.offered
        actions.take_time(journey, by=house.rosa, on=today, time=offered.number)
        outbox()
        assert phone.got == [(NUMBER, f"New: {in_words(on)} 10:00, Pau")]
        journey.refresh_from_db()
        actions.turn_down_times(journey, by=house.rosa, on=today, would_suit="In a week")
        outbox()
        assert phone.got[1:] == [(NUMBER, f"Not on: {in_words(on)} 10:00, Pau")]

    def test_a_text_for_each_change_however_soon_it_follows(self, house, coming, today, phone):
        """They have no page on which the second one would stand."""
        move(coming, today + timedelta(days=4), by=house.pau)
        outbox()
        move(Accompaniment.objects.get(state="planned"), today + timedelta(days=6), by=house.pau)
        outbox()
        assert len(phone.got) == 2

    def test_nothing_else(self, house, coming, phone):
        story.walk(house, coming.journey, [coming.on - timedelta(days=4)])
        actions.begin_closing(coming.journey, by=house.pau, on=timezone.localdate())
        outbox()
        assert phone.asked == []

    def test_neither_their_name_nor_a_place_nor_what_it_is_about_and_it_is_sealed(self, house, coming, phone, today):
        move(coming, today + timedelta(days=5), by=house.pau)
        in_time.tell_of(Entry.objects.get(deed="accompaniment.settle"), timezone.now())
        letter = Letter.objects.get(is_text=True)
        assert letter.to == "" and letter.key == coming.journey.person.key
        assert "Pau" not in f"{Letter.objects.values_list()}{DBTaskResult.objects.values_list()}"
        outbox()
        [(_number, words)] = phone.got
        given_away = ["núria", "nou barris", "wayfellow", "http", "peer", "support"]
        assert not [word for word in given_away if word in words.lower()]


class TestOnce:
    def test_a_line_that_is_looked_at_twice_and_an_evening_that_is_gone_round_twice(self, house, coming, phone):
        line = Entry.objects.get(deed="journey.plan")
        in_time.tell_of(line, timezone.now())
        for _time in range(2):
            at_six_the_evening_before(coming.on)
        assert [words for _number, words in phone.got] == ["Tomorrow, Pau"]

    def test_one_text_for_two_meetings_of_a_day(self, house, road, coming, phone):
        when = {"on": coming.on, "at": time(9), "setting": Setting.COMMUNITY}
        actions.plan(road, by=house.pau, id=uuid4(), anyway=True, **when)
        outbox()
        phone.asked.clear()
        at_six_the_evening_before(coming.on)
        assert phone.got == [(NUMBER, "Tomorrow, Pau\nTomorrow 09:00, Pau")]

    def test_a_meeting_cancelled_before_anybody_came_round_is_told_as_it_stands(self, house, road, today, phone):
        meeting = plan(house, road, today + timedelta(days=3))
        actions.settle(meeting, by=house.pau, state=Accompaniment.State.LET_GO, on=None)
        outbox()
        assert [words for _number, words in phone.got] == [f"Not on: {in_words(meeting.on)}, Pau"]


class TestWhoIsNotTold:
    @pytest.mark.parametrize("answer", [False, None])
    def test_who_did_not_say_that_a_text_is_fine(self, house, road, today, phone, answer):
        Reach.objects.update(may_text=answer)
        meeting = plan(house, road, today + timedelta(days=3))
        outbox()
        at_six_the_evening_before(meeting.on)
        assert phone.asked == [] and not Told.objects.filter(key__isnull=False).exists()

    def test_who_gave_no_number_that_can_be_dialled(self, house, road, today, phone):
        reach = Reach.objects.select_related("person__key").get(person=road.person)
        reach.phone = "ask at the bar"
        reach.save()
        plan(house, road, today + timedelta(days=3))
        outbox()
        assert phone.asked == []

    def test_whoever_has_an_account_is_told_there_alone(self, house, coming, phone, today):
        Person.objects.filter(pk=coming.journey.person_id).update(user=house.olga)
        User.objects.update(closed_at=timezone.now())
        move(coming, today + timedelta(days=5), by=house.pau)
        outbox()
        assert phone.asked == []

    def test_nobody_in_a_demonstration(self, house, coming, phone, today):
        User.objects.update(of_the_demo=True)
        move(coming, today + timedelta(days=5), by=house.pau)
        outbox()
        assert phone.asked == []

    def test_nobody_without_a_gateway(self, house, coming, today, settings):
        settings.TEXTS = {}
        move(coming, today + timedelta(days=5), by=house.pau)
        outbox()
        at_six_the_evening_before(today + timedelta(days=5))
        assert not Letter.objects.filter(is_text=True).exists()
        assert not Told.objects.filter(key__isnull=False).exclude(turn="").exists()


class TestWhatIsWaitingToBeSent:
    """A text that could not be sent yet asks again at the moment it goes."""

    @pytest.fixture
    def waiting(self, house, coming, phone, today):
        phone.answers = [503, 200]
        move(coming, today + timedelta(days=5), by=house.pau)
        outbox()
        assert len(phone.asked) == 1
        return coming.journey

    @pytest.fixture
    def sent_now(self, phone):
        def sent_now():
            DBTaskResult.objects.update(run_after=timezone.now())
            outbox()
            return phone.got[1:]

        return sent_now

    def test_goes_out_where_nothing_changed(self, waiting, sent_now):
        assert len(sent_now()) == 1

    @pytest.mark.parametrize("who", ["pau", "carme"])
    def test_does_not_once_those_around_them_write_down_a_no(self, house, waiting, sent_now, who):
        client = Client()
        client.force_login(getattr(house, who))
        assert keep(client, waiting, may_text="False").status_code == 302
        assert sent_now() == [] and not Letter.objects.exists()

    def test_does_not_once_the_journey_ended(self, house, waiting, sent_now):
        actions.end_unplanned(
            waiting, by=house.carme, on=timezone.localdate(), way=Closing.Way.PERSON, how_to_come_back=""
        )
        assert sent_now() == []

    def test_does_not_while_it_rests(self, house, waiting, sent_now):
        actions.take_break(waiting, by=house.pau, begins_on=timezone.localdate())
        assert sent_now() == []

    def test_goes_to_the_number_that_is_kept_now(self, house, waiting, sent_now):
        client = Client()
        client.force_login(house.carme)
        keep(client, waiting, phone="611 111 111")
        assert [number for number, _words in sent_now()] == ["+34611111111"]


class TestHowMuchItSays:
    def test_who_keeps_their_reach_says_less_for_them(self, house, coming, phone, client, today):
        client.force_login(house.pau)
        page = page_of(client.get(reverse("journeys:keep_reach", args=[coming.journey.person_id])))
        assert page.select_one("input[name=texts_say][checked]")["value"] == "meeting"
        place = keep(client, coming.journey, texts_say="less").url
        assert "only that there is something new" in text_of(client.get(place))
        move(coming, today + timedelta(days=5), by=house.pau)
        outbox()
        at_six_the_evening_before(today + timedelta(days=5))
        assert [words for _number, words in phone.got] == [
            "There is something new. Please ask about it.",
            "A reminder for tomorrow",
        ]

    def test_what_another_tab_said_meanwhile_is_not_replaced_unseen(self, house, coming, phone, client):
        client.force_login(house.carme)
        first, second = (
            Tab(client, reverse("journeys:keep_reach", args=[coming.journey.person_id])) for _tab in range(2)
        )
        first.send(texts_say="less")
        answer = second.send(texts_say="meeting")
        assert answer.status_code == 422 and Reach.objects.get(person=coming.journey.person_id).texts_say_less

    def test_it_stays_less_once_they_have_an_account_until_they_choose(self, house, coming, phone, client):
        Reach.objects.update(texts_say_less=True)
        Person.objects.filter(pk=coming.journey.person_id).update(user=house.olga)
        client.force_login(house.olga)
        assert Tab(client, "/news/letters/").filled_in["texts"] == "less"
        filled(client, "/news/letters/", texts="meeting")
        assert texts.what(Person.objects.get(user=house.olga)) == "meeting"

    def test_without_a_gateway_it_is_not_asked_and_what_was_said_stays(self, house, road, client, settings):
        settings.TEXTS = {}
        Reach.objects.update(texts_say_less=True)
        client.force_login(house.carme)
        assert "texts_say" not in client.get(reverse("journeys:keep_reach", args=[road.person_id])).content.decode()
        keep(client, road, good_times="Mornings")
        kept = Reach.objects.get(person=road.person)
        assert kept.good_times == "Mornings" and kept.texts_say_less


def test_who_writes_a_yes_down_reads_what_comes_of_it(house, road, client, phone):
    client.force_login(house.rosa)
    for place in [
        reverse("journeys:refer", args=[house.programme.pk]),
        reverse("journeys:propose_reach", args=[road.person_id]),
        reverse("journeys:keep_reach", args=[road.person_id]),
    ]:
        assert "they get a text when a meeting is set, moved or cancelled" in text_of(client.get(place))


def test_going_round_asks_once_for_all_who_have_no_account(house, road, coming, phone, django_assert_num_queries):
    another = story.set_out(house, on=timezone.localdate(), person={"name": "Biel", "language": "ca"})
    plan(house, another, coming.on)
    with django_assert_num_queries(3):
        assert len(texts.without_an_account(day=coming.on)) == 2
