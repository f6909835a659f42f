"""A peer supporter leaves: each person says how they go on, and nobody is left without a way or a name."""

import uuid
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.on_the_road import TODAY, soup_of, words_of
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused, may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey, WayOn
from wayfellow.journeys.queries.asking import who_can_be_asked
from wayfellow.people.models import User
from wayfellow.workforce import access as workforce
from wayfellow.workforce.actions import leave, reflect, stay, thank
from wayfellow.workforce.models import Leaving, Thanks

IN_A_MONTH = TODAY() + timedelta(days=30)
Way = WayOn.Way


def leaving_of(cast, by=None, last_day=None):
    said = {"on": TODAY(), "programme": cast.programme, "last_day": last_day or TODAY()}
    return leave(cast.peer, by=by or cast.pau, id=uuid.uuid4(), **said)


def choose(cast, journey, way, by=None, **more):
    actions.choose_way_on(journey, by=by or cast.montse, on=TODAY(), way=way, **more)


@pytest.fixture
def carme(cast):
    client = Client()
    client.force_login(cast.carme)
    return client


@pytest.fixture
def without_account(cast, road):
    """Montse has no account, so what she chooses is written down beside her."""
    cast.person.user = None
    cast.person.save(update_fields=["user"])
    return road


class TestSayingThatOneLeaves:
    def test_begins_on_the_first_page_and_asks_for_no_reason(self, cast, pau, road):
        assert "When I leave" in text_of(pau.get("/today/"))
        tab = Tab(pau, reverse("journeys:leave", args=[cast.peer.pk]))
        assert "Why is not asked" in text_of(tab.answer)
        answers = [tab.send(programme=cast.programme.pk, last_day=IN_A_MONTH.isoformat()) for _tap in range(2)]
        assert {each.status_code for each in answers} == {302} and Leaving.objects.count() == 1
        told = text_of(pau.get(answers[0].url))
        assert "1 person has not chosen yet" in told and "Montse" in told
        assert "You leave on" in text_of(pau.get("/today/"))
        kept = {field.name for field in Leaving._meta.concrete_fields}
        assert kept == {"id", "peer", "programme", "by", "said_on", "last_day", "taken_back_on", "ended_on"}

    def test_points_out_what_is_planned_after_the_last_day(self, cast, pau, carme, road):
        later = {"on": TODAY() + timedelta(days=9), "at": time(10), "setting": "in_person"}
        actions.plan(road, by=cast.pau, id=uuid.uuid4(), **later)
        leaving = leaving_of(cast, last_day=TODAY() + timedelta(days=8))
        for reader in [pau, carme]:
            page = reader.get(reverse("journeys:leaving", args=[leaving.pk]))
            assert "1 meeting is planned after that day." in text_of(page)
        later["at"] = time(16)
        with pytest.raises(Refused, match="Pau is here until"):
            actions.plan(road, by=cast.montse, id=uuid.uuid4(), **later)
        actions.plan(road, by=cast.montse, id=uuid.uuid4(), anyway=True, **later)
        stay(leaving, by=cast.pau, on=TODAY())
        actions.plan(road, by=cast.pau, id=uuid.uuid4(), **later | {"at": time(19)})

    @pytest.mark.parametrize("mistake", [{"last_day": (TODAY() - timedelta(days=1)).isoformat()}, {"last_day": ""}])
    def test_says_in_place_what_needs_another_look(self, cast, pau, mistake):
        tab = Tab(pau, reverse("journeys:leave", args=[cast.peer.pk]))
        said = {"programme": cast.programme.pk, "last_day": IN_A_MONTH.isoformat()} | mistake
        assert tab.send(**said).status_code == 422 and not Leaving.objects.exists()

    def test_twice_of_one_programme_is_noticed(self, cast):
        leaving_of(cast)
        with pytest.raises(Refused):
            leaving_of(cast)

    def test_by_a_coordinator_is_told_to_the_peer_supporter_and_the_people(self, cast, carme, pau, montse, road):
        load = carme.get(reverse("home:load", args=[cast.programme.pk])).content.decode()
        assert reverse("journeys:leave", args=[cast.peer.pk]) in load
        leaving_of(cast, by=cast.carme, last_day=IN_A_MONTH)
        assert "You leave on" in text_of(pau.get("/today/"))
        told = text_of(montse.get("/my/"))
        assert "Your peer supporter leaves on" in told and "How you go on is up to you" in told
        assert f"{cast.peer} leaves on" in text_of(carme.get(reverse("home:desk", args=[cast.programme.pk])))

    def test_means_that_nobody_new_is_proposed_to_them(self, cast):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        assert who_can_be_asked(journey).exists()
        leaving = leaving_of(cast, last_day=IN_A_MONTH)
        assert not who_can_be_asked(journey).exists()
        stay(leaving, by=cast.pau, on=TODAY())
        assert who_can_be_asked(journey).exists()

    def test_is_nobody_elses_to_see(self, cast, road):
        leaving = leaving_of(cast)
        for who in ["montse", "rosa", "silvia", "edu", "olga", "nil"]:
            assert not may(getattr(cast, who), workforce.Can.SEE_LEAVING, leaving), who


