"""Whoever is in the wrong place is told so in one line, and nothing is made there."""

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

from wayfellow.config.environment import SQLITE, make_file

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


def start_in(folder, *arguments, **environment):
    """Start our command in a folder, where `var` is the place of everything that is not said to lie elsewhere."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "WAYFELLOW_CONFIG": "/dev/null",
        "WAYFELLOW_DATA": f"{folder}/var",
    }
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        cwd=folder,
        env=surroundings | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def start(tmp_path):
    return partial(start_in, tmp_path)


def stops_with_one_line(ended, *words):
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert all(word in ended.stderr for word in words), ended.stderr
    return True


LARGE = (
    "import sys, wayfellow.config.urls; print({'docx', 'lxml.html', 'numpy', 'openpyxl', 'scipy'} & sys.modules.keys())"
)


def test_no_start_waits_for_a_library_that_few_pages_need(start):
    assert start("shell", "--no-imports", "--command", LARGE).stdout == "set()\n"


KEEP_A_KEY = """
from django.db import transaction
from wayfellow.vault.models import Key
with transaction.atomic():
    Key.new().save()
"""


@pytest.fixture(scope="module")
def first_installation(tmp_path_factory):
    """An installation that holds one person's key."""
    folder = tmp_path_factory.mktemp("house")
    for command in [["migrate", "--verbosity=0"], ["shell", "--no-imports", "--command", KEEP_A_KEY]]:
        assert start_in(folder, *command).returncode == 0
    return folder


@pytest.fixture
def installation(first_installation, tmp_path):
    return Path(shutil.copytree(first_installation / "var", tmp_path / "var"))


@pytest.fixture
def key_file(installation):
    return installation / "wayfellow.key"


def test_the_first_key_is_made_for_its_owner_only_and_stays(start, key_file):
    assert key_file.stat().st_mode & 0o777 == 0o600
    before = key_file.read_text()
    assert start("shell", "--no-imports", "--command", KEEP_A_KEY).returncode == 0
    assert key_file.read_text() == before


def test_nobody_else_on_the_machine_reads_the_database(first_installation):
    made = {file.name: file.stat().st_mode & 0o777 for file in (first_installation / "var").iterdir()}
    assert {name for name in made if name.startswith("wayfellow.sqlite3")} >= {"wayfellow.sqlite3"}
    assert set(made.values()) == {0o600}
    assert (first_installation / "var").stat().st_mode & 0o777 == 0o700


def test_what_sqlite_writes_beside_its_file_is_as_closed(tmp_path):
    make_file(tmp_path / "house" / "db")
    with closing(sqlite3.connect(tmp_path / "house" / "db")) as connection:
        connection.executescript(SQLITE["init_command"] + "CREATE TABLE some (thing)")
        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "house").iterdir()}
    assert modes == {"db": 0o600, "db-wal": 0o600, "db-shm": 0o600}


@pytest.mark.parametrize("command", ["serve", "keys rotate"])
def test_an_installation_without_its_key_does_not_start_and_makes_no_other(start, key_file, command):
    key_file.unlink()
    assert stops_with_one_line(start(*command.split()), "WAYFELLOW_KEY_FILE", "Put the file back")
    assert not key_file.exists()


@pytest.mark.parametrize("command", ["serve", "keys rotate"])
def test_an_installation_with_another_key_does_not_start_and_leaves_it_alone(start, key_file, command):
    key_file.write_text("ab" * 32)
    assert stops_with_one_line(start(*command.split()), "WAYFELLOW_KEY_FILE", "holds another key")
    assert key_file.read_text() == "ab" * 32


@pytest.mark.parametrize("content", [None, "not a key"], ids=["a folder", "something else"])
def test_a_key_file_that_holds_none(start, installation, tmp_path, content):
    (tmp_path / "key").write_text(content) if content else (tmp_path / "key").mkdir()
    surroundings = {"WAYFELLOW_KEY_FILE": str(tmp_path / "key"), "WAYFELLOW_SECRET_KEY": "x"}
    assert stops_with_one_line(start("serve", **surroundings), "WAYFELLOW_KEY_FILE", "key")


def test_an_installation_without_its_secret_is_not_served_and_makes_no_other(start, installation):
    (installation / "wayfellow.secret").unlink()
    assert stops_with_one_line(start("serve"), "wayfellow.secret", "WAYFELLOW_SECRET_KEY")
    assert not (installation / "wayfellow.secret").exists()


def test_a_port_that_is_taken(start, installation):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert stops_with_one_line(start("serve", "--port", port), port)


