"""What an older Wayfellow wrote comes along whole, by the commands as shipped, and nothing more is to be done."""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.db import connection

from tests.tables import ask_the_server, instead_of_ours
from tests.upgrades.structure import rows_to_begin_with, structure

ROOT = Path(__file__).resolve().parents[2]
BACKUPS = sorted(Path(__file__).parent.glob("demo-*.backup"))
PASSPHRASE = "a road walked together"
WHAT_WAS_CHOSEN = """
from wayfellow.choices.models import Choice
from wayfellow.journeys.models import Objective
told = [(choice.answer, choice.idea, choice.free) for choice in Choice.objects.all()]
closer = {each.person_closer for each in Objective.objects.exclude(person_closer=None)}
print(told.count(("yes", "suggested", "yes")), told.count(("yes", "treatment_plan", "unsure")), sorted(closer))
"""


@pytest.fixture
def new_database(db, tables, tmp_path):
    """Give the address of a database of this kind that nobody has used."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(tables, tmp_path / 'wayfellow.sqlite3')}"
        return
    here, name = connection.settings_dict, f"upgrade_{uuid.uuid4().hex}"
    ask_the_server(f"CREATE DATABASE {name} TEMPLATE {tables}")
    yield f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{name}"
    ask_the_server(f"DROP DATABASE {name} WITH (FORCE)")


def place_of(address):
    """Return the file, or the name on the server, of an address."""
    return address.removeprefix("sqlite:///") if connection.vendor == "sqlite" else address.rpartition("/")[2]


@pytest.fixture
def wayfellow(new_database, tmp_path):
    """The command, in a house of its own."""

    def ask(*arguments):
        ended = subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "WAYFELLOW_DATABASE_URL": new_database,
                "WAYFELLOW_KEY_FILE": str(tmp_path / "wayfellow.key"),
                "WAYFELLOW_BACKUP_PASSPHRASE": PASSPHRASE,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    return ask


@pytest.mark.slow
@pytest.mark.in_turn
@pytest.mark.parametrize("backup", BACKUPS, ids=lambda file: file.stem)
def test_a_backup_from_before_is_restored_and_all_is_as_it_must_be(wayfellow, backup, new_database, tables):
    assert "with 36 people" in wayfellow("restore", backup, "--with-key")
    wayfellow("migrate", "--check")
    assert wayfellow("check") == "All is as it must be.\n"
    assert wayfellow("shell", "--verbosity=0", "--command", WHAT_WAS_CHOSEN).splitlines()[-1] == "34 1 [9]"
    with instead_of_ours(connection.vendor, place_of(new_database)):
        grown, brought = structure(), rows_to_begin_with()
    with instead_of_ours(connection.vendor, tables):
        assert structure() == grown, "a new installation has other tables than one that grew"
        assert rows_to_begin_with() <= brought


def test_there_is_one_of_the_state_before_the_first_release():
    assert "demo-563a49d" in [file.stem for file in BACKUPS]