class TestChoosing:
    @pytest.mark.parametrize("way", Way)
    def test_is_the_persons_in_their_own_space_and_can_be_chosen_anew(self, cast, montse, pau, carme, road, way):
        leaving = leaving_of(cast, last_day=IN_A_MONTH)
        tab = Tab(montse, reverse("journeys:way_on", args=[road.pk]))
        assert not soup_of(tab.answer).find("input", attrs={"name": "way", "checked": True}), "nothing is suggested"
        assert tab.send(way=way.value, wants_to_meet="on").status_code == 302
        assert f"you chose: {way.label}" in text_of(montse.get("/my/"))
        assert f"{way.label} · one last meeting first" in text_of(
            pau.get(reverse("journeys:leaving", args=[leaving.pk]))
        )
        assert "Nobody is left without a way on" in text_of(carme.get(reverse("home:desk", args=[cast.programme.pk])))
        choose(cast, road, Way.REST)
        assert WayOn.objects.get().way == Way.REST

    def test_changes_nothing_until_the_last_day(self, cast, road):
        leaving_of(cast, last_day=IN_A_MONTH)
        choose(cast, road, Way.SOMEBODY_ELSE)
        road.refresh_from_db()
        assert road.is_walking and road.peer_id == cast.peer.pk

    def test_is_not_for_others_to_do_where_there_is_an_account(self, cast, road):
        leaving_of(cast)
        for who in ["pau", "carme", "rosa", "silvia"]:
            assert not may(getattr(cast, who), Can.CHOOSE_WAY_ON, road), who

    def test_is_done_beside_the_peer_supporter_without_an_account(self, cast, pau, without_account):
        leaving = leaving_of(cast)
        told = text_of(pau.get(reverse("journeys:leaving", args=[leaving.pk])))
        assert "Choose together with Montse" in told
        tab = Tab(pau, reverse("journeys:way_on", args=[without_account.pk]))
        assert "Montse chooses; you write it down together." in text_of(tab.answer)
        assert tab.send(way="rest").status_code == 302 and WayOn.objects.get().way == Way.REST

    def test_needs_an_answer(self, cast, montse, road):
        leaving_of(cast)
        tab = Tab(montse, reverse("journeys:way_on", args=[road.pk]))
        assert tab.send().status_code == 422 and not WayOn.objects.exists()

    def test_where_nobody_leaves_is_refused_in_words(self, cast, montse, road):
        tab = Tab(montse, reverse("journeys:way_on", args=[road.pk]))
        assert "There is nothing to choose now" in text_of(tab.answer)
        assert "stays, or has left already" in text_of(tab.send(way="end"))

    def test_leaves_a_goodbye_that_has_begun_as_it_is(self, cast, road):
        leaving_of(cast)
        actions.begin_closing(road, by=cast.montse, on=TODAY())
        with pytest.raises(Refused):
            choose(cast, road, Way.REST)

    def test_lies_sealed(self, cast, road):
        leaving_of(cast)
        choose(cast, road, Way.END)
        assert b"end" not in bytes(WayOn.objects.values_list("way", flat=True).get())


