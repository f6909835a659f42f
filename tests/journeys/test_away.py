"""A peer supporter is away for a time: who is waiting for a meeting then, kind words, and back with one tap."""

import re
import uuid
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import one_of_each
from tests.groups.groups import run_by
from tests.journeys.on_the_road import TODAY, page, send, soup_of, words_of
from tests.learning.learning import another_peer
from tests.tabs import Tab, text_of
from wayfellow.access.guard import may
from wayfellow.demo import story
from wayfellow.directory.actions import except_days
from wayfellow.directory.occurrences import days_of
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Introduction, Journey
from wayfellow.journeys.queries.desk import place, what_is_next
from wayfellow.supervision.actions import plan_supervision
from wayfellow.workforce.actions import come_back, go_away
from wayfellow.workforce.models import Absence

IN_TWO_DAYS, IN_A_WEEK, IN_TEN_DAYS, IN_TWO_WEEKS = (TODAY() + timedelta(days=days) for days in (2, 7, 10, 13))


def plan(cast, journey, on):
    said = {"on": on, "at": time(17), "minutes": 60, "setting": "community", "place": "The bench"}
    return actions.plan(journey, by=cast.pau, id=uuid.uuid4(), **said)


def away(cast, by=None, begins_on=None, until=None):
    return go_away(cast.peer, by=by or cast.pau, id=uuid.uuid4(), begins_on=begins_on or TODAY(), until=until)


@pytest.fixture
def carme(cast):
    client = Client()
    client.force_login(cast.carme)
    return client


@pytest.fixture
def planned(cast, road):
    """Two meetings with Montse: one in the week in which Pau is away, one after it."""
    return [plan(cast, road, IN_TWO_DAYS), plan(cast, road, IN_TEN_DAYS)]


def time_of(group):
    return group.listing.times.get()


def page_of(absence):
    return reverse("journeys:away", args=[absence.pk])


def saying(client, cast):
    return Tab(client, reverse("journeys:go_away", args=[cast.peer.pk]))


class TestGoingAway:
    def test_is_said_from_the_first_page_in_days_and_shows_who_is_waiting_then(self, cast, pau, planned):
        assert "When I am away" in text_of(pau.get("/today/"))
        assert reverse("journeys:go_away", args=[cast.peer.pk]) in pau.get("/today/away/").content.decode()
        said = saying(pau, cast).send(begins_on=TODAY().isoformat(), until=IN_A_WEEK.isoformat())
        told = words_of(soup_of(pau.get(said.url)))
        assert "Montse" in told and "17:00 · 60 minutes · Out and about · The bench" in told
        boxes = soup_of(pau.get(said.url)).find_all("input", attrs={"name": "meetings"})
        assert [box["value"] for box in boxes] == [str(planned[0].pk)] and boxes[0].has_attr("checked")
        assert "You are away" in text_of(pau.get("/today/"))

    def test_is_open_at_its_end_where_nobody_knows_yet(self, cast, pau, planned):
        said = saying(pau, cast).send(begins_on=TODAY().isoformat(), until="")
        boxes = soup_of(pau.get(said.url)).find_all("input", attrs={"name": "meetings"})
        assert len(boxes) == 2 and "until they are back" in text_of(pau.get(said.url))

    @pytest.mark.parametrize(
        "mistake, message",
        [
            ({"begins_on": (TODAY() - timedelta(days=1)).isoformat()}, "Please choose today, or a day to come."),
            ({"begins_on": ""}, "required"),
            ({"until": (TODAY() - timedelta(days=1)).isoformat()}, "The last day is before the first."),
        ],
    )
    def test_says_in_place_what_needs_another_look(self, cast, pau, mistake, message):
        said = {"begins_on": TODAY().isoformat(), "until": IN_A_WEEK.isoformat()} | mistake
        assert message in words_of(soup_of(saying(pau, cast).send(**said)))
        assert not Absence.objects.exists()

    def test_sent_twice_is_kept_once_and_the_same_days_again_are_noticed(self, cast, pau):
        tab, said = saying(pau, cast), {"begins_on": TODAY().isoformat(), "until": IN_A_WEEK.isoformat()}
        assert len({tab.send(**said).url for _tap in range(2)}) == 1 and Absence.objects.count() == 1
        assert "you are away already" in words_of(soup_of(saying(pau, cast).send(**said)))

    def test_by_a_coordinator_is_told_to_the_peer_supporter(self, cast, carme, pau, planned):
        load = carme.get(reverse("home:load", args=[cast.programme.pk])).content.decode()
        assert reverse("journeys:go_away", args=[cast.peer.pk]) in load
        said = saying(carme, cast).send(begins_on=TODAY().isoformat(), until=IN_A_WEEK.isoformat())
        told = text_of(carme.get(said.url))
        assert "Montse" in told and "17:00" not in told and "The bench" not in told, "the desk reads days only"
        assert "You are away from" in text_of(pau.get("/today/"))

    def test_is_nobody_elses_to_say(self, cast, road):
        absence = away(cast)
        for who in ["montse", "rosa", "silvia", "edu", "olga", "nil"]:
            assert not may(getattr(cast, who), Can.CANCEL_WHILE_AWAY, absence), who

    def test_keeps_no_reason(self):
        kept = {field.name for field in Absence._meta.concrete_fields}
        assert kept == {"id", "peer", "by", "begins_on", "until", "ended_on"}


