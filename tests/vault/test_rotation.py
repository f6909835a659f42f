"""The installation's key is changed while it stays open; words are not touched, and nothing is lost half-way."""

import signal
import subprocess
import sys
import time

import pytest
from cryptography.exceptions import InvalidTag
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.another_process import ROOT, environment_of
from wayfellow.demo import story
from wayfellow.journeys.models import Objective
from wayfellow.vault import installation, rotation
from wayfellow.vault.checks import findings
from wayfellow.vault.models import Key

TODAY = timezone.localdate()
MARK = "Anava amb bicicleta fins al mar"


@pytest.fixture
def sealed(key_file, cast):
    """Words about Montse, and a few more people's keys."""
    story.propose(cast, on=TODAY, objectives=[("hope", MARK, "")])
    Key.objects.bulk_create(Key.new() for _person in range(250))
    return key_file


def words_open():
    return Objective.objects.get().words == MARK and list(findings()) == []


def another_process(monkeypatch):
    """Forget what was read of the key file, as a process that starts now."""
    monkeypatch.setattr(installation, "_met", {})


def sealed_bytes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM journeys_objective")
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_every_key_is_wrapped_anew_and_no_text_is_touched(sealed, monkeypatch, capsys):
    before, text = sealed.read_text(), sealed_bytes()
    call_command("keys", "rotate")
    assert "251 people" in capsys.readouterr().out
    assert sealed.read_text() != before and len(sealed.read_text().split()) == 1
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert sealed_bytes() == text
    another_process(monkeypatch)
    assert words_open()


def test_the_old_key_opens_nothing_any_more(sealed, monkeypatch):
    before = sealed.read_text()
    list(rotation.rotate())
    sealed.write_text(before)
    another_process(monkeypatch)
    with pytest.raises(installation.KeyTrouble, match="holds another key"):
        _ = Objective.objects.get().words


def test_stopped_half_way_everything_opens_and_beginning_again_finishes(sealed, monkeypatch):
    steps = rotation.rotate()
    assert next(steps) == 100
    steps.close()
    half_way = sealed.read_text().split()
    assert len(half_way) == 2
    another_process(monkeypatch)
    assert words_open()
    assert sum(rotation.rotate()) == 151
    assert sealed.read_text().split() == half_way[:1]
    another_process(monkeypatch)
    assert words_open()


def test_a_process_that_runs_meanwhile_reads_and_writes_on(sealed, monkeypatch):
    """It has met the old key only; the key file is read again when there is one it does not know."""
    running = dict(installation._met)
    steps = rotation.rotate()
    next(steps)
    monkeypatch.setattr(installation, "_met", running)
    welcomed = Key.new()
    welcomed.save()
    assert welcomed.wrapped_by == installation.fingerprint(installation.held()[0])
    assert words_open()
    list(steps)
    assert words_open()


def test_a_key_wrapped_with_the_old_one_at_the_last_moment_is_wrapped_anew(sealed, monkeypatch):
    steps = rotation.rotate()
    next(steps)
    newest, old = installation.held()
    late = Key.new()
    late.save()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(installation, "held", lambda: [old])
        late.wrap()
        late.save()
    assert late.wrapped_by == installation.fingerprint(old)
    list(steps)
    late.refresh_from_db()
    assert late.wrapped_by == installation.fingerprint(newest)
    assert installation.held() == [newest]


def test_whoever_was_erased_is_passed_over(sealed):
    gone = Key.objects.order_by("pk")[0]
    Key.objects.filter(pk=gone.pk).update(wrapped=b"")
    assert sum(rotation.rotate()) == 250
    gone.refresh_from_db()
    assert gone.is_destroyed


def test_a_key_that_was_moved_to_somebody_else_does_not_open(sealed):
    one, other = Key.objects.order_by("pk")[:2]
    Key.objects.filter(pk=one.pk).update(wrapped=other.wrapped)
    with pytest.raises(InvalidTag):
        Key.objects.get(pk=one.pk).open()
    assert [line for line in findings() if str(one.pk) in line and "does not open" in line]


def test_a_missing_key_file_is_never_replaced_over_keys(sealed):
    sealed.unlink()
    with pytest.raises(installation.KeyTrouble, match="Put the file back"), transaction.atomic():
        Key.new()
    assert not sealed.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite a transaction is alone from its beginning")
@pytest.mark.parametrize(
    "wraps, lock",
    [
        (Key.new, "RowExclusiveLock"),
        (rotation._begin, "ShareRowExclusiveLock"),
        (rotation._finished, "ShareRowExclusiveLock"),
    ],
)
def test_whoever_wraps_and_whoever_lets_go_wait_for_each_other(db, key_file, wraps, lock):
    installation.make()
    wraps()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'vault_key'::regclass AND granted"
        )
        assert (lock,) in cursor.fetchall()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_half_way_nothing_is_lost(key_file, monkeypatch):
    with transaction.atomic():
        Key.objects.bulk_create(Key.new() for _person in range(5000))
    before = Key.objects.values_list("wrapped_by", flat=True)[0]
    rotating = subprocess.Popen([sys.executable, ROOT / "manage.py", "keys", "rotate"], env=environment_of(key_file))
    while Key.objects.filter(wrapped_by=before).count() == 5000 and rotating.poll() is None:
        time.sleep(0.01)
    rotating.send_signal(signal.SIGKILL)
    rotating.wait()
    left = Key.objects.filter(wrapped_by=before).count()
    assert 0 < left < 5000, "killed too early or too late to show anything"
    another_process(monkeypatch)
    assert list(findings()) == []
    assert sum(rotation.rotate()) == left
    another_process(monkeypatch)
    assert list(findings()) == []
    assert len(key_file.read_text().split()) == 1
