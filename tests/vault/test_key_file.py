"""An installation opens only with its own key file, and is told in a sentence what is wrong with the one there."""

import os
from errno import EACCES
from pathlib import Path

import pytest

from wayfellow.vault import installation
from wayfellow.vault.installation import KeyTrouble
from wayfellow.vault.models import Key
from wayfellow.vault.queries import get_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(key_file, monkeypatch):
    """The key of one person in an installation that has just been started again."""
    key = Key.new()
    key.save()
    monkeypatch.setattr(installation, "_met", {})
    return key


def test_a_new_installation_is_given_one_and_keeps_it(key_file):
    get_ready()
    first = key_file.read_text()
    get_ready()
    assert key_file.read_text() == first


def test_it_opens_the_installation_it_belongs_to(somebody):
    get_ready()
    assert Key.objects.get().open() == somebody.open()


def test_that_of_another_installation_is_not_enough(somebody, key_file):
    key_file.write_text("ab" * 32)
    with pytest.raises(KeyTrouble, match="holds another key"):
        get_ready()


def test_where_it_is_missing_none_is_made_in_its_place(somebody, key_file):
    key_file.unlink()
    with pytest.raises(KeyTrouble, match="Put the file back"):
        get_ready()
    assert not key_file.exists()


def test_a_key_that_was_altered_stops_the_installation_too(somebody):
    Key.objects.update(wrapped=b"nothing that was ever wrapped in this house")
    with pytest.raises(KeyTrouble, match=f"{somebody} does not open"):
        get_ready()


def test_whoever_was_erased_stops_nothing(somebody):
    Key.objects.update(wrapped=b"")
    get_ready()


def test_one_that_cannot_be_read_is_said_to_be_so(key_file):
    key_file.mkdir(parents=True)
    with pytest.raises(KeyTrouble, match="cannot read .*Is a directory"):
        installation.held()


def test_one_that_cannot_be_made_is_said_to_be_so(key_file):
    Path(f"{key_file}.{os.getpid()}").mkdir(parents=True)
    with pytest.raises(KeyTrouble, match="cannot write beside .*Is a directory"):
        installation.make()


def test_one_that_cannot_be_changed_stays_as_it_was(somebody, key_file, monkeypatch):
    def nobody_may(*args):
        raise PermissionError(EACCES, os.strerror(EACCES))

    before = key_file.read_text()
    monkeypatch.setattr(os, "chown", nobody_may)
    with pytest.raises(KeyTrouble, match="cannot write beside .*Permission denied"):
        installation.add_newest()
    assert key_file.read_text() == before
    assert list(key_file.parent.iterdir()) == [key_file]