class TestTheMeetingsOfThatTime:
    def test_are_cancelled_where_ticked_and_the_person_reads_it_kindly(self, cast, pau, montse, planned):
        absence = away(cast, until=IN_A_WEEK)
        tab = Tab(pau, page_of(absence))
        assert {tab.send(meetings=[planned[0].pk]).status_code for _tap in range(2)} == {302}
        assert {each.state for each in Accompaniment.objects.all()} == {"planned", "let_go"}
        told = text_of(montse.get("/my/"))
        assert "Your peer supporter is away until" in told and "will not take place; after that" in told
        assert "Pau is away until" in told

    @pytest.mark.parametrize("language, said", [("es", "no se hará"), ("ca", "no es farà")])
    def test_are_told_in_the_language_of_the_person(self, cast, montse, planned, language, said):
        absence = away(cast)
        actions.cancel_while_away(absence, by=cast.pau, meetings=[planned[0]])
        montse.cookies["django_language"] = language
        assert said in text_of(montse.get("/my/"))

    def test_stay_where_not_ticked(self, cast, pau, planned):
        absence = away(cast)
        tab = Tab(pau, page_of(absence))
        tab.send(meetings=[planned[1].pk])
        assert [each.pk for each in Accompaniment.objects.filter(state="planned")] == [planned[0].pk]
        assert "all of it stays" in words_of(soup_of(Tab(pau, tab.address).send(meetings=[])))

    def test_where_there_are_none_are_said_to_be_none(self, cast, pau):
        assert "Nothing is planned then" in text_of(pau.get(page_of(away(cast))))

    def test_can_be_moved_instead(self, cast, pau, planned):
        absence = away(cast, until=IN_A_WEEK)
        link = reverse("journeys:settle", args=[planned[0].pk])
        assert soup_of(pau.get(page_of(absence))).find("a", href=link)

    def test_are_cancelled_by_a_coordinator_by_name_and_the_peer_supporter_is_told(self, cast, pau, montse, planned):
        absence = away(cast, by=cast.carme, until=IN_A_WEEK)
        actions.cancel_while_away(absence, by=cast.carme, meetings=[planned[0]])
        assert "The meeting with Montse of" in text_of(pau.get("/today/"))
        assert "Carme cancelled it. That is all right." in words_of(page(montse, "journey", planned[0].journey))

    def test_of_somebody_else_are_not_touched(self, cast, carme, pau, planned):
        absence = away(cast, until=IN_A_WEEK)
        tab = Tab(carme, page_of(absence))
        assert tab.send(meetings=[planned[1].pk]).status_code == 422
        assert Accompaniment.objects.filter(state="planned").count() == 2

    def test_with_whoever_referred_are_told_to_them(self, cast, client, road):
        meeting = plan(cast, road, IN_TWO_DAYS)
        Accompaniment.objects.update(with_referrer=True)
        actions.cancel_while_away(away(cast), by=cast.pau, meetings=[meeting])
        client.force_login(cast.rosa)
        assert "will not take place" in text_of(client.get("/referrals/"))


