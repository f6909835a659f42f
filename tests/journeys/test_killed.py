"""Killed in the middle of writing: what was acknowledged is there, once, and the journal is whole (I7)."""

import signal
import subprocess
import sys
import uuid
from datetime import timedelta
from itertools import islice

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.another_process import ROOT, environment_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry, Link
from wayfellow.journeys.models import Accompaniment, Journey

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WRITES = 200
WRITERS = 2


@pytest.fixture
def road(cast, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    return story.set_out(cast, on=timezone.localdate() - timedelta(days=9))


def start_writing(tokens):
    """Two processes write about the same person at once, as two workers would."""
    command = [sys.executable, "-m", "tests.journeys.writer"]
    return [
        subprocess.Popen([*command, *part], cwd=ROOT, env=environment_of(), stdout=subprocess.PIPE, text=True)
        for part in (tokens[number::WRITERS] for number in range(WRITERS))
    ]


def kill(writers, *, after):
    """Kill them with -9 once each has been told of so many, and return all they were told of."""
    told = [line for writer in writers for line in islice(writer.stdout, after)]
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    for writer in writers:
        told += [line for line in writer.stdout if line.endswith("\n")]
        writer.wait()
        writer.stdout.close()
    return [line.strip() for line in told]


def send_again(tokens):
    """Send all of it once more, as a phone does that was told nothing."""
    for writer in start_writing(tokens):
        writer.communicate()
        assert writer.returncode == 0


def test_every_acknowledged_write_is_there_once_and_the_chain_holds(road, capsys):
    tokens = [str(uuid.uuid4()) for _write in range(WRITES)]
    told = kill(start_writing(tokens), after=WRITES // WRITERS // 2)
    assert WRITES // 2 <= len(told) < WRITES, "killed too early or too late to show anything"

    kept = {str(note.pk): note.what_we_did for note in Accompaniment.objects.select_related("journey__person__key")}
    assert set(told) <= set(kept)
    assert all(words == f"We met for {token}" for token, words in kept.items())
    call_command("check")
    assert "All is as it must be" in capsys.readouterr().out

    send_again(tokens)
    assert Accompaniment.objects.count() == Journey.objects.get().accompaniments_count == WRITES
    assert Entry.objects.filter(deed="journey.log").count() == WRITES
    numbers = Link.objects.filter(about=road.person_id.hex).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    call_command("check")
