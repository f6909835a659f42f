"""Sealed words that were moved, swapped, cut or flipped anywhere do not open: every way, in every place (I11)."""

from itertools import permutations

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.journeys.models import Accompaniment, Addition, Journey, Objective
from wayfellow.vault.models import NONCE_BYTES, Key

TODAY = timezone.localdate()
REFUSED = (InvalidTag, ValueError)  # what is too short to be sealed words at all is a ValueError


@pytest.fixture
def two(cast):
    """Two people, each with two objectives and a line about what they need."""
    for name in ["Nora", "Ivan"]:
        story.propose(
            cast,
            on=TODAY,
            person={"name": name, "language": "ca"},
            objectives=[("hope", f"{name} one", "Seen so"), ("meaning", f"{name} two", "Seen otherwise")],
            journey={"practical_needs": f"{name} needs"},
        )
    return [
        (row, column)
        for model, columns in {Objective: ["words", "professional_view"], Journey: ["practical_needs"]}.items()
        for row in model.objects.select_related(*model.always_with).order_by("pk")
        for column in columns
    ]


def sealed_in(row, column):
    return vars(row)[column]


def opens(row, column, sealed):
    """Say whether these bytes open in this place, as they would if the database held them there."""
    before = vars(row)[column]
    vars(row)[column] = bytes(sealed)
    try:
        return bool(getattr(row, column))
    except REFUSED:
        return False
    finally:
        vars(row)[column] = before


def test_nothing_opens_anywhere_but_where_it_was_written(two):
    """Between rows, columns, tables and people: each of ten in the place of each of the other nine."""
    sealed = [sealed_in(*place) for place in two]
    assert len(set(sealed)) == len(two) == 10
    assert all(opens(*place, words) for place, words in zip(two, sealed, strict=True))
    for there, other in permutations(range(len(two)), 2):
        assert not opens(*two[there], sealed[other]), (two[there], two[other])


def test_the_table_is_bound_where_column_row_and_person_are_the_same(two):
    row, _column = two[0]
    meeting = Accompaniment(journey=row.journey)
    assert opens(row, "words", sealed_in(row, "words"))
    assert not opens(Addition(pk=row.pk, accompaniment=meeting), "words", sealed_in(row, "words"))


def test_one_bit_flipped_anywhere_is_refused(two):
    """In the nonce, in the words, in the tag."""
    row, column = two[0]
    sealed = sealed_in(row, column)
    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not opens(row, column, flipped), bit


def test_cut_or_lengthened_it_is_refused(two):
    row, column = two[0]
    sealed = sealed_in(row, column)
    for length in range(1, len(sealed)):
        assert not opens(row, column, sealed[:length]), length
        assert not opens(row, column, sealed[length:]), length
    assert not opens(row, column, sealed + b"\0")


def test_the_nonce_of_other_words_is_refused_and_no_two_are_the_same(two):
    (row, column), (other, its_column) = two[:2]
    sealed, theirs = sealed_in(row, column), sealed_in(other, its_column)
    assert not opens(row, column, theirs[:NONCE_BYTES] + sealed[NONCE_BYTES:])
    key = row.sealing_key()
    assert len({key.seal("The same words", "the same place")[:NONCE_BYTES] for _time in range(1000)}) == 1000


def test_a_key_opens_only_as_the_key_it_is(two):
    """Whoever puts one person's wrapped key in the place of another's opens nothing, nor does a bit of it bend."""
    nora, ivan = (Key.objects.get(pk=row.sealing_key().pk) for row, column in two if column == "practical_needs")
    for wrapped in [ivan.wrapped, bytes([nora.wrapped[0] ^ 1]) + nora.wrapped[1:], nora.wrapped[:-1]]:
        with pytest.raises(InvalidTag):
            Key(id=nora.pk, wrapped=wrapped, wrapped_by=nora.wrapped_by).open()
    assert Key(id=nora.pk, wrapped=nora.wrapped, wrapped_by=nora.wrapped_by).open()
