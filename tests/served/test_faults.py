"""Five write while something is killed: what was acknowledged is there once, and soon all are answered again (I7)."""

import os
import signal
import time
import uuid

import pytest
from django.db import connection
from django.test import override_settings

from tests.served.installation import until
from tests.served.visitors import busy
from wayfellow.journal.models import tied_to
from wayfellow.journeys.forms.road import Log

pytestmark = [pytest.mark.served, pytest.mark.timed]
AT_MOST = 5  # seconds until everybody is answered again


def kill_a_worker(served):
    os.kill(min(served.web_workers()), signal.SIGKILL)


def kill_the_supervisor(served):
    """Whoever keeps it starts it again; by then nothing of it may be left."""
    served.process.kill()
    served.process.wait()
    until(lambda: not served.family(), within=3)
    start_again(served)


def ask_it_to_end(served):
    served.process.terminate()
    assert served.process.wait(30) == 0
    assert not served.family()
    start_again(served)


def start_again(served):
    served.start()
    until(served.answers)


def kept(installation):
    """The notes that are there, by their ids."""
    return {uuid.UUID(str(id)) for (id,) in installation.ask("SELECT id FROM journeys_accompaniment")}


def made_of(notes, installation):
    """The ids that this installation gives to what comes from the forms with these marks."""
    [(writer,)] = installation.ask("SELECT id FROM people_user WHERE email = 'peer@demo.example'")
    with override_settings(SECRET_KEY=installation.secret):
        return {tied_to("form", mark, writer, Log.__name__, road) for road, mark in notes}


def hold_on(crowd, happen):
    """Let something happen while all of them are at it, and look whether it did any harm."""
    with busy(crowd.everybody):
        began = time.monotonic()
        until(lambda: crowd.all_answered(since=began))
        happen()
        there_again = time.monotonic()
        until(lambda: crowd.all_answered(since=there_again))
    assert crowd.wrong() == {}
    assert crowd.longest_silence(since=there_again) <= AT_MOST


def nothing_is_lost(installation, crowd, before):
    """What was acknowledged is there, what is there was sent, and everything fits together."""
    now = kept(installation)
    assert made_of(crowd.notes("told"), installation) <= now
    assert now - before <= made_of(crowd.notes("sent"), installation)
    check = installation.run("check")
    assert check.returncode == 0, check.stdout
    return True


@pytest.mark.parametrize("fault", [kill_a_worker, kill_the_supervisor, ask_it_to_end])
def test_five_write_while_something_ends(served, crowd, fault):
    before = kept(served.installation)
    hold_on(crowd, lambda: fault(served))
    assert nothing_is_lost(served.installation, crowd, before)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server to restart")
def test_five_write_while_postgresql_is_restarted(served, crowd, cluster):
    def restart():
        cluster.stop("immediate")
        cluster.start()

    before = kept(served.installation)
    hold_on(crowd, restart)
    assert nothing_is_lost(served.installation, crowd, before)