class TestTheEnd:
    def test_is_refused_while_somebody_has_no_way_on_and_names_them(self, cast, carme, road):
        leaving = leaving_of(cast)
        answer = Tab(carme, reverse("journeys:end_leaving", args=[leaving.pk])).send()
        assert "Nobody knows yet how they go on: Montse." in words_of(soup_of(answer))
        assert cast.peer.belongings.get().ends_on is None

    def test_waits_for_the_last_day(self, cast, road):
        leaving = leaving_of(cast, last_day=IN_A_MONTH)
        choose(cast, road, Way.REST)
        with pytest.raises(Refused, match="is there until"):
            actions.end_leaving(leaving, by=cast.carme, on=TODAY())

    @pytest.mark.parametrize("way", [None, Way.SOMEBODY_ELSE, Way.END])
    def test_lets_nobody_rest_who_has_not_chosen_it(self, cast, road, way):
        leaving_of(cast)
        if way:
            choose(cast, road, way)
        with pytest.raises(Refused, match="have not chosen to rest"):
            actions.let_rest(road, by=cast.carme, on=TODAY())

    @pytest.mark.parametrize("way, stage", [(Way.SOMEBODY_ELSE, "chosen"), (Way.REST, "not_now"), (Way.END, "ended")])
    def test_has_each_go_on_as_they_chose(self, cast, carme, pau, road, way, stage):
        leaving = leaving_of(cast)
        choose(cast, road, way)
        tab = Tab(carme, reverse("journeys:end_leaving", args=[leaving.pk]))
        assert {tab.send().status_code for _tap in range(2)} == {302}
        road.refresh_from_db()
        assert road.stage == stage and cast.peer.belongings.get().ends_on == TODAY()
        desk = text_of(carme.get(reverse("home:desk", args=[cast.programme.pk])))
        assert ("Walk with nobody since their peer supporter left" in desk) == (way == Way.SOMEBODY_ELSE)

    def test_closes_everything_to_the_one_who_left_on_the_day_after(self, cast, road):
        leaving = leaving_of(cast)
        choose(cast, road, Way.END)
        actions.end_leaving(leaving, by=cast.carme, on=TODAY())
        cast.peer.belongings.update(ends_on=TODAY() - timedelta(days=1))
        assert not may(cast.pau, Can.SEE_JOURNEY, Journey.objects.get(pk=road.pk))

    def test_of_somebody_who_rests_lets_them_come_back_by_their_own_yes(self, cast, road):
        leaving = leaving_of(cast)
        choose(cast, road, Way.REST)
        actions.end_leaving(leaving, by=cast.carme, on=TODAY())
        road = Journey.objects.get(pk=road.pk)
        story.say_yes(cast, road, on=TODAY())
        assert Journey.objects.get(pk=road.pk).waits_for_a_peer

    def test_is_possible_once_a_coordinator_stays_in_touch_by_name(self, cast, carme, montse, road):
        leaving = leaving_of(cast)
        tab = Tab(carme, reverse("journeys:stay_in_touch", args=[road.pk]))
        assert {tab.send().status_code for _tap in range(2)} == {302}
        assert "Carme, coordinator, stays in touch with you" in text_of(montse.get("/my/"))
        actions.end_leaving(leaving, by=cast.carme, on=TODAY())
        desk = text_of(carme.get(reverse("home:desk", args=[cast.programme.pk])))
        assert "Walk with nobody" in desk and "Carme stays in touch" in desk

    def test_gives_back_to_the_desk_whom_they_were_asked_for(self, cast):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        actions.offer(journey, by=cast.carme, peer=cast.peer, on=TODAY())
        actions.end_leaving(leaving_of(cast), by=cast.carme, on=TODAY())
        assert Journey.objects.get(pk=journey.pk).waits_for_a_peer

    def test_stays_with_another_coordinator_where_one_knows_the_person_from_work(self, cast, road):
        leaving = leaving_of(cast)
        choose(cast, road, Way.REST)
        join(cast.montse, cast.programme, Role.EVALUATOR)
        with pytest.raises(Refused, match="Another coordinator"):
            actions.end_leaving(leaving, by=cast.carme, on=TODAY())

    def test_does_not_come_where_they_stay_after_all(self, cast, pau, montse, road):
        leaving = leaving_of(cast)
        choose(cast, road, Way.END)
        assert Tab(pau, reverse("journeys:stay", args=[leaving.pk])).send().status_code == 302
        told = text_of(montse.get("/my/"))
        assert "Your peer supporter stays after all." in told and "How you go on" not in told
        with pytest.raises(Refused):
            actions.end_leaving(leaving, by=cast.carme, on=TODAY())
        assert "nobody leaves" in text_of(pau.get(reverse("journeys:leaving", args=[leaving.pk])))


