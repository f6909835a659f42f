"""What passes through somebody's page comes back as it was, to the same place, in time; or not at all."""

import time

import pytest

from wayfellow.vault.passing import seal, unseal

PLACE = "people.list"
WHAT = {"name": "Montse", "seen": [1, 2]}


def test_it_comes_back_as_it_was():
    assert unseal(seal(WHAT, PLACE), PLACE, seconds=60) == WHAT


def test_it_tells_nobody_what_is_in_it():
    assert "Montse" not in seal(WHAT, PLACE) and seal(WHAT, PLACE) != seal(WHAT, PLACE)


def test_it_is_nothing_to_another_place():
    assert unseal(seal(WHAT, PLACE), "people.draft", seconds=60) is None


@pytest.mark.parametrize("alter", [lambda text: text[:-6] + "AAAA==", lambda text: text[1:], lambda _text: "anything"])
def test_altered_it_is_nothing(alter):
    assert unseal(alter(seal(WHAT, PLACE)), PLACE, seconds=60) is None


def test_too_late_it_is_nothing(monkeypatch):
    sealed, now = seal(WHAT, PLACE), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert unseal(sealed, PLACE, seconds=60) is None