class TestTimesThatWereOfferedForAFirstMeeting:
    @pytest.fixture
    def offered(self, cast):
        """Rosa wants to introduce Montse and Pau, and has two times to choose from: one of them in the week away."""
        journey = story.propose(cast, on=TODAY() - timedelta(days=9))
        story.say_yes(cast, journey, on=TODAY() - timedelta(days=8))
        story.find_peer(cast, journey, on=TODAY() - timedelta(days=2))
        times = [(IN_TWO_DAYS, time(10), "The blue door"), (IN_TEN_DAYS, time(16, 30), "")]
        said = {"on": TODAY(), "times": times, "setting": "centre", "minutes": 45}
        return actions.offer_times(journey, by=cast.pau, id=uuid.uuid4(), **said).journey

    def test_are_withdrawn_where_ticked_and_whoever_introduces_them_reads_which_are_left(self, cast, pau, offered):
        absence = away(cast, until=IN_A_WEEK)
        tab = Tab(pau, page_of(absence))
        boxes = soup_of(tab.answer).find_all("input", attrs={"name": "offered"})
        assert len(boxes) == 1 and boxes[0].has_attr("checked") and "10:00" in text_of(tab.answer)
        assert {tab.send(offered=[boxes[0]["value"]]).status_code for _tap in range(2)} == {302}
        rosa = Client()
        rosa.force_login(cast.rosa)
        assert "Some of the times to introduce Montse were withdrawn." in text_of(rosa.get("/referrals/"))
        left = page(rosa, "referral", offered).find_all("button", attrs={"name": "time"})
        assert len(left) == 1 and "16:30" in left[0].text
        assert not soup_of(pau.get(tab.address)).find("input", attrs={"name": "offered"})

    def test_of_which_none_is_left_are_offered_anew(self, cast, pau, offered):
        absence = away(cast)
        actions.cancel_while_away(absence, by=cast.pau, offered=list(Introduction.objects.all()))
        assert not Introduction.objects.exists()
        assert "Offer Rosa up to three times" in words_of(page(pau, "journey", offered))

    def test_stay_where_they_are_not_ticked(self, cast, pau, offered):
        tab = Tab(pau, page_of(away(cast)))
        assert "all of it stays" in words_of(soup_of(tab.send(offered=[])))
        assert len(Introduction.objects.get().offered) == 2

    def test_that_were_taken_meanwhile_are_looked_at_again(self, cast, pau, offered):
        absence = away(cast, until=IN_A_WEEK)
        tab = Tab(pau, page_of(absence))
        introduction = Introduction.objects.get()
        actions.take_time(offered, by=cast.rosa, on=TODAY(), time=introduction.offered[0].number)
        assert tab.send(offered=[introduction.pk]).status_code == 422
        assert "Montse" in words_of(soup_of(pau.get(tab.address))), "now it is a meeting of that time"

    def test_are_read_by_a_coordinator_as_days(self, cast, carme, offered):
        told = text_of(carme.get(page_of(away(cast, by=cast.carme, until=IN_A_WEEK))))
        assert "Montse" in told and "10:00" not in told and "blue door" not in told


class TestTheSupervisionOfThatTime:
    @pytest.fixture
    def planned_with(self, cast):
        def plan(kind, peers, on=IN_TWO_DAYS):
            said = {"kind": kind, "peers": peers, "beside": None}
            when = {"on": on, "at": time(11), "way": "in_person"}
            return plan_supervision(cast.programme, by=cast.silvia, id=uuid.uuid4(), **said, planned=when)

        return plan

    def test_is_moved_or_cancelled_by_whoever_is_away_where_it_is_for_them_alone(self, cast, pau, planned_with):
        alone = planned_with("alone", [cast.peer])
        planned_with("alone", [cast.peer], on=IN_TEN_DAYS)
        shown = soup_of(pau.get(page_of(away(cast, until=IN_A_WEEK))))
        links = {link["href"] for link in shown.find_all("a") if "/supervision/" in link["href"]}
        assert links == {reverse(f"supervision:{to}", args=[alone.pk]) for to in ["supervision", "move", "let_go"]}
        assert "Supervision with Sílvia" in words_of(shown) and "11:00" in words_of(shown)

    def test_of_several_stays_with_whoever_leads_it(self, cast, pau, planned_with):
        planned_with("group", [cast.peer, another_peer(cast, "Adam").peers.get()])
        told = text_of(pau.get(page_of(away(cast, until=IN_A_WEEK))))
        assert told.count("Supervision with Sílvia") == 1 and "It is for several" in told

    def test_is_read_by_a_coordinator_as_a_day(self, cast, carme, planned_with):
        planned_with("alone", [cast.peer])
        shown = soup_of(carme.get(page_of(away(cast, by=cast.carme, until=IN_A_WEEK))))
        assert "Supervision with Sílvia" in words_of(shown) and "11:00" not in words_of(shown)
        assert not [link for link in shown.main.find_all("a") if "/supervision/" in link["href"]]


