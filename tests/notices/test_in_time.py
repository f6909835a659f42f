"""Whoever wants to is written to that something is new: when they want, once, and only as long as they may see it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from tests.learning.learning import course_of
from tests.letters import outbox
from tests.notices.meetings import ADDRESS, move, plan
from tests.tabs import filled, page_of, text_of
from wayfellow.access.roles import Role
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.demo.cast import join
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment
from wayfellow.notices import in_time, jobs, wishes
from wayfellow.notices.actions import choose_letters, mark_read
from wayfellow.notices.models import Letter, Round, Told, When, Wish
from wayfellow.notices.news import news
from wayfellow.notices.tellings import SECTIONS, TELLS
from wayfellow.people.models import Person, User
from wayfellow.vault.models import Key


def another_person(name):
    key = Key.new()
    key.save()
    return Person.objects.create(key=key, name=name, language="ca")


def written_to():
    """Open the mailboxes, and say whose hold a letter."""
    names = {address: who for who, address in ADDRESS.items()}
    return sorted(names[letter.to[0]] for letter in outbox())


def go_round(since, now):
    in_time.go_round(since, now)
    return written_to()


class TestAtOnce:
    def test_who_waits_is_written_to_when_a_meeting_is_moved_and_who_moved_it_is_not(self, house, meeting, today):
        move(meeting, today + timedelta(days=5), by=house.montse)
        assert written_to() == ["pau"]

    def test_a_person_is_written_to_when_their_meeting_will_not_take_place(self, house, meeting):
        actions.settle(meeting, by=house.pau, state=Accompaniment.State.LET_GO, on=None)
        assert written_to() == ["montse"]

    def test_a_new_referral_is_told_to_the_coordinator_and_not_to_the_person_who_did_not_choose_that(
        self, house, today
    ):
        story.propose(house, on=today)
        assert written_to() == ["carme"]

    def test_an_offer_is_told_to_the_peer_supporter(self, house, today):
        journey = story.propose(house, on=today)
        story.say_yes(house, journey, on=today)
        outbox().clear()
        actions.offer(journey, by=house.carme, peer=house.peer, on=today)
        assert written_to() == ["pau"]

    @pytest.mark.parametrize("answer", [Choice.Answer.NO, Choice.Answer.NOT_NOW])
    def test_a_no_is_written_to_nobody(self, house, today, answer):
        journey = story.propose(house, on=today)
        choose_all(house)
        outbox().clear()
        Told.objects.all().delete()
        actions.choose(journey, by=house.montse, on=today, answer=answer, words="I would rather not")
        assert written_to() == []

    def test_who_may_see_it_no_more_when_the_letter_is_written_gets_none(self, house, meeting, today):
        move(meeting, today + timedelta(days=5), by=house.montse)
        type(meeting.journey).objects.update(stage="ended", ended_on=today - timedelta(days=31))
        assert written_to() == []

    def test_who_has_read_it_meanwhile_gets_none(self, house, meeting, today):
        move(meeting, today + timedelta(days=5), by=house.montse)
        line = Entry.objects.get(deed="accompaniment.settle")
        mark_read([line.pk], by=house.pau, at=timezone.now())
        assert written_to() == []

    def test_what_is_no_longer_so_is_written_to_nobody(self, house, meeting, today):
        Told.objects.all().delete()
        second = plan(house, meeting.journey, today + timedelta(days=9))
        Accompaniment.objects.filter(pk=second.pk).update(state="let_go")
        assert written_to() == []

    def test_three_at_a_time_are_one_letter_until_somebody_looks(self, house, meeting, today):
        for days in [9, 10, 11]:
            plan(house, meeting.journey, today + timedelta(days=days))
        assert written_to() == ["montse"]
        mark_read([line.pk for line in news(house.montse, SECTIONS)], by=house.montse, at=timezone.now())
        plan(house, meeting.journey, today + timedelta(days=12))
        assert written_to() == ["montse", "montse"]

    def test_a_job_that_is_done_twice_writes_once(self, house, meeting, today):
        move(meeting, today + timedelta(days=5), by=house.montse)
        line = Entry.objects.get(deed="accompaniment.settle")
        for _time in range(2):
            jobs.tell_of.call(str(line.pk))
        assert written_to() == ["pau"]

    def test_an_act_that_was_undone_asks_for_no_letter(self, house, meeting, today):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            move(meeting, today + timedelta(days=5), by=house.montse)
            raise ZeroDivisionError
        assert written_to() == []

    @pytest.mark.parametrize("closed", [{"is_active": False}, {"closed_at": timezone.now()}, {"of_the_demo": True}])
    def test_an_account_that_is_closed_or_invented_gets_none(self, house, meeting, today, closed):
        User.objects.filter(pk=house.pau.pk).update(**closed)
        move(meeting, today + timedelta(days=5), by=house.montse)
        assert written_to() == []

    def test_without_a_mail_server_nothing_is_asked_for(self, house, meeting, settings, today):
        settings.DEFAULT_FROM_EMAIL = ""
        move(meeting, today + timedelta(days=5), by=house.montse)
        assert not Letter.objects.exists()


def choose_all(cast, when=When.AT_ONCE):
    for who in ADDRESS:
        choose_letters(getattr(cast, who).pk, chosen={"meetings": when, "waits": when, "rest": when})


def at_the_next_eight():
    """Return the ten minutes in which the next letters of a day are due, whatever hour it is now."""
    now = timezone.localtime()
    day = now.date() + timedelta(days=now.hour >= 8)
    eight = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=8)
    return eight - timedelta(minutes=5), eight + timedelta(minutes=5)


class TestInTurn:
    def test_what_can_wait_is_told_once_a_day_at_eight(self, house, journey, today):
        for who in [house.carme, house.silvia]:
            choose_letters(who.pk, chosen={"numbers": When.NEVER})
        story.walk(house, journey, [today])
        actions.add_to_note(journey.accompaniments.get(), by=house.montse, on=today, words="And we laughed")
        before, after = at_the_next_eight()
        assert go_round(before - timedelta(minutes=10), before) == []
        assert go_round(before, after) == ["carme", "pau"]  # the peer supporter's yes, and what Montse added
        assert go_round(before, after) == ["carme", "pau"]  # cut short, and gone again
        assert go_round(after, after + timedelta(hours=1)) == ["carme", "pau"]

    def test_who_has_no_page_on_which_it_stands_is_not_written_to(self, house):
        course_of(house)  # which the evaluator could take, too
        assert go_round(*at_the_next_eight()) == ["pau", "rosa", "silvia"]

    def test_who_has_two_pages_is_told_as_their_own_page_of_choices_says(self, house, journey, client, today):
        join(house.montse, house.programme, Role.REFERRER)
        client.force_login(house.montse)
        assert TestChoosing().chosen_on(client.get(TestChoosing.PAGE))["rest"] == When.DAILY
        story.walk(house, journey, [today])
        assert "montse" in go_round(*at_the_next_eight())

    def test_a_person_who_chose_a_week_is_told_on_that_day(self, house, journey, today):
        story.walk(house, journey, [today])
        day = today + timedelta(days=1)
        choose_letters(house.montse.pk, chosen={"rest": When.WEEKLY, "weekday": day.weekday(), "hour": 20})
        evening = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=20)
        hour = timedelta(hours=1)
        assert go_round(evening - timedelta(days=1) - hour, evening - timedelta(days=1)) == []
        assert go_round(evening - hour, evening) == ["montse"]

    def test_soon_means_at_the_next_round(self, house, journey, today):
        choose_letters(house.montse.pk, chosen={"rest": When.AT_ONCE})
        since = timezone.now()
        story.walk(house, journey, [today])
        assert go_round(since, timezone.now()) == ["montse"]
        assert go_round(timezone.now(), timezone.now() + timedelta(minutes=10)) == ["montse"]

    def test_the_evening_before_a_meeting_the_peer_supporter_is_reminded_and_the_person_if_they_want(
        self, house, journey, today
    ):
        plan(house, journey, today + timedelta(days=1))
        outbox().clear()
        evening = timezone.make_aware(datetime.combine(today, datetime.min.time())) + timedelta(hours=18)
        hour = timedelta(hours=1)
        assert go_round(evening - hour, evening) == ["pau"]
        choose_letters(house.montse.pk, chosen={"tomorrow": When.DAILY, "evening": 19})
        assert go_round(evening, evening + hour) == ["montse", "pau"]
        assert go_round(evening - hour, evening + hour) == ["montse", "pau"]

    @pytest.mark.parametrize("language", dict(settings.LANGUAGES))
    def test_once_a_week_who_coordinates_and_supervises_reads_numbers_and_since_when_and_no_name(
        self, house, today, language
    ):
        journey = story.propose(house, on=today - timedelta(days=9))
        story.say_yes(house, journey, on=today - timedelta(days=8))
        story.set_out(house, on=today - timedelta(days=30), person=another_person("Núria"))
        User.objects.update(language=language)
        outbox().clear()
        day = next(today + timedelta(days=n) for n in range(1, 8) if (today + timedelta(days=n)).weekday() == 0)
        monday = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=8)
        in_time.go_round(monday - timedelta(hours=1), monday)
        letters = {letter.to[0]: letter for letter in outbox() if "- 1 " in letter.body}
        assert set(letters) == {ADDRESS["carme"], ADDRESS["silvia"]}
        with translation.override(language):
            since = date_format(today - timedelta(days=8))
        assert since in letters[ADDRESS["carme"]].body and since not in letters[ADDRESS["silvia"]].body
        for letter in letters.values():
            assert not [
                name for name in ["Montse", "Pau", "Núria", "Nou Barris"] if name in f"{letter.subject}{letter.body}"
            ]

    def test_a_meeting_that_was_let_go_reminds_nobody(self, house, journey, today):
        meeting = plan(house, journey, today + timedelta(days=1))
        actions.settle(meeting, by=house.montse, state=Accompaniment.State.LET_GO, on=None)
        outbox().clear()
        evening = timezone.make_aware(datetime.combine(today, datetime.min.time())) + timedelta(hours=18)
        assert go_round(evening - timedelta(hours=1), evening) == []

    def test_the_job_goes_on_from_where_the_last_one_ended(self, house):
        jobs.tell_in_turn.call()
        first = Round.objects.get().until
        jobs.tell_in_turn.call()
        assert Round.objects.get().until > first


class TestHours:
    """By the reader's clock, on both sides of the day it is changed."""

    @pytest.mark.parametrize("zone", ["", "Europe/Madrid", "Atlantic/Canary", "America/Bogota", "Asia/Kathmandu"])
    def test_each_day_of_a_year_has_one_hour_of_letters_and_each_week_one(self, zone):
        wish, step = Wish(time_zone=zone, hour=2, weekday=6), timedelta(minutes=10)
        now, struck = datetime(2026, 1, 1, 12, tzinfo=UTC), []
        while now < datetime(2027, 1, 1, 12, tzinfo=UTC):
            struck += wishes.moments(wish, now, now + step)
            now += step
        days = [each.at.date() for each in struck if each.when == When.DAILY]
        assert len(days) == len(set(days)) == 365
        assert {each.at.hour for each in struck} == {2}
        weeks = [each.at.date() for each in struck if each.when == When.WEEKLY]
        assert len(weeks) == len(set(weeks)) == 52 and {day.weekday() for day in weeks} == {6}

    def test_after_some_days_without_a_worker_there_is_one_letter_that_tells_of_all_of_them(self):
        now = datetime(2026, 3, 30, 10, tzinfo=UTC)
        [daily, _weekly] = wishes.moments(None, now - timedelta(days=4), now)
        assert daily.since == now - timedelta(days=4)


