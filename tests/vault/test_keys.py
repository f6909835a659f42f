"""The installation has one key for what is about nobody: made once, and never written over (I11)."""

import pytest
from django.db import IntegrityError, transaction

from wayfellow.vault.models import OF_THE_INSTALLATION, Key

pytestmark = pytest.mark.django_db


def test_it_is_made_when_it_is_first_needed_and_is_nobody_else_s(key_file):
    somebody = Key.new()
    somebody.save()
    made, found = Key.of_the_installation(), Key.of_the_installation()
    assert made.pk == found.pk == OF_THE_INSTALLATION != somebody.pk
    assert Key.objects.count() == 2
    assert found.unseal(made.seal("a word", "a place"), "a place") == "a word"


def test_of_two_that_make_it_at_once_the_later_writes_nothing_over(key_file, monkeypatch):
    make = Key.new

    def make_after_another_did(**named):
        make(**named).save()
        return make(**named)

    monkeypatch.setattr(Key, "new", make_after_another_did)
    with pytest.raises(IntegrityError), transaction.atomic():
        Key.of_the_installation()


def test_the_first_key_of_an_installation_brings_the_key_file_and_later_ones_keep_it(key_file):
    assert not key_file.exists()
    first = Key.new()
    first.save()
    held = key_file.read_text()
    Key.new().save()
    assert key_file.read_text() == held and len(held.split()) == 1
    assert Key.objects.get(pk=first.pk).open()
