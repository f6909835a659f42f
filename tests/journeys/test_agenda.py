"""What two plan together: one truth for both, whoever plans, moves, cancels or rests, and in whatever order."""

import uuid
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calendars import events_in
from tests.journeys.on_the_road import TODAY, days_before, page, send, soup_of, statements, words_of
from tests.tabs import Tab
from wayfellow.access.guard import Refused
from wayfellow.choices.links import digest_of
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.actions.within import ask_about
from wayfellow.journeys.checks import findings
from wayfellow.journeys.models import Accompaniment, Break
from wayfellow.journeys.queries.agenda import agenda
from wayfellow.people.models import OwnCalendar
from wayfellow.workforce.actions import keep_week

FRIDAY = TODAY() + timedelta(days=4)
A_WALK = {"length": "60", "setting": "community", "at": "17:00", "place": "The bench by the library"}


def planned(road):
    return list(road.accompaniments.filter(state="planned").order_by("on"))


@pytest.fixture
def a_plan(cast, road):
    when = {"on": FRIDAY, "at": time(17), "minutes": 60, "setting": "community", "place": "The bench"}
    return actions.plan(road, by=cast.pau, id=uuid.uuid4(), **when)


class TestAPlan:
    def test_says_day_time_length_place_and_who_comes_to_both(self, pau, montse, road):
        said = A_WALK | {"on": FRIDAY.isoformat(), "joined_by": ["nurse"]}
        assert send(montse, "plan", road, **said).status_code == 302
        for client in [pau, montse]:
            told = words_of(page(client, "journey", road))
            assert "17:00 · 60 minutes · Out and about · The bench by the library · Joined by: A nurse" in told
        assert "The bench by the library" in words_of(soup_of(montse.get("/my/")))
        assert "The bench by the library" in words_of(soup_of(pau.get("/today/")))

    def test_is_possible_while_the_two_get_to_know_each_other(self, cast, pau):
        road = story.propose(cast, on=TODAY())
        assert send(pau, "plan", road, **A_WALK).status_code == 404
        story.say_yes(cast, road, on=TODAY())
        story.find_peer(cast, road, on=TODAY())
        assert page(pau, "journey", road).find("a", href=reverse("journeys:plan", args=[road.pk]))
        assert send(pau, "plan", road, **A_WALK, on=FRIDAY.isoformat()).status_code == 302
        story.begin_walking(cast, road, on=TODAY())
        assert "The bench by the library" in words_of(page(pau, "journey", road))

    def test_like_one_before_is_asked_about_and_not_refused(self, pau, montse, road, a_plan):
        said = A_WALK | {"on": FRIDAY.isoformat()}
        asked = send(montse, "plan", road, **said)
        assert asked.status_code == 422 and "This is planned already" in words_of(soup_of(asked))
        assert soup_of(asked).find("input", {"name": "place"})["value"] == A_WALK["place"]
        assert send(montse, "plan", road, **said, anyway="on").status_code == 302
        assert len(planned(road)) == 2

    @pytest.mark.parametrize("at", ["", "16:30", "17:30"])
    @pytest.mark.parametrize("who", ["pau", "montse"])
    def test_where_the_two_meet_at_that_hour_or_at_an_open_one_is_asked_of_both(self, request, road, who, at):
        browser = request.getfixturevalue(who)
        said = A_WALK | {"on": FRIDAY.isoformat()}
        assert send(browser, "plan", road, **said | {"at": "17:00"}).status_code == 302
        asked = send(browser, "plan", road, **said | {"at": at})
        assert "You two meet on" in words_of(soup_of(asked)) and len(planned(road)) == 1
        assert send(browser, "plan", road, **said | {"at": "19:00"}).status_code == 302

    def test_an_hour_is_not_told_to_a_coordinator_by_a_question(self, cast, road, a_plan):
        at = {"on": FRIDAY, "at": time(17, 30), "minutes": 60, "setting": "home"}
        with pytest.raises(Refused):
            ask_about(road, by=cast.pau, **at)
        ask_about(road, by=cast.carme, **at)

    def test_at_the_time_of_another_is_asked_of_the_peer_supporter_alone(self, cast, pau, montse, road):
        other = story.set_out(cast, on=TODAY() - timedelta(days=9), person={"name": "Aina", "language": "ca"})
        at = {"on": FRIDAY, "at": time(16, 30), "minutes": 60, "setting": "home"}
        actions.plan(other, by=cast.pau, id=uuid.uuid4(), **at)
        said = A_WALK | {"on": FRIDAY.isoformat()}
        asked = send(pau, "plan", road, **said)
        assert "you meet someone else at that time" in words_of(soup_of(asked))
        assert send(montse, "plan", road, **said).status_code == 302
        assert "At the same time as the one before" in words_of(soup_of(pau.get("/today/")))

    @pytest.fixture
    def needs_half_an_hour(self, cast):
        week = {"parts": [], "between": 30, "otherwise": "", "not_there": ""}
        keep_week(cast.peer, by=cast.pau, edit_token=None, week=week)

    @pytest.mark.parametrize(
        "how, at, asks", [("home", 15, 50), ("home", 15, 30), ("phone", 15, 50), ("home", 18, 10), ("home", 18, 30)]
    )
    def test_with_less_time_before_or_after_it_than_the_peer_supporter_needs_is_asked_about(
        self, cast, pau, road, needs_half_an_hour, how, at, asks
    ):
        other = story.set_out(cast, on=TODAY() - timedelta(days=9), person={"name": "Aina", "language": "ca"})
        when = {"on": FRIDAY, "at": time(at, asks), "minutes": 60, "setting": how}
        actions.plan(other, by=cast.pau, id=uuid.uuid4(), **when)
        said = A_WALK | {"on": FRIDAY.isoformat()}
        answer = send(pau, "plan", road, **said)
        if how == "phone" or asks == 30:
            assert answer.status_code == 302
            return
        told = words_of(soup_of(answer))
        assert "Only 10 min between" in told and "You usually need 30 min." in told
        assert send(pau, "plan", road, **said, anyway="on").status_code == 302

    def test_that_is_close_to_another_is_no_matter_of_the_person_nor_of_who_needs_no_time(
        self, cast, montse, pau, road
    ):
        other = story.set_out(cast, on=TODAY() - timedelta(days=9), person={"name": "Aina", "language": "ca"})
        when = {"on": FRIDAY, "at": time(15, 50), "minutes": 60, "setting": "home"}
        actions.plan(other, by=cast.pau, id=uuid.uuid4(), **when)
        said = A_WALK | {"on": FRIDAY.isoformat()}
        assert send(pau, "plan", road, **said).status_code == 302
        week = {"parts": [], "between": 30, "otherwise": "", "not_there": ""}
        keep_week(cast.peer, by=cast.pau, edit_token=None, week=week)
        assert send(montse, "plan", road, **said | {"at": "18:10"}).status_code == 302
        assert "Only 10 min in between" in words_of(soup_of(pau.get("/today/")))

    @pytest.mark.parametrize("minutes, at", [(30, time(17, 30)), (None, time(18))])
    def test_right_after_another_is_no_overlap(self, a_plan, minutes, at):
        assert not Accompaniment(on=FRIDAY, at=at, minutes=minutes).overlaps(
            Accompaniment(on=FRIDAY, at=time(17), minutes=30)
        )

    @pytest.mark.parametrize(
        "mistake, message",
        [
            ({"on": "2026-02-31"}, "valid date"),
            ({"at": "25:70"}, "valid time"),
            ({"length": "other", "minutes": "0"}, "above zero"),
            ({"place": "x" * 201}, "at most 200"),
        ],
    )
    def test_says_in_place_what_needs_another_look(self, pau, road, mistake, message):
        refused = send(pau, "plan", road, **A_WALK | mistake)
        assert refused.status_code == 422 and message in words_of(soup_of(refused))
        assert not planned(road)


