"""The commands of docs/running.md, word for word, as cron runs them: nothing in the environment, in any folder."""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import get_commands, load_command_class
from django.db import connection

from tests.hsds.example import everything

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "running.md").read_text()
LINES = re.findall(r"^    (\S.*)", DOCUMENT, re.MULTILINE)
FILES = re.findall(r"^```ini\n(.+?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
ONCE_AS_ROOT = ("python3 -m venv", "/opt/wayfellow/bin/pip ", "ln ", "useradd ", "install ")  # on a machine of its own
PILOT = ROOT / "wayfellow" / "demo" / "data" / "nou-barris"
WRITTEN = {
    "EMAIL": "nil@peers.example",
    "ADDRESS NEW": "nil@peers.example nil@elsewhere.example",
    "ADDRESS": "nil@peers.example",
    "SLUG": "nou-barris",
    "PEOPLE.csv": "/backups/people.csv",
    "ACCOMPANIMENTS.csv": "/backups/accompaniments.csv",
    "KEY": "/etc/wayfellow/backup.key",
    "--to FILE": "--to /backups/NB-01.zip",
    "FILE": "/backups/by-hand.backup",
    "CODE": "NB-01",
    "DIR": "/backups/directory",
    "PATH": "/backups/directory.json",
}
A_CRON_LINE = re.compile(r"(?:[\d*]+ ){5}(.+)")

# In this order, each once: how a line begins, which of its options are taken, what is typed, and what it says.
STORY = [
    ("wayfellow migrate", [], "", ""),
    ("wayfellow invite-operator", [], "", "types this code"),
    ("wayfellow account block", [], "", "Closed for now"),
    ("wayfellow account unblock", [], "", "Open again"),
    ("wayfellow account way-back", [], "", "link"),
    ("wayfellow account address", [], "", "Changed"),
    ("wayfellow import caseload", [], "", "Added: "),
    ("wayfellow keys rotate", [], "", "A new key is in"),
    ("wayfellow evaluate", [], "", ""),
    ("15 3 * * *", [], "", "It was read back whole"),
    ("wayfellow backup", ["--key-file"], "", "It was read back whole"),
    ("wayfellow restore", ["--key-file", "--replace"], "replace\n", "Restored as of"),
    ("wayfellow export person", [], "", ""),
    ("wayfellow erase person", [], "NB-01\n", ""),
    ("wayfellow import directory", [], "", "Added: 1"),
    ("wayfellow export directory", [], "", ""),
    ("wayfellow check", [], "", "All is as it must be"),
]
SERVING = "wayfellow serve --host"
STARTED_BY_SERVING = "wayfellow work"


def test_every_line_of_the_document_is_run():
    run = [*ONCE_AS_ROOT, *(begins for begins, *_rest in STORY), SERVING, STARTED_BY_SERVING]
    assert [line for line in LINES if not line.startswith((*run, "wayfellow serve ["))] == []
    assert [begins for begins in run if not any(line.startswith(begins) for line in LINES)] == []


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("wayfellow ") and "--" in line])
def test_every_option_of_a_line_is_there(line):
    """Those too that the story leaves out."""
    _program, name, *words = line.split()
    parser = load_command_class(get_commands()[name], name).create_parser("wayfellow", name)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            parser = action.choices[words[0]]
    assert set(re.findall(r"--[a-z-]+", line)) <= set(parser._option_string_actions)


