"""Whoever owns the database, and not the key, cannot write the journal anew without being found out."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from wayfellow.demo import story
from wayfellow.journal import checks as journal
from wayfellow.journal import triggers
from wayfellow.journal.models import Entry, Link, digest_of
from wayfellow.keeping import anchor
from wayfellow.vault.models import OF_THE_INSTALLATION, Key

from .conftest import TODAY


@pytest.fixture
def noted(walked):
    """A road of which the journal was noted, and on which something happened since."""
    assert anchor.note() == []
    story.propose(walked, on=TODAY, person={"name": "Nuria", "language": "ca"})
    return walked


def write_anew(lines):
    """What the owner of a database can do: empty the journal, and have its own triggers chain another one."""
    with triggers.lifted(connection):
        Link.objects.all().delete()
        Entry.objects.all().delete()
    for line in lines:
        line._state.adding = True
        line.digest = digest_of(line)
        line.save(force_insert=True)


def in_order():
    numbers = dict(Link.objects.values_list("entry", "number"))
    return sorted(Entry.objects.order_by("pk"), key=lambda line: numbers[line.pk])


def test_the_journal_goes_on_and_nothing_is_found(noted):
    assert list(anchor.findings()) == []
    assert anchor.note() == list(anchor.findings()) == []


def test_a_journal_written_anew_whole_is_found(noted):
    lines = in_order()
    next(line for line in lines if line.person == noted.person.pk).at -= timedelta(hours=1)
    write_anew(lines)
    assert list(journal.findings()) == []  # in itself it is whole
    [found] = anchor.findings()
    assert noted.person.pk.hex in found


def test_an_end_cut_off_is_found(noted):
    write_anew([line for line in in_order() if line.deed not in {"journey.close", "journey.agree_words"}])
    assert list(journal.findings()) == []
    assert len(list(anchor.findings())) == 1


@pytest.mark.django_db(transaction=True)
def test_the_daily_run_says_so_and_does_not_note_over_it(noted, settings):
    before = settings.ANCHOR_FILE.read_bytes()
    write_anew([])
    with pytest.raises(CommandError, match="wayfellow check"):
        call_command("retain", verbosity=0)
    assert settings.ANCHOR_FILE.read_bytes() == before


def test_only_the_key_makes_the_seal(noted, settings):
    note = settings.ANCHOR_FILE.read_text()
    assert settings.ANCHOR_FILE.stat().st_mode & 0o777 == 0o600
    for altered in ["", note.replace(note[0], "x", 1), note[:-2] + "\n", "\n".join(note.splitlines()[:-1])]:
        settings.ANCHOR_FILE.write_text(altered)
        assert ["altered" in line for line in anchor.findings()] == [True]
    settings.ANCHOR_FILE.write_text(note)
    Key.objects.filter(pk=OF_THE_INSTALLATION).delete()
    assert ["altered" in line for line in anchor.findings()] == [True]


def test_a_note_that_is_missing_is_found_and_the_daily_run_says_so_too_and_makes_it_anew(noted, settings):
    lines = in_order()
    lines[0].at -= timedelta(days=3)
    write_anew(lines)
    settings.ANCHOR_FILE.unlink()
    [found] = anchor.findings()
    assert str(settings.ANCHOR_FILE) in found and "wayfellow retain" in found
    assert anchor.note() == [found]
    assert list(anchor.findings()) == []


def test_in_its_first_days_a_journal_need_not_have_been_noted(noted, settings):
    settings.ANCHOR_FILE.unlink()
    assert list(anchor.findings()) == anchor.note() == []


def test_after_a_restore_the_next_note_stands_for_itself(noted):
    write_anew(in_order()[1:])
    anchor.begin_anew()
    assert anchor.note() == list(anchor.findings()) == []
