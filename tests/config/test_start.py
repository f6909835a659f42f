"""A wrong setting stops the start with one line that says which and why."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(tmp_path):
    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def stops_with_one_line(ended, *words):
    assert ended.returncode != 0
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert all(word in ended.stderr for word in words), ended.stderr
    return True


def test_an_unreadable_key_file(start, tmp_path):
    (tmp_path / "key").mkdir()
    assert stops_with_one_line(start("check", WAYFELLOW_KEY_FILE=str(tmp_path / "key")), "WAYFELLOW_KEY_FILE", "key")


def test_a_key_file_that_holds_something_else(start, tmp_path):
    (tmp_path / "key").write_text("not a key")
    assert stops_with_one_line(start("check", WAYFELLOW_KEY_FILE=str(tmp_path / "key")), "WAYFELLOW_KEY_FILE")


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "://", "postgres"])
def test_an_address_that_names_no_database(start, url):
    assert stops_with_one_line(start("check", WAYFELLOW_DATABASE_URL=url), "WAYFELLOW_DATABASE_URL")


def test_a_database_that_does_not_answer(start):
    ended = start("serve", WAYFELLOW_DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert stops_with_one_line(ended, "database")


def test_a_port_that_is_taken(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert stops_with_one_line(start("serve", "--port", port), port)


def test_a_port_that_is_none(start):
    assert stops_with_one_line(start("serve", "--port", "99999"), "99999")


def test_a_language_nobody_translated(start):
    assert stops_with_one_line(start("check", WAYFELLOW_LANGUAGE="xx"), "WAYFELLOW_LANGUAGE", "xx")


def test_the_first_start_makes_a_key_that_only_its_owner_reads(start, tmp_path):
    assert start("check").returncode == 0
    key = tmp_path / "var" / "wayfellow.key"
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_text()
    start("check")
    assert key.read_text() == before