class TestARowOfDays:
    def test_goes_on_each_week_until_the_talk(self, cast, pau, road):
        story.walk(cast, road, days_before(3))
        said = A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"}
        assert send(pau, "plan", road, **said, up_to="talk").status_code == 302
        assert [each.on for each in planned(road)] == [FRIDAY + timedelta(weeks=number) for number in range(5)]

    def test_each_fortnight_until_all_that_were_proposed(self, pau, road):
        said = A_WALK | {"on": FRIDAY.isoformat(), "repeats": "fortnightly", "up_to": "proposed"}
        assert send(pau, "plan", road, **said).status_code == 302
        days = [each.on for each in planned(road)]
        assert len(days) == 12 and days[1] - days[0] == timedelta(weeks=2)

    def test_past_the_talk_says_so(self, cast, pau, road):
        story.walk(cast, road, days_before(8))
        refused = send(pau, "plan", road, **A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"})
        assert "You have met or planned as often as that already" in words_of(soup_of(refused))

    def test_sent_twice_is_there_once(self, pau, road):
        key, said = uuid.uuid4(), A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"}
        for _tap in range(2):
            assert send(pau, "plan", road, key, **said).status_code == 302
        assert len(planned(road)) == 8

    @pytest.mark.parametrize("later, left", [("on", 2), ("", 7)])
    def test_is_cancelled_one_or_all_later_ones(self, pau, road, later, left):
        send(pau, "plan", road, **A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"})
        third = planned(road)[2]
        assert page(pau, "settle", third).find("input", {"name": "rest_of_row"})
        assert send(pau, "settle", third, state="let_go", **{"rest_of_row": later} if later else {}).status_code == 302
        assert len(planned(road)) == left

    def test_is_moved_by_as_many_days(self, pau, road):
        send(pau, "plan", road, **A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"})
        moved = (FRIDAY + timedelta(days=1)).isoformat()
        assert send(pau, "settle", planned(road)[0], state="moved", on=moved, rest_of_row="on").status_code == 302
        assert [each.on for each in planned(road)] == [FRIDAY + timedelta(days=1, weeks=week) for week in range(8)]


class TestAPlanThatIsChanged:
    def test_keeps_its_time_and_says_who_moved_it_and_from_when(self, pau, montse, road, a_plan):
        form = page(pau, "settle", a_plan)
        assert form.find("input", {"name": "at"})["value"] == "17:00"
        saturday = FRIDAY + timedelta(days=1)
        assert send(pau, "settle", a_plan, state="moved", on=saturday.isoformat()).status_code == 302
        for told in [page(montse, "journey", road), page(pau, "accompaniment", a_plan), soup_of(montse.get("/my/"))]:
            assert "17:00" in words_of(told) and "Pau moved it. Before, it was on" in words_of(told)

    def test_keeps_its_number_and_counts_its_changes_for_a_calendar(self, cast, road, a_plan):
        for days in [1, 2]:
            actions.settle(a_plan, by=cast.pau, state="moved", on=FRIDAY + timedelta(days=days))
        actions.settle(a_plan, by=cast.montse, state="let_go")
        kept = Accompaniment.objects.select_related("arrangement").get()
        assert (kept.pk, kept.state, kept.arrangement.changes) == (a_plan.pk, "let_go", 3)

    def test_goes_with_the_end_and_nobody_is_said_to_have_cancelled_it(self, cast, montse, road, a_plan):
        actions.settle(a_plan, by=cast.pau, state="moved", on=FRIDAY + timedelta(days=1))
        actions.end_unplanned(road, by=cast.carme, on=TODAY(), way="moved", how_to_come_back="")
        a_plan.refresh_from_db()
        assert (a_plan.state, a_plan.arrangement.changes) == ("let_go", 2)
        assert "cancelled it" not in words_of(page(montse, "accompaniment", a_plan))

    def test_to_another_place_says_so(self, pau, montse, road, a_plan):
        said = {"state": "moved", "on": FRIDAY.isoformat(), "at": "17:00", "place": "The market"}
        assert send(pau, "settle", a_plan, **said).status_code == 302
        told = words_of(page(montse, "journey", road))
        assert "The market" in told and "Pau changed the plan. Day and time are the same." in told

    def test_to_another_kind_and_length_says_so_and_keeps_the_rest(self, pau, montse, road, a_plan):
        form = Tab(pau, reverse("journeys:settle", args=[a_plan.pk]))
        assert form.send(state="moved", setting="phone", length="30").status_code == 302
        a_plan.refresh_from_db()
        assert (a_plan.on, a_plan.at, a_plan.minutes, a_plan.setting) == (FRIDAY, time(17), 30, "phone")
        assert a_plan.arrangement.place == "The bench"
        assert "Pau changed the plan. Day and time are the same." in words_of(page(montse, "journey", road))

    def test_of_a_row_to_another_length_changes_what_comes_later_too(self, pau, road):
        send(pau, "plan", road, **A_WALK | {"on": FRIDAY.isoformat(), "repeats": "weekly"})
        first = planned(road)[0]
        form = Tab(pau, reverse("journeys:settle", args=[first.pk]))
        assert form.send(state="moved", length="45", rest_of_row="on").status_code == 302
        assert {each.minutes for each in planned(road)} == {45}

    def test_that_was_cancelled_for_a_day_to_come_is_not_said_to_have_failed(self, cast, montse, a_plan):
        actions.settle(a_plan, by=cast.pau, state="let_go")
        told = words_of(page(montse, "accompaniment", a_plan))
        assert "Cancelled" in told and "Did not take place" not in told

    def test_to_what_it_is_already_asks_what_should_change(self, pau, a_plan):
        said = {"state": "moved", "on": FRIDAY.isoformat(), "at": "17:00", "place": "The bench"}
        assert "This is what is planned already" in words_of(soup_of(send(pau, "settle", a_plan, **said)))

    def test_by_both_at_once_replaces_nothing_unseen(self, pau, montse, a_plan):
        before = page(montse, "settle", a_plan).find("input", {"name": "edit_token"})["value"]
        send(pau, "settle", a_plan, state="moved", on=(FRIDAY + timedelta(days=1)).isoformat())
        late = send(
            montse, "settle", a_plan, state="moved", on=(FRIDAY + timedelta(days=2)).isoformat(), edit_token=before
        )
        assert late.status_code == 422 and "changed in the meantime" in words_of(soup_of(late))

    def test_is_cancelled_by_name_and_without_blame(self, pau, montse, road, a_plan):
        assert send(montse, "settle", a_plan, state="let_go").status_code == 302
        for client in [pau, montse]:
            assert "Montse cancelled it. That is all right." in words_of(page(client, "journey", road))

    def test_says_to_whoever_still_has_it_open_that_it_was_cancelled(self, pau, montse, a_plan):
        before = page(pau, "settle", a_plan).find("input", {"name": "edit_token"})["value"]
        send(montse, "settle", a_plan, state="let_go")
        late = send(pau, "settle", a_plan, state="moved", on=FRIDAY.isoformat(), edit_token=before)
        assert "This meeting was cancelled in the meantime." in words_of(soup_of(late))


class TestADayOfAPeerSupporter:
    def test_has_today_the_rest_of_the_week_day_by_day_and_what_is_later(self, cast, road):
        monday = TODAY() + timedelta(days=7 - TODAY().weekday())
        days = [(0, 9, 60), (0, 11, 30), (2, 17, 60), (9, 10, 60)]
        for after, hour, minutes in days:
            when = {"on": monday + timedelta(days=after), "at": time(hour), "minutes": minutes, "setting": "home"}
            actions.plan(road, by=cast.pau, id=uuid.uuid4(), **when)
        shown = agenda(cast.pau, monday)
        assert [meeting.minutes_after for meeting in shown.today.meetings] == [None, 60]
        assert [len(each.meetings) for each in shown.week] == [0, 1, 0, 0, 0, 0]
        assert [each.on for each in shown.later] == [monday + timedelta(days=9)]

    def test_is_shown_with_its_empty_days(self, pau, a_plan):
        told = words_of(soup_of(pau.get("/today/")))
        assert "Planned for today" in told and "No meeting is planned." in told

    def test_asks_once_the_time_is_over_whether_they_met_and_notes_it_in_one_tap(self, pau, montse, road, a_plan):
        Accompaniment.objects.update(on=TODAY() - timedelta(days=1))
        asked = soup_of(pau.get("/today/"))
        assert "Did you meet Montse?" in words_of(asked)
        form = asked.find("form", action=reverse("journeys:held_as_planned", args=[a_plan.pk]))
        key = form.find("input", {"name": "idempotency_key"})["value"]
        for _tap in range(2):
            assert pau.post(form["action"], {"idempotency_key": key}).status_code == 302
        assert "1 of about 12" in words_of(page(montse, "journey", road))
        assert "Did you meet" not in words_of(soup_of(pau.get("/today/")))
        assert list(findings()) == []

    def test_does_not_ask_while_they_may_still_be_together(self):
        now = timezone.make_naive(timezone.now())
        an_hour_ago = now - timedelta(minutes=50)
        meeting = Accompaniment(on=an_hour_ago.date(), at=an_hour_ago.time(), minutes=60)
        assert not meeting.is_past
        meeting.minutes = 40
        assert meeting.is_past

    def test_without_a_length_asks_for_the_length(self, cast, pau, road):
        plan = actions.plan(road, by=cast.pau, id=uuid.uuid4(), on=TODAY(), at=None, setting="home")
        Accompaniment.objects.update(on=TODAY() - timedelta(days=1))
        assert not soup_of(pau.get("/today/")).find("form", action=reverse("journeys:held_as_planned", args=[plan.pk]))
        assert "note it with its length" in words_of(soup_of(send(pau, "held_as_planned", plan)))

    def test_like_one_noted_already_asks_whether_it_was_another(self, cast, pau, road, a_plan):
        Accompaniment.objects.update(on=TODAY() - timedelta(days=1))
        story.walk(cast, road, [TODAY() - timedelta(days=1)], setting="community", minutes=60)
        assert send(pau, "held_as_planned", a_plan).status_code == 422
        assert send(pau, "held_as_planned", a_plan, another="on").status_code == 302


class TestABreak:
    def test_is_taken_by_either_and_told_to_the_other_with_their_words(self, pau, montse, road):
        said = {"begins_on": TODAY().isoformat(), "until": FRIDAY.isoformat(), "words": "I need some quiet"}
        assert send(montse, "take_break", road, **said).status_code == 302
        told = words_of(page(pau, "journey", road))
        assert "You two are taking a break" in told and "I need some quiet" in told
        assert "take a break" in words_of(soup_of(pau.get("/today/")))
        assert "You two are taking a break" in words_of(soup_of(montse.get("/my/")))

    def test_cancels_what_was_planned_in_it_and_leaves_the_rest(self, cast, pau, road, a_plan):
        after = {"on": FRIDAY + timedelta(days=7), "at": time(17), "setting": "home"}
        actions.plan(road, by=cast.pau, id=uuid.uuid4(), **after)
        assert "Meetings on days in the break are cancelled" in words_of(page(pau, "take_break", road))
        actions.take_break(road, by=cast.montse, begins_on=TODAY(), until=FRIDAY)
        assert [each.on for each in planned(road)] == [after["on"]]

    def test_ends_by_itself_after_its_last_day(self, cast, pau, road):
        actions.take_break(road, by=cast.pau, begins_on=TODAY(), until=TODAY())
        Break.objects.update(begins_on=TODAY() - timedelta(days=3), until=TODAY() - timedelta(days=1))
        assert "break" not in words_of(page(pau, "journey", road)).replace("Take a break", "")
        actions.take_break(road, by=cast.montse, begins_on=TODAY())

    def test_is_ended_by_either_twice_by_a_double_tap(self, cast, pau, montse, road):
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        key = uuid.uuid4()
        for _tap in range(2):
            assert send(pau, "end_break", road, key).status_code == 302
        assert "The break is over" in words_of(soup_of(montse.get("/my/")))
        assert "There is no break now" in words_of(soup_of(send(montse, "end_break", road)))

    @pytest.mark.parametrize(
        "said, message",
        [
            ({"begins_on": (TODAY() - timedelta(days=1)).isoformat()}, "today, or a day to come"),
            ({"begins_on": FRIDAY.isoformat(), "until": TODAY().isoformat()}, "before its first"),
            ({"begins_on": ""}, "required"),
        ],
    )
    def test_says_in_place_what_needs_another_look(self, pau, road, said, message):
        refused = send(pau, "take_break", road, **said)
        assert refused.status_code == 422 and message in words_of(soup_of(refused))

    def test_has_a_day_in_it_asked_about(self, cast, pau, road):
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        said = A_WALK | {"on": FRIDAY.isoformat()}
        assert "That day is in your break" in words_of(soup_of(send(pau, "plan", road, **said)))
        assert send(pau, "plan", road, **said, anyway="on").status_code == 302

    def test_asks_for_no_talk_meanwhile(self, cast, pau, road):
        story.walk(cast, road, days_before(12))
        assert "time to talk" in words_of(page(pau, "journey", road))
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        for told in [page(pau, "journey", road), soup_of(pau.get("/today/"))]:
            assert "time to talk" not in words_of(told)

    def test_ends_with_the_journey(self, cast, road):
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        actions.end_unplanned(road, by=cast.carme, on=TODAY(), way="moved", how_to_come_back="")
        assert not road.breaks.not_over().exists()

    def test_takes_no_statement_more_on_the_page_of_the_two(self, cast, pau, road):
        page(pau, "journey", road)
        with statements() as before:
            page(pau, "journey", road)
        actions.take_break(road, by=cast.pau, begins_on=TODAY(), words="Until soon")
        with statements() as taken:
            page(pau, "journey", road)
        assert len(taken) == len(before)

    def test_is_nobody_elses(self, client, cast, road):
        for who in [cast.rosa, cast.carme, cast.silvia, cast.edu, cast.nil, cast.olga]:
            client.force_login(who)
            for name in ["take_break", "end_break", "take_back_stop"]:
                assert client.get(reverse(f"journeys:{name}", args=[road.pk])).status_code == 404


class TestOnTheDesk:
    @pytest.fixture
    def carme(self, cast):
        client = Client()
        client.force_login(cast.carme)
        return client

    def test_planned_meetings_are_days_and_no_more(self, cast, carme, road, a_plan):
        for told in [
            page(carme, "desk_journey", road),
            soup_of(carme.get(reverse("home:desk", args=[cast.programme.pk]))),
        ]:
            assert str(FRIDAY.day) in words_of(told)
            assert "17:00" not in words_of(told) and "The bench" not in words_of(told)

    def test_months_of_silence_are_seen_and_a_break_is_not_counted(self, cast, carme, road):
        desk = reverse("home:desk", args=[cast.programme.pk])
        assert "No meeting noted for 28 weeks" in words_of(soup_of(carme.get(desk)))
        actions.take_break(road, by=cast.montse, begins_on=TODAY())
        told = words_of(soup_of(carme.get(desk)))
        assert "They are taking a break" in told and "No meeting noted" not in told
        actions.end_break(road, by=cast.montse, on=TODAY())
        assert "No meeting noted" not in words_of(soup_of(carme.get(desk)))


class TestNotNowOnTheRoad:
    NOT_NOW = {"answer": "not_now", "idea": "", "free": "", "words": ""}

    def test_is_a_break_and_no_end(self, montse, pau, road):
        told = words_of(page(montse, "choose", road))
        assert "when you like. Meetings that are planned are cancelled." in told
        assert send(montse, "choose", road, **self.NOT_NOW).status_code == 302
        assert "You two are taking a break" in words_of(page(pau, "journey", road))
        assert "take a break" in words_of(soup_of(pau.get("/today/")))
        road.refresh_from_db()
        assert road.is_walking and list(findings()) == []

    def test_a_stop_says_before_what_it_ends(self, montse, road):
        told = words_of(page(montse, "choose", road))
        assert "Meetings that are planned are cancelled" in told and "For a week you can take it back" in told

    def test_a_stop_is_taken_back_within_a_week(self, cast, montse, pau, road, a_plan):
        send(montse, "choose", road, **self.NOT_NOW | {"answer": "no"})
        assert "For a week you can still take that back" in words_of(soup_of(montse.get("/my/")))
        assert pau.get(reverse("journeys:take_back_stop", args=[road.pk])).status_code == 404
        key = uuid.uuid4()
        for _tap in range(2):
            assert send(montse, "take_back_stop", road, key).status_code == 302
        road.refresh_from_db()
        assert road.is_walking and road.ended_on is None and list(findings()) == []
        assert "would like to go on after all" in words_of(soup_of(pau.get("/today/")))

    def test_and_not_after_it(self, cast, montse, road):
        actions.choose(road, by=cast.montse, on=TODAY() - timedelta(days=7), **self.NOT_NOW | {"answer": "no"})
        assert "taken back for a week" in words_of(soup_of(send(montse, "take_back_stop", road)))
        assert "Go on after all" not in words_of(soup_of(montse.get("/my/")))


# One truth, in whatever order
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["plan", "row", "move", "cancel", "rest", "go_on", "note"]),
        st.sampled_from(["pau", "montse"]),
        st.integers(0, 20),
    ),
    max_size=8,
)


