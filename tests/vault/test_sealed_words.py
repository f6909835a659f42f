"""Words about a person open with that person's key, in the place they were written, and nowhere else (I11)."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.journeys.models import Accompaniment, Journey, Objective

TODAY = timezone.localdate()
MARK = "Anava amb bicicleta fins al mar"


@pytest.fixture
def journey(cast):
    return story.propose(cast, on=TODAY, objectives=[("hope", MARK, ""), ("meaning", "Another hope", "")])


def stored(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608  # names of our own
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_words_come_back_as_written(journey):
    assert Objective.objects.get(position=1, journey=journey).words == MARK


def test_words_are_the_same_each_time_they_are_read_and_as_typed_before_they_are_saved(journey):
    objective = Objective.objects.get(position=1, journey=journey)
    assert [objective.words, objective.words] == [MARK, MARK]
    objective.words = "To paint again"
    assert objective.words == "To paint again"


def test_the_database_holds_nothing_readable(journey):
    assert all(MARK.encode() not in value for value in stored("journeys_objective", "words"))


def test_words_that_are_not_there_take_no_room(journey):
    assert stored("journeys_objective", "professional_view") == [b"", b""]


def test_altered_words_do_not_open(journey):
    first = Objective.objects.get(journey=journey, position=1)
    sealed = bytearray(next(value for value in stored("journeys_objective", "words")))
    sealed[-1] ^= 1
    Objective.objects.update(words=bytes(sealed))
    with pytest.raises(InvalidTag):
        _ = Objective.objects.get(pk=first.pk).words


def test_sealed_words_cannot_be_searched_or_saved_behind_the_row(journey):
    with pytest.raises(TypeError, match="words is sealed"):
        Objective.objects.filter(words=MARK).exists()
    with pytest.raises(TypeError):
        Journey.objects.update(practical_needs=MARK)


def test_two_people_never_share_a_key(cast):
    one = story.propose(cast, on=TODAY, person={"name": "Nora", "language": "ca"})
    other = story.propose(cast, on=TODAY, person={"name": "Ivan", "language": "es"})
    assert one.person.key_id != other.person.key_id


@pytest.mark.parametrize("words", ["👣 x " * 3000, "مرحبا", "<script>alert(1)</script>", "line\nbreak\ttab"])
def test_any_words_can_be_kept(cast, words):
    journey = story.set_out(cast, on=TODAY)
    story.walk(cast, journey, [TODAY], what_we_did=words)
    assert Accompaniment.objects.get().what_we_did == words
