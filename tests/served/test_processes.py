"""The processes that serve: none shares a connection, a dead one comes back, and all of them end together."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.served.installation import until
from tests.served.visitors import busy, fields_of

pytestmark = pytest.mark.served


def open_files(pid):
    """Where each file and socket that a process holds leads."""
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            yield str(descriptor.readlink())


def sockets_to(port):
    """Every socket of this machine that leads to the port, by the name a process holds it under."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {f"socket:[{line[9]}]" for line in lines if line[2].endswith(f":{port:04X}")}


def holders(served, cluster):
    """Which processes hold a connection to the database: for each of SQLite's files, or each socket to PostgreSQL."""
    file = served.installation.database.removeprefix("sqlite:///")
    sockets = sockets_to(cluster.port) if cluster else set()
    found = {}
    for pid in served.family():
        for name in open_files(pid):
            if name in sockets or name.startswith(file):
                found.setdefault(name, set()).add(pid)
    return found


def test_no_two_processes_share_a_connection_and_the_supervisor_has_none(served, crowd, cluster):
    began = time.monotonic()
    with busy(crowd.everybody):
        until(lambda: crowd.all_answered(since=began))
        found = holders(served, cluster)
    at_work = served.web_workers() | {served.job_worker()}
    assert set().union(*found.values()) <= at_work
    assert set().union(*found.values()) & served.web_workers()
    assert all(len(pids) == 1 for name, pids in found.items() if name.startswith("socket:"))


@pytest.mark.parametrize("which", ["a web worker", "the job worker"])
def test_a_worker_that_dies_is_started_again_and_one_line_says_so(served, which):
    before = served.said
    dead = min(served.web_workers()) if which == "a web worker" else served.job_worker()
    all_of_them = len(served.web_workers())
    os.kill(dead, signal.SIGKILL)
    until(lambda: dead not in served.family())
    until(lambda: len(served.web_workers()) == all_of_them and served.job_worker() and served.answers())
    said = served.said.removeprefix(before).strip().splitlines()
    assert len(said) == 1 and which in said[0]


def test_ctrl_c_lets_what_was_begun_end_and_is_quiet(served, crowd):
    before, writer = served.said, crowd.writers[0]
    form = fields_of(writer.read(writer.form)) | {"length": "60", "setting": "community", "another": "on"}
    with ThreadPoolExecutor() as browser:
        with served.installation.held():
            answered = browser.submit(writer.note, form)
            time.sleep(1)
            os.killpg(served.process.pid, signal.SIGINT)
            time.sleep(1)
        assert answered.result()
    assert form["idempotency_key"] in writer.told
    assert served.process.wait(30) == 0
    assert not served.family()
    assert served.said == before