def test_every_command_it_speaks_of_is_there():
    ours = {path.stem for path in ROOT.glob("wayfellow/*/management/commands/*.py")} | {"migrate"}
    assert set(re.findall(r"`wayfellow ([a-z-]+)", DOCUMENT)) <= ours


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine of its own, with the folders of the document and the first file that it shows."""
    folder = tmp_path_factory.mktemp("machine")
    for name in ["etc", "backups", "elsewhere"]:
        (folder / name).mkdir()
    (folder / "etc" / "backup.key").write_text("5a" * 32)
    for kind, lines in [("people", 3), ("accompaniments", 9)]:
        some = Path(f"{PILOT}-{kind}.csv").read_text().splitlines()[:lines]
        (folder / "backups" / f"{kind}.csv").write_text("\n".join(some))
    (folder / "backups" / "directory.json").write_text(json.dumps(everything()))
    with database(folder) as url:
        settings = folder / "etc" / "wayfellow.env"
        settings.touch(mode=0o600)
        settings.write_text(f"{FILES[0]}WAYFELLOW_DATA={folder}/var\n{url and f'WAYFELLOW_DATABASE_URL={url}'}\n")
        yield folder


@contextmanager
def database(folder):
    """On PostgreSQL a database of its own; on SQLite nothing, which is what the document begins with."""
    if connection.vendor != "postgresql":
        yield ""
        return
    server = "postgres://{USER}@{HOST}:{PORT}".format_map(connection.settings_dict)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as keeper:
        keeper.execute(f"CREATE DATABASE machine_{os.getpid()}")
        yield f"{server}/machine_{os.getpid()}"
        keeper.execute(f"DROP DATABASE machine_{os.getpid()} WITH (FORCE)")


def filled_in(line, taken, machine):
    """Take or leave what stands in brackets, and write what stands in capitals; then no folder is the machine's own."""
    line = re.sub(r" \[(--[^] ]+)([^]]*)\]", lambda found: " ".join(["", *found.groups()]) * (found[1] in taken), line)
    for there, here in WRITTEN.items():
        line = re.sub(rf"(?<= ){re.escape(there)}(?= |$)", here, line)
    for there, here in [
        ("/etc/wayfellow", machine / "etc"),
        ("/opt/wayfellow", sys.prefix),
        ("/backups", machine / "backups"),
    ]:
        line = line.replace(there, str(here))
    return line


def as_cron_does(line, taken, machine):
    """What to give to `subprocess`: cron takes a backslash before a percent sign away, and knows few folders."""
    command, path = line, f"{sys.prefix}/bin:/usr/bin:/bin"
    if cron := A_CRON_LINE.fullmatch(line):
        command, path = cron[1].replace(r"\%", "%"), "/usr/bin:/bin"
    return {
        "args": ["/bin/sh", "-c", filled_in(command, taken, machine)],
        "cwd": machine / "elsewhere",
        "env": {"PATH": path, "HOME": str(machine), "WAYFELLOW_CONFIG": f"{machine}/etc/wayfellow.env"},
        "text": True,
    }


@pytest.mark.slow
def test_the_commands_one_after_the_other(machine):
    for begins, taken, typed, says in STORY:
        if begins == "wayfellow account block":
            somebody_comes_in(machine)
        [line] = [line for line in LINES if line.startswith(begins)]
        ended = subprocess.run(**as_cron_does(line, taken, machine), input=typed, capture_output=True, check=False)
        assert ended.returncode == 0 and says in ended.stdout, f"{line}\n{ended.stdout}{ended.stderr}"
    serves(machine)
    assert len(list((machine / "backups").glob("wayfellow-????-??-??.backup"))) == 1
    assert not list((machine / "elsewhere").iterdir())


def somebody_comes_in(machine):
    """Whoever was invited types the code in a browser, which is told elsewhere."""
    code = (
        "from wayfellow.people.models import Membership as M, User as U; add = U.objects.create_user;"
        "add('nil@peers.example', name='Nil');"
        "M.objects.create(user=add('ada@peers.example', name='Ada'), role='operator', starts_on='2026-01-01')"
    )
    line = f'wayfellow shell --no-imports --command "{code}"'
    subprocess.run(**as_cron_does(line, [], machine), capture_output=True, check=True)


def serves(machine):
    """Serve as the unit of systemd does, at a door that is free."""
    [line] = [line for line in LINES if line.startswith(SERVING)]
    assert f"ExecStart=/opt/wayfellow/bin/{line}\n" in FILES[1]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    started = as_cron_does(f"exec {line.replace('8000', str(port))}", [], machine)
    with subprocess.Popen(**started, stdout=subprocess.DEVNULL) as server:
        try:
            assert answers(server, f"http://127.0.0.1:{port}/health/ready/")
        finally:
            server.terminate()


def answers(server, address):
    """Ask until it says that all of it is there, the job worker too."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.05)
    return False