def test_a_port_on_which_another_is_starting(start, installation):
    """Its web workers would share the port, and two houses would answer under one address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(f"\0wayfellow {port}")
        assert stops_with_one_line(start("serve", "--port", port), "Another Wayfellow", port)


def test_a_port_that_is_none(start, installation):
    assert stops_with_one_line(start("serve", "--port", "99999"), "99999")


@pytest.mark.parametrize("command", ["serve", "reindex"])
def test_a_database_that_does_not_answer(start, command):
    url = "postgres://nobody:a-pass-word@127.0.0.1:9/nothing"
    ended = start(command, WAYFELLOW_DATABASE_URL=url, WAYFELLOW_SECRET_KEY="x")
    assert stops_with_one_line(ended, "database", "answer") and "a-pass-word" not in ended.stderr


class TestWhereThereIsNoDatabase:
    """Only `serve --demo`, `demo` and `migrate` make one, even where there would be room for it."""

    @pytest.fixture(autouse=True)
    def var(self, tmp_path):
        (tmp_path / "var").mkdir(mode=0o700)
        return tmp_path / "var"

    @pytest.mark.parametrize(
        "command", ["serve", "check", "backup b --key-file k", "restore b --key-file k", "keys rotate"]
    )
    def test_a_command_says_where_it_looked_and_how_to_say_where_it_is(self, start, tmp_path, var, command):
        (tmp_path / "k").write_text("ab" * 32)
        ended = start(*command.split())
        where = f"{var}/wayfellow.sqlite3"
        assert stops_with_one_line(ended, f"no database at {where}", "WAYFELLOW_DATABASE_URL in /dev/null")
        assert not list(var.iterdir()) and not (tmp_path / "b").exists()

    def test_not_even_a_command_that_is_not_ours_makes_one(self, start, var):
        count = "from wayfellow.people.models import User; User.objects.count()"
        ended = start("shell", "--no-imports", "--command", count)
        assert stops_with_one_line(ended, "no database at")
        assert not list(var.iterdir())

    def test_an_empty_file_is_none(self, start, var):
        make_file(var / "wayfellow.sqlite3")
        assert stops_with_one_line(start("evaluate", "nou-barris"), "not up to date", "wayfellow migrate")
        ended = start("serve", WAYFELLOW_SECRET_KEY="x")
        assert stops_with_one_line(ended, "not up to date", "wayfellow migrate")
        with closing(sqlite3.connect(var / "wayfellow.sqlite3")) as connection:
            assert not connection.execute("SELECT * FROM sqlite_master").fetchall()

    def test_asking_what_a_command_does_is_always_possible(self, start, var):
        assert start("backup", "--help").returncode == 0
        assert start("migrate", "--help").returncode == 0
        assert not list(var.iterdir())


class TestTheFileThatIsNamed:
    @pytest.mark.parametrize("words", ["--config here.env check", "check --config here.env", "check --config=here.env"])
    def test_is_read_whether_before_the_command_or_after_it(self, start, tmp_path, words):
        (tmp_path / "here.env").write_text(f"WAYFELLOW_DATABASE_URL=sqlite:///{tmp_path}/elsewhere.sqlite3")
        assert stops_with_one_line(start(*words.split()), "elsewhere.sqlite3", f"in {tmp_path}/here.env")

    def test_is_known_to_the_processes_that_are_started_from_there(self, start, tmp_path):
        (tmp_path / "here.env").write_text("WAYFELLOW_LANGUAGE=ca")
        tell = "import os; print(os.environ['WAYFELLOW_CONFIG'], os.environ['WAYFELLOW_LANGUAGE'])"
        ended = start("shell", "--no-imports", "--command", tell, "--config", "here.env")
        assert ended.stdout.split() == [f"{tmp_path}/here.env", "ca"]

    def test_has_to_be_named(self, start):
        assert stops_with_one_line(start("check", "--config"), "which file?")

    def test_has_to_be_there(self, start, tmp_path):
        assert stops_with_one_line(start("check", "--config", "none.env"), f"{tmp_path}/none.env", "No such file")


def test_a_wrong_setting_stops_a_command_with_one_line(start):
    assert stops_with_one_line(start("check", WAYFELLOW_LANGUAGE="xx"), "WAYFELLOW_LANGUAGE", "xx")
    assert stops_with_one_line(start("help", WAYFELLOW_HOST="x"), "did you mean WAYFELLOW_HOSTS?")


@pytest.mark.parametrize("content", [None, "name,lat\nX,1", "names,latitude,longitude\nX,north,2", "names\n\x00\xff"])
def test_a_file_of_places_that_is_none(start, tmp_path, content):
    if content:
        (tmp_path / "places.csv").write_text(content, encoding="latin-1")
    assert stops_with_one_line(start("check", WAYFELLOW_PLACES=str(tmp_path / "places.csv")), "WAYFELLOW_PLACES")
