"""Two database servers, set up by the words of docs/running.md: when the first is lost, nothing acknowledged is."""

import os
import re
import shutil
import signal
import time
from contextlib import closing

import pytest
from django.db import connection

from tests.another_process import ROOT
from tests.served.clusters import AS_IT_COMES, Cluster, throw_away_cluster
from tests.served.installation import Installation, Served, command_of, until
from tests.served.test_faults import hold_on, kept, nothing_is_lost
from tests.served.visitors import Crowd

pytestmark = [
    pytest.mark.served,
    pytest.mark.timed,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server to lose"),
]


def what_is_said():
    """The commands of the page, one block after the other."""
    section = (ROOT / "docs/running.md").read_text().partition("## Two database servers\n")[2].partition("\n## ")[0]
    return re.findall(r"^```sh\n(.+?)^```", section, re.MULTILINE | re.DOTALL)


ON_THE_FIRST, ON_THE_SECOND, TOGETHER, THE_ADDRESS, WHEN_THE_FIRST_IS_LOST = what_is_said()


@pytest.fixture
def first(cluster):
    with throw_away_cluster(AS_IT_COMES) as first:
        first.run("sh", "-c", f"pg_dump --port={cluster.port} told | psql --quiet wayfellow")
        yield first


@pytest.fixture
def second():
    second = Cluster(AS_IT_COMES)
    yield second
    second.remove()


@pytest.fixture
def served(first, second, told, tmp_path):
    """An installation over the two, as the page says."""
    here = f"host=127.0.0.1 port={first.port}"
    first.run("bash", "-ec", ON_THE_FIRST)
    second.run("bash", "-ec", ON_THE_SECOND.replace("host=first.example", here))
    second.start()
    first.run("bash", "-ec", TOGETHER)
    address = THE_ADDRESS.split("'")[1]
    here = f"127.0.0.1,127.0.0.1/wayfellow?port={first.port},{second.port}&"
    installation = Installation(
        shutil.copytree(told.folder, tmp_path / "house"),
        address.replace("first.example,second.example/wayfellow?", here),
    )
    with closing(Served(installation)) as served:
        until(served.answers)
        yield served


def processes_of(cluster):
    """PostgreSQL's own processes, by what they say they are."""
    keeper = (cluster.data / "postmaster.pid").read_text().split()[0]
    with open(f"/proc/{keeper}/task/{keeper}/children") as children:
        return {int(keeper): "postmaster"} | {int(pid): command_of(pid) for pid in children.read().split()}


def lose(first, second):
    """Cut the line between the two a moment before the first is gone: what it alone has by then is lost with it."""
    receiver = next(pid for pid, what in processes_of(second).items() if "walreceiver" in what)
    os.kill(receiver, signal.SIGSTOP)
    time.sleep(1)
    for pid in processes_of(first):
        os.kill(pid, signal.SIGKILL)
    (first.data / "postmaster.pid").unlink()
    os.kill(receiver, signal.SIGTERM)
    os.kill(receiver, signal.SIGCONT)


def test_when_the_first_is_lost_the_second_has_all_that_was_acknowledged(served, first, second):
    def take_over():
        lose(first, second)
        second.run("bash", "-ec", WHEN_THE_FIRST_IS_LOST)

    before, crowd = kept(served.installation), Crowd(served.address)
    hold_on(crowd, take_over)
    assert nothing_is_lost(served.installation, crowd, before)