class TestTheLetter:
    def letter(self, house, meeting, today, language="en"):
        User.objects.update(language=language)
        move(meeting, today + timedelta(days=5), by=house.montse)
        [letter] = outbox()
        return letter

    @pytest.mark.parametrize("language", dict(settings.LANGUAGES))
    def test_it_gives_nothing_away_in_any_language(self, house, meeting, today, language):
        letter = self.letter(house, meeting, today, language)
        said = f"{letter.subject} {letter.body} {letter.alternatives[0][0]}".lower()
        for word in [
            "montse",
            "pau",
            "nou barris",
            "wayfellow",
            "peer",
            "meeting",
            "salut",
            "mental",
            "suport",
            "apoyo",
        ]:
            assert word not in said
        assert "https://support.example.org/news/" in letter.body

    def test_it_is_in_the_readers_language_as_text_and_as_a_plain_page(self, house, meeting, today):
        letter = self.letter(house, meeting, today, "ca")
        page, kind = letter.alternatives[0]
        assert kind == "text/html" and '<html lang="ca">' in page
        assert "Hola," in letter.body and "Hola," in page
        assert "<img" not in page and "http" not in re.sub(r"https://support\.example\.org/", "", page)

    def test_one_tap_stops_it_without_signing_in_and_another_undoes_that(self, house, meeting, today):
        letter = self.letter(house, meeting, today)
        link = letter.extra_headers["List-Unsubscribe"].strip("<>")
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in letter.body
        path = link.removeprefix("https://support.example.org")
        machine = Client(enforce_csrf_checks=True)
        assert "Stop these e-mails?" in text_of(machine.get(path))
        assert not Wish.objects.exists()  # to look at the page stops nothing
        stopped = machine.post(path, {"List-Unsubscribe": "One-Click"})
        assert stopped.status_code == 200 and Wish.objects.get().meetings == When.NEVER
        machine.post(path, {"stop": "yes"})
        assert "You will get these e-mails again" in text_of(machine.post(path, {"again": "yes"}))
        assert not Wish.objects.exists()
        assert stopped["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"

    def test_a_link_that_is_not_ours_stops_nothing(self, house, client):
        assert client.post("/news/letters/stop/abc:def/").status_code == 404
        assert not Wish.objects.exists()

    def test_who_stopped_it_gets_no_more(self, house, meeting, today):
        choose_letters(house.pau.pk, chosen={"meetings": When.NEVER})
        move(meeting, today + timedelta(days=5), by=house.montse)
        assert written_to() == []


class TestChoosing:
    PAGE = "/news/letters/"

    def chosen_on(self, answer):
        return {radio["name"]: radio["value"] for radio in page_of(answer).select("main input[type=radio][checked]")}

    def test_who_keeps_what_is_proposed_has_no_row(self, house, client):
        client.force_login(house.pau)
        assert filled(client, self.PAGE).status_code == 302
        assert not Wish.objects.exists()

    @pytest.mark.parametrize(
        "who, asked",
        [
            ("montse", {"meetings": "at_once", "waits": "never", "rest": "never", "tomorrow": "never"}),
            (
                "pau",
                {"meetings": "at_once", "waits": "at_once", "rest": "daily", "tomorrow": "daily", "numbers": "weekly"},
            ),
            ("rosa", {"meetings": "at_once", "waits": "at_once", "rest": "daily", "tomorrow": "daily"}),
            ("carme", {"waits": "at_once", "rest": "daily", "numbers": "weekly"}),
            ("silvia", {"waits": "at_once", "rest": "daily", "numbers": "weekly"}),
            ("edu", {}),
        ],
    )
    def test_each_role_is_asked_of_its_kinds_and_proposed_what_suits_it(self, house, client, who, asked):
        client.force_login(getattr(house, who))
        assert self.chosen_on(client.get(self.PAGE)) == asked

    def test_what_is_chosen_is_kept_and_shown_again(self, house, client):
        client.force_login(house.montse)
        filled(client, self.PAGE, rest="weekly", weekday="4", hour="20", time_zone="Atlantic/Canary")
        wish = Wish.objects.get()
        kept = wish.rest, wish.meetings, wish.weekday, wish.hour, wish.time_zone
        assert kept == ("weekly", "", 4, 20, "Atlantic/Canary")
        assert self.chosen_on(client.get(self.PAGE))["rest"] == "weekly"
        filled(client, self.PAGE, rest="never", weekday="0", hour="8", time_zone="")
        assert not Wish.objects.exists()

    def test_nonsense_is_said_where_it_was_sent(self, house, client):
        client.force_login(house.montse)
        answer = client.post(self.PAGE, {"rest": "hourly", "hour": "25"})
        wrong = {field["name"] for field in page_of(answer).select("main [aria-invalid=true][name]")}
        assert answer.status_code == 422 and {"hour", "weekday"} <= wrong

    def test_it_is_found_from_the_account_and_from_what_is_new(self, house, client):
        client.force_login(house.montse)
        for page in ["/my-account/", "/news/"]:
            assert self.PAGE in client.get(page).content.decode()


@pytest.mark.slow
def test_whoever_is_written_to_can_open_what_is_new(house, today):
    """What the statement over all accounts finds is what the first page of each shows."""
    choose_all(house)
    journey = story.set_out(house, on=today - timedelta(days=20))
    plan(house, journey, today + timedelta(days=2))
    found = 0
    for line in Entry.objects.filter(deed__in=list(TELLS)):
        told = in_time._told_at_once(line)
        for reader in told:
            assert list(news(reader, SECTIONS, Q(pk=line.pk))), (line, reader.name)
        found += len(told)
    assert found > 2


class TestWhoItIsFrom:
    """The address is always the installation's; the name is the programme's, where whoever keeps it gave it one."""

    def sent(self, house, journey, today, by):
        plan(house, journey, today + timedelta(days=3), by=by)
        (letter,) = outbox()
        return letter

    def test_it_is_the_name_of_the_installation_as_long_as_the_programme_has_none(self, house, journey, today):
        assert self.sent(house, journey, today, house.pau).from_email == "Example house <house@example.org>"

    def test_it_is_the_name_that_the_programme_has_for_it_and_the_words_say_so(self, house, journey, today):
        type(house.programme).objects.filter(pk=house.programme.pk).update(writes_as="Camins")
        letter = self.sent(house, journey, today, house.pau)
        assert letter.from_email == "Camins <house@example.org>"
        assert "Aquest correu és de Camins." in letter.body, "in the language of whoever reads it"

    def test_who_belongs_to_several_is_written_to_in_the_name_of_the_installation(self, house, journey, today):
        type(house.programme).objects.update(writes_as="Camins")
        house.elsewhere.peers.add(house.peer)
        assert self.sent(house, journey, today, house.montse).from_email == "Example house <house@example.org>"