class TestWhatTheyTakeAlong:
    def test_is_everything_of_their_own_in_one_file_that_only_they_can_save(self, cast, pau, carme):
        reflect(cast.peer, by=cast.pau, id=uuid.uuid4(), on=TODAY(), words="The sea, and <Montse> laughing")
        thank(leaving_of(cast), by=cast.carme, id=uuid.uuid4(), on=TODAY(), words="Thank you", signed="Carme")
        answer = pau.get(reverse("wellbeing:take_along"))
        assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
        told = answer.content.decode()
        assert "The sea, and <Montse> laughing" in told and "Thank you" in told and "Carme" in told
        assert "The sea" not in carme.get(reverse("wellbeing:take_along")).content.decode()

    def test_stays_theirs_when_they_have_left(self, cast, pau):
        reflect(cast.peer, by=cast.pau, id=uuid.uuid4(), on=TODAY(), words="The sea")
        leaving = leaving_of(cast)
        thank(leaving, by=cast.carme, id=uuid.uuid4(), on=TODAY(), words="Come and see us", signed="")
        actions.end_leaving(leaving, by=cast.carme, on=TODAY())
        cast.peer.belongings.update(ends_on=TODAY() - timedelta(days=1))
        told = text_of(pau.get(reverse("journeys:leavings")))
        assert "Come and see us" in told and "Without a name" in told
        assert "The sea" in pau.get(reverse("wellbeing:take_along")).content.decode()


class TestThanks:
    def test_are_written_by_those_who_walk_or_work_with_them_and_read_by_them_alone(
        self, cast, montse, pau, carme, road
    ):
        leaving = leaving_of(cast)
        for client, name in [(montse, "Montse"), (carme, "Carme")]:
            tab = Tab(client, reverse("journeys:thank", args=[leaving.pk]))
            assert tab.filled_in["signed"] == name
            assert {tab.send(words=f"From {name}").status_code for _tap in range(2)} == {302}
        assert Thanks.objects.count() == 2
        assert "From Montse" in text_of(pau.get(reverse("journeys:leavings")))
        assert "Somebody wrote you a few words." in text_of(pau.get("/today/"))
        assert "From Montse" not in text_of(carme.get(reverse("journeys:leaving", args=[leaving.pk])))
        for who in ["rosa", "edu", "olga", "pau"]:
            assert not may(getattr(cast, who), workforce.Can.THANK, leaving), who

    def test_do_not_say_in_any_column_who_wrote_them(self):
        kept = {field.name for field in Thanks._meta.concrete_fields}
        assert kept == {"id", "leaving", "on", "words", "signed"}

    def test_come_from_other_peer_supporters_too(self, cast):
        beside = User.objects.create_user("beside@example.org", name="Bea")
        peer = type(cast.peer).objects.create(user=beside, employer=cast.federation)
        peer.programmes.add(cast.programme)
        assert may(beside, workforce.Can.THANK, leaving_of(cast))