class TestTheGroupsOfThatTime:
    @pytest.fixture
    def led(self, cast):
        """The circle that Pau leads meets every week."""
        return run_by(cast, one_of_each(cast)[0], cast.peer)

    def test_stand_there_day_by_day_with_the_way_to_cancel_or_move_one(self, cast, pau, led):
        shown = soup_of(pau.get(page_of(away(cast, until=IN_TWO_WEEKS))))
        assert len(shown.select(".row ul li")) == 2
        assert len(shown.find_all("a", href=re.compile(reverse("directory:except_time", args=[time_of(led).pk])))) == 2
        assert shown.find("a", href=re.compile(reverse("directory:except_days", args=[led.listing_id])))

    def test_lead_to_where_one_is_cancelled_with_its_day_chosen(self, cast, pau, led):
        second = [*days_of(time_of(led), TODAY(), IN_TWO_WEEKS)][1]
        shown = soup_of(pau.get(page_of(away(cast, until=IN_TWO_WEEKS))))
        link = shown.find_all("a", href=re.compile(reverse("directory:except_time", args=[time_of(led).pk])))[1]
        form = soup_of(pau.get(link["href"]))
        assert form.find(attrs={"name": "on"}).find("option", selected=True)["value"] == second.isoformat()
        assert Tab(pau, link["href"]).send(on=second, what="cancelled", why="holiday").status_code == 302
        assert time_of(led).exceptions.get().on == second

    def test_lead_to_where_all_of_them_are_cancelled_with_the_days_filled_in(self, cast, pau, led):
        first = next(days_of(time_of(led), TODAY(), IN_TWO_WEEKS))
        absence = away(cast, until=IN_TWO_WEEKS)
        link = soup_of(pau.get(page_of(absence))).find("a", href=re.compile("/some-days/"))["href"]
        tab = Tab(pau, link)
        assert (tab.filled_in["first"], tab.filled_in["last"]) == (first.isoformat(), IN_TWO_WEEKS.isoformat())
        tab.send(why="holiday")
        assert "Groups in that time" not in text_of(pau.get(page_of(absence)))

    @pytest.mark.parametrize("said", ["first=yesterday&last=<b>", "first=", "last=2026-13-40"])
    def test_what_is_no_day_in_a_link_fills_in_nothing_that_could_be_sent(self, pau, led, said):
        answer = pau.get(f"{reverse('directory:except_days', args=[led.listing_id])}?{said}")
        assert answer.status_code == 200 and b"<b>" not in answer.content

    def test_are_those_of_four_weeks_where_nobody_knows_until_when(self, cast, pau, led):
        shown = soup_of(pau.get(page_of(away(cast))))
        assert "The days of the next four weeks." in words_of(shown) and len(shown.select(".row ul li")) in {4, 5}

    def test_that_were_cancelled_are_no_longer_there(self, cast, pau, led):
        absence = away(cast, until=IN_TWO_WEEKS)
        change = {"why": "holiday", "in_words": {}}
        except_days(led.listing, by=cast.pau, first=TODAY(), last=TODAY() + timedelta(days=20), change=change)
        assert "Groups in that time" not in text_of(pau.get(page_of(absence)))

    def test_are_read_by_a_coordinator_and_cancelled_by_those_who_lead_them(self, cast, carme, led):
        shown = soup_of(carme.get(page_of(away(cast, by=cast.carme, until=IN_A_WEEK))))
        assert shown.find("a", href=reverse("groups:group", args=[led.pk]))
        assert not shown.find("a", href=reverse("directory:except_days", args=[led.listing_id]))


