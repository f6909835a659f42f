"""What the door of an act promises whoever goes through it: once, whole, and written down without words (I7)."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.deeds import Can
from tests.journal.opened import said
from wayfellow.access.guard import (
    COMMAND_LINE,
    OnlyAsking,
    Possible,
    Refused,
    anonymous,
    closed_by_default,
    needs,
    public,
    signed_in,
)
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.journeys import actions
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.keeping.actions import take_along

TODAY = timezone.localdate()


def line_of(deed):
    return Entry.objects.get(deed=deed)


@pytest.fixture
def asked(cast):
    """Pau has been asked to walk with Montse."""
    cast.journey = story.propose(cast, on=TODAY)
    story.say_yes(cast, cast.journey, on=TODAY)
    actions.offer(cast.journey, by=cast.carme, peer=cast.peer, on=TODAY)
    return cast


def test_the_journal_keeps_what_is_an_id_or_a_code(asked):
    assert said(line_of(Can.OFFER)) == {"peer": str(asked.peer.pk), "on": TODAY.isoformat()}
    assert line_of(Can.OFFER).record_id == str(asked.journey.pk)


def test_the_journal_keeps_which_answer_it_was_and_none_of_the_words(cast):
    road = story.propose(cast, on=TODAY)
    answer = {"answer": Choice.Answer.YES, "idea": Choice.Idea.MINE, "free": Choice.Free.YES}
    actions.choose(road, by=cast.montse, on=TODAY, words="To the sea", **answer)
    assert said(line_of(Can.CHOOSE)) == {"on": TODAY.isoformat()} | {name: code.value for name, code in answer.items()}


def test_the_journal_keeps_whether_it_was_a_yes(cast):
    actions.pass_on_notes(story.set_out(cast, on=TODAY), by=cast.montse, passed_on=True)
    assert said(line_of(Can.PASS_ON_NOTES)) == {"passed_on": True}


def test_an_act_that_is_only_asked_answers_by_how_the_record_stands_and_does_nothing(asked):
    asking = {"by": asked.pau, "on": TODAY, "idempotency_key": OnlyAsking(int=uuid.uuid4().int)}
    with pytest.raises(Possible):
        actions.accept_offer(asked.journey, **asking)
    assert not Entry.objects.filter(deed=Can.ACCEPT_OFFER).exists()
    actions.accept_offer(asked.journey, by=asked.pau, on=TODAY)
    with pytest.raises(Refused, match="the journey has moved on"):
        actions.accept_offer(asked.journey, **asking)


def test_a_second_tap_is_not_told_off_where_the_first_took_the_standing_away(asked):
    idempotency_key = uuid.uuid4()
    for _tap in range(2):
        actions.accept_offer(asked.journey, by=asked.pau, on=TODAY, idempotency_key=idempotency_key)
    assert asked.journey.stage == "meeting"
    with pytest.raises(PermissionDenied):
        actions.accept_offer(asked.journey, by=asked.pau, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.accept_offer(asked.journey, by=asked.pau, on=TODAY, idempotency_key=uuid.uuid4())


def test_a_second_tap_that_would_be_allowed_is_undone(cast):
    road, idempotency_key = story.set_out(cast, on=TODAY), uuid.uuid4()
    for _tap in range(2):
        meeting = {"id": uuid.uuid4(), "on": TODAY, "minutes": 60, "setting": "home", "another": True}
        actions.log(road, by=cast.pau, idempotency_key=idempotency_key, **meeting)
    assert Accompaniment.objects.count() == 1


def test_a_token_of_somebody_else_or_of_another_deed_silences_nobody(asked):
    idempotency_key, meeting = uuid.uuid4(), {"on": TODAY, "minutes": 60, "setting": "home", "another": True}
    actions.accept_offer(asked.journey, by=asked.pau, on=TODAY, idempotency_key=idempotency_key)
    with pytest.raises(PermissionDenied):
        actions.accept_offer(asked.journey, by=asked.carme, on=TODAY, idempotency_key=idempotency_key)
    assert actions.accept_offer(asked.journey, by=asked.pau, on=TODAY, idempotency_key=idempotency_key) is None
    assert actions.log(asked.journey, by=asked.pau, id=uuid.uuid4(), idempotency_key=idempotency_key, **meeting)


def test_what_is_done_at_the_command_line_is_done_by_no_account(asked):
    take_along(asked.person, by=COMMAND_LINE)
    assert (line_of(Can.TAKE_ALONG).actor, line_of(Can.TAKE_ALONG).standing) == (None, "command_line")


def test_an_act_works_on_the_record_as_it_is_and_hands_it_back(asked):
    stale = type(asked.journey).objects.get(pk=asked.journey.pk)
    actions.accept_offer(asked.journey, by=asked.pau, on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.accept_offer(stale, by=asked.pau, on=TODAY)
    assert (asked.journey.stage, asked.journey.offer_accepted) == ("meeting", True)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite a transaction is alone from its beginning")
def test_of_two_who_act_on_one_record_at_once_the_second_waits(asked):
    with CaptureQueriesContext(connection) as asked_for:
        actions.accept_offer(asked.journey, by=asked.pau, on=TODAY)
    assert 'FOR NO KEY UPDATE OF "journeys_journey"' in " ".join(query["sql"] for query in asked_for)


def test_what_nobody_in_particular_does_is_done_whole_or_not_at_all(cast):
    @anonymous
    def half_way(person):
        person.name = "Someone else joined them"
        person.save()
        raise Refused("Not now")

    with pytest.raises(Refused):
        half_way(cast.person)
    cast.person.refresh_from_db()
    assert cast.person.name == "Montse"


def test_a_door_says_of_itself_whom_it_is_for():
    """What decides that somebody signs in first, and with a second step, asks the door for it."""

    def page(request):
        return request

    assert needs(Can.SEE_JOURNEY)(page).needs == (Can.SEE_JOURNEY, Journey)
    assert signed_in(page).needs == "signed in"
    assert public(page).needs is None


def test_a_page_that_does_not_say_whom_it_is_for_is_closed_to_whoever_has_not_signed_in(rf):
    def forgotten(request):
        raise AssertionError("It opened")

    request = rf.get("/somewhere/")
    request.user = AnonymousUser()
    answer = closed_by_default(forgotten).process_view(request, forgotten, (), {})
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/somewhere/")


def test_whoever_may_not_is_told_that_there_is_no_such_page(rf):
    with pytest.raises(Http404):
        closed_by_default(None).process_exception(rf.get("/somewhere/"), PermissionDenied())
