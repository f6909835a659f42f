"""A wrong setting stops the start with one line that says which and why."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from wayfellow.config.environment import database

ROOT = Path(__file__).resolve().parents[2]


def start_in(folder, *arguments, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def start(tmp_path):
    return partial(start_in, tmp_path)


def stops_with_one_line(ended, *words):
    assert ended.returncode != 0
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert all(word in ended.stderr for word in words), ended.stderr
    return True


def test_an_unreadable_key_file(start, tmp_path):
    (tmp_path / "key").mkdir()
    assert stops_with_one_line(start("serve", WAYFELLOW_KEY_FILE=str(tmp_path / "key")), "WAYFELLOW_KEY_FILE", "key")


def test_a_key_file_that_holds_something_else(start, tmp_path):
    (tmp_path / "key").write_text("not a key")
    assert stops_with_one_line(start("serve", WAYFELLOW_KEY_FILE=str(tmp_path / "key")), "WAYFELLOW_KEY_FILE")


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "://", "postgres"])
def test_an_address_that_names_no_database(start, url):
    assert stops_with_one_line(start("check", WAYFELLOW_DATABASE_URL=url), "WAYFELLOW_DATABASE_URL")


@pytest.mark.parametrize("content", [None, "name,lat\nX,1", "names,latitude,longitude\nX,north,2", "names\n\x00\xff"])
def test_a_file_of_places_that_is_none(start, tmp_path, content):
    if content:
        (tmp_path / "places.csv").write_text(content, encoding="latin-1")
    assert stops_with_one_line(start("check", WAYFELLOW_PLACES=str(tmp_path / "places.csv")), "WAYFELLOW_PLACES")


def test_a_database_that_does_not_answer(start):
    ended = start("serve", WAYFELLOW_DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert stops_with_one_line(ended, "database")


@pytest.mark.parametrize("command", ["check", "evaluate nou-barris", "erase person AAAA-AAAA"])
def test_a_database_without_tables(start, command):
    assert stops_with_one_line(start(*command.split()), "not up to date", "wayfellow migrate")


def test_a_port_that_is_taken(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert stops_with_one_line(start("serve", "--port", port), port)


def test_a_port_that_is_none(start):
    assert stops_with_one_line(start("serve", "--port", "99999"), "99999")


def test_a_language_nobody_translated(start):
    assert stops_with_one_line(start("check", WAYFELLOW_LANGUAGE="xx"), "WAYFELLOW_LANGUAGE", "xx")


KEEP_A_KEY = """
from django.db import transaction
from wayfellow.vault.models import Key
with transaction.atomic():
    Key.new().save()
"""


@pytest.fixture(scope="module")
def first_house(tmp_path_factory):
    """A house that holds one person's key."""
    folder = tmp_path_factory.mktemp("house")
    for command in [["migrate", "--verbosity=0"], ["shell", "--no-imports", "--command", KEEP_A_KEY]]:
        assert start_in(folder, *command).returncode == 0
    return folder


@pytest.fixture
def key_file(first_house, tmp_path):
    shutil.copytree(first_house / "var", tmp_path / "var")
    return tmp_path / "var" / "wayfellow.key"


def test_the_first_key_is_made_for_its_owner_only_and_stays(start, key_file):
    assert key_file.stat().st_mode & 0o777 == 0o600
    before = key_file.read_text()
    assert start("shell", "--no-imports", "--command", KEEP_A_KEY).returncode == 0
    assert key_file.read_text() == before


def test_nobody_else_on_the_machine_reads_the_database(first_house):
    made = {file.name: file.stat().st_mode & 0o777 for file in (first_house / "var").iterdir()}
    assert {name for name in made if name.startswith("wayfellow.sqlite3")} >= {"wayfellow.sqlite3"}
    assert set(made.values()) == {0o600}
    assert (first_house / "var").stat().st_mode & 0o777 == 0o700


def test_what_sqlite_writes_beside_its_file_is_as_closed(tmp_path):
    found = database(f"sqlite:///{tmp_path / 'house' / 'db'}")
    with closing(sqlite3.connect(found["NAME"])) as connection:
        connection.executescript(found["OPTIONS"]["init_command"] + "CREATE TABLE some (thing)")
        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "house").iterdir()}
    assert modes == {"db": 0o600, "db-wal": 0o600, "db-shm": 0o600}


@pytest.mark.parametrize("command", ["serve", "keys rotate"])
def test_a_house_without_its_key_does_not_start_and_makes_no_other(start, key_file, command):
    key_file.unlink()
    assert stops_with_one_line(start(*command.split()), "WAYFELLOW_KEY_FILE", "Put the file back")
    assert not key_file.exists()


@pytest.mark.parametrize("command", ["serve", "keys rotate"])
def test_a_house_with_another_key_does_not_start_and_leaves_it_alone(start, key_file, command):
    key_file.write_text("ab" * 32)
    assert stops_with_one_line(start(*command.split()), "WAYFELLOW_KEY_FILE", "holds another key")
    assert key_file.read_text() == "ab" * 32
