"""What was chosen and not written is sealed as words are, and not told by how long it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.choices.models import Choice
from wayfellow.demo import story
from wayfellow.journeys.actions import choose, record_choice, say_for_the_two
from wayfellow.journeys.checks import NO_FREE_YES, findings
from wayfellow.journeys.models import Objective, OneSide, RecordedChoice
from wayfellow.keeping.actions import erase
from wayfellow.vault.migrating import seal_again, seal_rows
from wayfellow.vault.models import Key

TODAY = timezone.localdate()
FREE_YES = {"answer": "yes", "idea": "suggested", "free": "yes"}


@pytest.fixture
def journey(cast):
    return story.propose(cast, on=TODAY - timedelta(days=20))


@pytest.fixture
def closed(cast):
    journey = story.set_out(cast, on=TODAY - timedelta(days=90))
    story.walk(cast, journey, [TODAY - timedelta(days=60)])
    given = {"understood": 4, "learned": 3, "steered": 2}
    say_for_the_two(journey, by=cast.montse, on=TODAY, given=given, shows=True)
    story.close(cast, journey, on=TODAY)
    return journey


def stored(model, *columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {model._meta.db_table}")  # noqa: S608  # names of our own
        return [[value if value is None else bytes(value) for value in row] for row in cursor.fetchall()]


@pytest.mark.parametrize("model", [Choice, RecordedChoice])
def test_a_yes_and_a_no_look_the_same(cast, journey, model):
    if model is Choice:
        choose(journey, by=cast.montse, on=TODAY, answer="not_now")
        choose(journey, by=cast.montse, on=TODAY, answer="no")
        choose(journey, by=cast.montse, on=TODAY, **FREE_YES)
    else:
        beside = {"how": "paper", "who_was_there": "Rosa"}
        record_choice(journey, by=cast.rosa, on=TODAY, answer="no", idea="", free="", **beside)
        record_choice(journey, by=cast.carme, on=TODAY, **beside, **FREE_YES)
    rows = stored(model, "answer", "idea", "free", "how")
    assert len(rows) > 1 and len({len(value) for row in rows for value in row}) == 1
    said = {(each.answer, each.idea, each.free) for each in model.objects.all()}
    assert {("no", "", ""), ("yes", "suggested", "yes")} <= said


def test_how_close_they_came_and_what_the_two_said_is_sealed(closed):
    objective = Objective.objects.filter(journey=closed).first()
    assert (objective.person_closer, objective.get_person_closer_display()) == (9, "I would rather not say")
    assert OneSide.objects.get().given == {"understood": 4, "learned": 3, "steered": 2}
    sealed = [*stored(Objective, "person_closer", "peer_closer")[0], *stored(OneSide, "given")[0]]
    assert len({len(value) for value in sealed}) == 1
    assert not [value for value in sealed if b"learned" in value]


def test_what_was_not_said_is_not_there(journey):
    assert stored(Objective, "person_closer", "peer_closer") == [[None, None]] * Objective.objects.count()
    assert Objective.objects.filter(person_closer=None).count() == Objective.objects.count()


def test_a_code_cannot_be_searched(cast, journey):
    choose(journey, by=cast.montse, on=TODAY, **FREE_YES)
    with pytest.raises(TypeError, match="answer is sealed"):
        Choice.objects.filter(answer="yes").exists()
    with pytest.raises(TypeError, match="person_closer is sealed"):
        Objective.objects.filter(person_closer=3).exists()


def test_it_goes_with_the_person(cast, closed):
    erase(cast.person, by=COMMAND_LINE, on=TODAY)
    choice, objective = Choice.objects.get(), Objective.objects.filter(journey=closed).first()
    assert {str(getattr(choice, name)) for name in ["answer", "idea", "free", "how"]} == {"(erased)"}
    assert (objective.person_closer, objective.peer_closer) == (None, None)
    assert list(findings()) == []


@pytest.mark.parametrize("gone", ["idea", "free"])
def test_a_yes_that_does_not_say_whose_it_is_waits(cast, journey, gone):
    choose(journey, by=cast.montse, on=TODAY, **FREE_YES | {gone: ""})
    journey.refresh_from_db()
    assert journey.stage == "paused"


def test_who_moved_on_without_a_free_yes_is_found(cast, journey):
    choose(journey, by=cast.montse, on=TODAY, **FREE_YES)
    assert list(findings()) == []
    choice = Choice.objects.get()
    choice.free = "unsure"
    choice.save()
    assert [NO_FREE_YES in finding for finding in findings()] == [True]


def test_what_an_older_wayfellow_kept_in_plain_is_sealed_where_it_stands(cast, closed):
    """`seal_rows` as a migration calls it: here from a column of the same table that holds what was plain."""
    Objective.objects.exclude(position=1).delete()
    Objective.objects.update(person_closer=None)
    seal_rows(Objective, "journey__person__key", person_closer="position")
    assert {each.person_closer for each in Objective.objects.select_related("journey__person__key")} == {1}


def test_what_was_sealed_as_long_as_it_was_is_sealed_again(cast, journey):
    record_choice(journey, by=cast.rosa, on=TODAY, how="paper", who_was_there="Rosa", answer="no", idea="", free="")
    recorded = RecordedChoice.objects.get()
    key = Key.objects.get(pk=journey.person.key_id)
    place = RecordedChoice._meta.get_field("answer").place(recorded.pk)
    RecordedChoice.objects.update(answer=key.seal("no", place), idea=b"")
    seal_again(RecordedChoice, "journey__person__key", "answer", "idea")
    [[answer, idea]] = stored(RecordedChoice, "answer", "idea")
    assert len(answer) == len(idea)
    assert (RecordedChoice.objects.get().answer, RecordedChoice.objects.get().idea) == ("no", "")


def test_of_whom_was_erased_nothing_is_left_to_seal(cast, closed):
    erase(cast.person, by=COMMAND_LINE, on=TODAY)
    seal_rows(Objective, "journey__person__key", person_closer="position")
    seal_rows(Choice, "person__key", answer="told")
    assert stored(Objective, "person_closer") == [[None]] * Objective.objects.count()
    assert stored(Choice, "answer") == [[b""]]