def take_step(cast, road, step, who, number):
    by, day = getattr(cast, who), TODAY() + timedelta(days=number)
    to_come = planned(road)
    one = to_come[number % len(to_come)] if to_come else None
    when = {"on": day, "at": time(8 + number % 10), "minutes": 60, "setting": "home", "place": f"Door {number}"}
    match step:
        case "plan":
            actions.plan(road, by=by, id=uuid.uuid4(), **when)
        case "row":
            actions.plan(road, by=by, id=uuid.uuid4(), repeats="weekly", **when)
        case "move" if one:
            actions.settle(one, by=by, state="moved", on=day, rest_of_row=number % 2 == 0)
        case "cancel" if one:
            actions.settle(one, by=by, state="let_go", rest_of_row=number % 2 == 0)
        case "rest":
            actions.take_break(road, by=by, begins_on=day, until=day + timedelta(days=number % 5) if number else None)
        case "go_on":
            actions.end_break(road, by=by, on=TODAY())
        case "note" if one:
            actions.hold(one, by=cast.pau, on=TODAY(), minutes=30, setting="home", another=True)


def what_each_reads(client, road):
    told = page(client, "journey", road)
    days = [heading.get_text(" ", strip=True) for heading in told.select(".row, .entry, .notice")]
    return [words for words in days if "Door" in words or "break" in words or "cancelled" in words]


