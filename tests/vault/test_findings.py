"""What does not open is named, each thing once, and nothing that comes after it is passed over."""

import pytest
from django.utils import timezone

from wayfellow.demo import story
from wayfellow.journeys.models import Objective
from wayfellow.vault import installation
from wayfellow.vault.checks import findings
from wayfellow.vault.models import Key

TODAY = timezone.localdate()


@pytest.fixture
def set_out(key_file, cast):
    """Somebody who has said what they hope for, in an installation with a key file of its own."""
    return lambda name: story.propose(
        cast, on=TODAY, person={"name": name, "language": "ca"}, objectives=[("hope", f"{name} hopes", "")]
    )


def test_the_key_file_of_another_installation_is_named_once_and_not_all_that_it_cannot_open(
    set_out, key_file, monkeypatch
):
    for name in ["Nora", "Ivan"]:
        set_out(name)
    key_file.write_text("ab" * 32)
    monkeypatch.setattr(installation, "_met", {})
    [line] = findings()
    assert "holds another key" in line


def test_words_that_come_after_a_key_that_does_not_open_are_looked_at(set_out):
    for name in ["Nora", "Ivan"]:
        set_out(name)
    first, later = Objective.objects.order_by("pk")
    Key.objects.filter(pk=first.sealing_key().pk).update(wrapped=b"nothing that was ever wrapped in this house")
    Objective.objects.filter(pk=later.pk).update(words=b"nothing that was ever sealed in this house")
    key, words = findings()
    assert str(first.sealing_key().pk) in key
    assert str(later.pk) in words
