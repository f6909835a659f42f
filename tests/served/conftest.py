"""What is served is what is tested: the shipped command, in processes of its own."""

import fcntl
import os
import shutil
import sys

import pytest
from django.db import connection

from tests.served.clusters import AS_IT_COMES, throw_away_cluster
from tests.served.installation import AT_MOST, Installation, Served, until
from tests.served.visitors import Crowd


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What is timed comes last: by then everything is told, on the other database, too."""
    items.sort(key=is_timed)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """What is timed has the machine to itself; the rest may go on beside the run on the other database."""
    with open(os.environ.get("SERVED_LOCK", os.devnull)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if is_timed(item) else fcntl.LOCK_SH)
        return (yield)


def is_timed(item):
    return item.get_closest_marker("timed") is not None


@pytest.fixture(scope="session")
def cluster():
    """On PostgreSQL a server that a test may restart; on SQLite none."""
    if connection.vendor == "sqlite":
        yield None
        return
    with throw_away_cluster(AS_IT_COMES) as cluster:
        cluster.run("createdb", "told")
        yield cluster


@pytest.fixture(scope="session")
def told(tmp_path_factory, cluster):
    """An installation where the demo was told, which is then left alone."""
    folder = tmp_path_factory.mktemp("told")
    installation = Installation(folder, cluster.address("told") if cluster else f"sqlite:///{folder}/house.sqlite3")
    served = Served(installation)
    try:
        until(served.answers, within=5 * AT_MOST)
        served.process.terminate()
        served.process.wait(AT_MOST)
    finally:
        served.close()
    return installation


@pytest.fixture(scope="session")
def another(told, tmp_path_factory, cluster):
    """Make one more installation with the demo in it."""

    def make():
        folder = tmp_path_factory.mktemp("house")
        shutil.copytree(told.folder, folder, dirs_exist_ok=True)
        if not cluster:
            return Installation(folder, f"sqlite:///{folder}/house.sqlite3")
        cluster.run("createdb", "--template=told", folder.name)
        return Installation(folder, cluster.address(folder.name))

    return make


@pytest.fixture(scope="session")
def place(another):
    """What is served from one test to the next."""
    served = Served(another())
    yield served
    served.close()


@pytest.fixture
def served(place):
    """An installation that is served, whatever the test before did to it."""
    if not place.is_up:
        place.start()
    until(place.answers)
    yield place
    sys.stdout.write(place.said)  # pytest shows it where a test fails


@pytest.fixture(scope="session")
def crowd(place):
    """Five who write and two who read, signed in once."""
    until(place.answers)
    return Crowd(place.address)