class TestMeanwhile:
    def test_the_person_reads_until_when_and_that_the_two_go_on(self, cast, montse, road):
        away(cast, until=IN_A_WEEK)
        assert "After that you two go on." in words_of(page(montse, "journey", road))
        assert "After that you two go on." in text_of(montse.get("/my/"))

    def test_planning_a_day_of_it_is_asked_about(self, cast, pau, road):
        away(cast, until=IN_A_WEEK)
        said = {"length": "60", "setting": "community", "on": IN_TWO_DAYS.isoformat()}
        assert "Pau is away that day." in words_of(soup_of(send(pau, "plan", road, **said)))
        assert send(pau, "plan", road, **said, anyway="on").status_code == 302

    def test_the_desk_counts_no_weeks_and_says_so(self, cast, road):
        asked = place(Journey).get(pk=road.pk)
        assert "No meeting noted" in str(what_is_next(asked, TODAY()))
        away(cast, until=IN_A_WEEK)
        asked = place(Journey).get(pk=road.pk)
        assert "Pau is away, until" in str(what_is_next(asked, TODAY()))

    def test_whoever_is_asked_for_one_more_stands_there_as_away_and_is_asked_about(self, cast, carme):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        away(cast, until=IN_A_WEEK)
        tab = Tab(carme, reverse("journeys:offer", args=[journey.pk]))
        assert "Away until" in text_of(tab.answer)
        assert "Pau is away now." in words_of(soup_of(tab.send(peer=cast.peer.pk)))
        assert tab.send(peer=cast.peer.pk, while_away="on").status_code == 302

    def test_one_that_is_to_come_asks_nothing_yet(self, cast, carme):
        journey = story.propose(cast, on=TODAY())
        story.say_yes(cast, journey, on=TODAY())
        away(cast, begins_on=IN_A_WEEK)
        tab = Tab(carme, reverse("journeys:offer", args=[journey.pk]))
        assert "Away from" in text_of(tab.answer)
        assert tab.send(peer=cast.peer.pk).status_code == 302


class TestComingBack:
    def test_is_one_tap_on_the_first_page(self, cast, pau, montse, road):
        absence = away(cast)
        form = soup_of(pau.get("/today/")).find("form", action=reverse("journeys:come_back", args=[absence.pk]))
        said = {field["name"]: field["value"] for field in form.find_all("input")}
        assert {pau.post(form["action"], said).status_code for _tap in range(2)} == {302}
        assert "You are away" not in text_of(pau.get("/today/away/"))
        assert "is away" not in words_of(page(montse, "journey", road))

    def test_leaves_the_news_of_what_was_cancelled_and_takes_back_that_of_being_away(self, cast, pau, montse, planned):
        absence = away(cast, begins_on=IN_TWO_DAYS, until=IN_A_WEEK)
        actions.cancel_while_away(absence, by=cast.pau, meetings=[planned[0]])
        assert "Your peer supporter is away until" in text_of(montse.get("/my/"))
        answer = Tab(pau, reverse("journeys:come_back", args=[absence.pk])).send()
        assert "stay cancelled" in pau.get(answer.url).content.decode()
        told = text_of(montse.get("/my/"))
        assert "Your peer supporter is away" not in told and "will not take place." in told

    def test_happens_by_itself_after_the_last_day(self, cast, pau, road):
        away(cast, until=TODAY())
        past = TODAY() - timedelta(days=1)
        Absence.objects.update(begins_on=past, until=past)
        assert "You are here" in text_of(pau.get("/today/away/"))
        away(cast, until=IN_A_WEEK)

    def test_can_be_said_before_it_began_and_by_a_coordinator(self, cast, carme):
        absence = away(cast, begins_on=IN_TWO_DAYS)
        assert "Pau stays here after all" in text_of(carme.get(page_of(absence)))
        come_back(absence, by=cast.carme, on=timezone.localdate())
        assert "This time away is over." in text_of(carme.get(page_of(absence)))
