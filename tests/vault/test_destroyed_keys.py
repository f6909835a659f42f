"""A key that was destroyed opens nothing, seals nothing, and stays destroyed through a restore (I11)."""

import pytest
from django.db import transaction
from django.utils import timezone

from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.models import Objective
from wayfellow.vault import register
from wayfellow.vault.models import ErasedKey, Key, KeyDestroyed

TODAY = timezone.localdate()


@pytest.fixture
def journey(cast, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "wayfellow.erased"
    return story.propose(cast, on=TODAY, objectives=[("hope", "To paint again", "")])


def test_its_words_read_erased_and_words_that_were_never_there_stay_empty(journey):
    register.destroy(journey.person.key, on=TODAY)
    objective = Objective.objects.get(journey=journey)
    assert (objective.words, objective.professional_view) == ("(erased)", "")


def test_reading_leaves_the_row_as_it_is(journey):
    register.destroy(journey.person.key, on=TODAY)
    objective = Objective.objects.get(journey=journey)
    sealed = vars(objective)["words"]
    assert objective.words == "(erased)"
    assert vars(objective)["words"] == sealed


def test_an_act_that_would_write_is_refused_with_a_sentence(cast, journey):
    register.destroy(journey.person.key, on=TODAY)
    with pytest.raises(Refused, match="has been erased"):
        actions.choose(journey, by=cast.montse, on=TODAY, answer="no", idea="", free="", words="Not for me")


def test_a_key_that_was_open_in_memory_seals_nothing_any_more(journey):
    key = journey.person.key
    assert key.open()
    register.destroy(key, on=TODAY)
    with pytest.raises(KeyDestroyed):
        key.seal("a word", "a place")


def test_the_register_names_each_key_on_a_line_of_its_own(cast, journey, settings):
    other = story.propose(cast, on=TODAY, person={"name": "Nuria", "language": "ca"})
    keys = [journey.person.key, other.person.key]
    for key in keys:
        register.destroy(key, on=TODAY)
    register.bring_up_to_date()
    assert settings.ERASED_FILE.read_text().split() == sorted(str(key.pk) for key in keys)


@pytest.mark.django_db(transaction=True)
def test_a_key_is_destroyed_though_the_register_cannot_be_written(journey, settings, tmp_path):
    settings.ERASED_FILE = tmp_path / "a folder that is not there" / "wayfellow.erased"
    with transaction.atomic():
        register.destroy(journey.person.key, on=TODAY)
    assert Key.objects.get(pk=journey.person.key_id).is_destroyed


def test_a_register_destroys_again_what_a_restore_brought_back(journey, settings):
    key = Key.objects.get(pk=journey.person.key_id)  # one that nobody has opened yet
    before = bytes(key.wrapped)
    register.destroy(key, on=TODAY)
    register.bring_up_to_date()
    Key.objects.filter(pk=key.pk).update(wrapped=before)
    ErasedKey.objects.all().delete()
    register.apply(settings.ERASED_FILE)
    register.apply(settings.ERASED_FILE)
    assert Key.objects.get(pk=key.pk).is_destroyed
    assert ErasedKey.objects.get().pk == key.pk


def test_a_register_may_name_a_key_that_this_backup_never_had(journey, settings):
    settings.ERASED_FILE.write_text("4c3b6d0e-0000-4000-8000-000000000000\n")
    register.apply(settings.ERASED_FILE)
    assert not Key.objects.get(pk=journey.person.key_id).is_destroyed