def what_a_calendar_reads(user, section):
    """Return which meetings their own calendar shows, how often each was changed, and when it begins by our clock."""
    address = f"{section} of {user.pk}"
    calendar = OwnCalendar(user=user, section=section, address=digest_of(address), made_on=TODAY())
    OwnCalendar.objects.filter(user=user).exists() or calendar.save()
    events = events_in(Client().get(reverse("home:read_calendar", args=[address])).content)
    return {(each["UID"], each["SEQUENCE"], timezone.make_naive(each["DTSTART"])) for each in events}


@settings(max_examples=12)
@given(steps=STEPS)
def test_whatever_is_done_in_whatever_order_both_read_the_same(cast, pau, montse, road, steps):
    for model in [Accompaniment, Break]:
        model.objects.filter(journey=road).delete()
    for step, who, number in steps:
        try:
            take_step(cast, road, step, who, number)
        except Refused:
            continue
    road.refresh_from_db()
    assert what_each_reads(pau, road) == what_each_reads(montse, road)
    assert list(findings()) == []
    assert all(each.arrangement.changes or each.state != "let_go" for each in road.accompaniments.all())
    assert road.breaks.not_over().count() <= 1
    shown = agenda(cast.pau, TODAY())
    mine = (
        {meeting.note.pk for day in [shown.today, *shown.week, *shown.later] for meeting in day.meetings}
        if shown
        else set()
    )
    mine |= {note.pk for note, _key in shown.asked} if shown else set()
    assert mine == {each.pk for each in planned(road)}
    to_come = {
        (str(each.pk), str(each.arrangement.changes), each.begins) for each in planned(road) if each.on >= TODAY()
    }
    assert what_a_calendar_reads(cast.pau, "today") == what_a_calendar_reads(cast.montse, "my") == to_come
