"""A database with every table and nobody in it, made once and then copied: to migrate takes ten seconds each time.

Whatever is about migrating does it by the command as shipped; everything else begins with a copy.
"""

import fcntl
import hashlib
from contextlib import closing, contextmanager

from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import load_backend

from tests.another_process import ROOT


def made_once(kind, folder):
    """Return the file of tables, or on a server the name of its template; only the first who asks has them made."""
    name = f"tables_{_fingerprint()}"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _template(name) if kind == "postgresql" else _file(folder / f"{name}.sqlite3")


def _fingerprint():
    """Any line of ours may have a say in what a table is, and so may the release of Django."""
    told = hashlib.sha256()
    for source in [ROOT / "lock/run.txt", *sorted((ROOT / "wayfellow").rglob("*.py"))]:
        told.update(source.read_bytes())
    return told.hexdigest()[:16]


def _file(file):
    if not file.exists():
        for earlier in file.parent.glob("tables_*"):
            earlier.unlink()
        half = file.with_suffix(".half")
        half.touch(mode=0o600)  # as Wayfellow makes it
        _migrate("sqlite", half)
        half.rename(file)
    return file


def _template(name):
    if not ask_the_server("SELECT 1 FROM pg_database WHERE datname = %s", [name]):
        half = f"{name}_half"
        ask_the_server(f"DROP DATABASE IF EXISTS {half}")
        ask_the_server(f"CREATE DATABASE {half}")
        _migrate("postgresql", half)
        ask_the_server(f"ALTER DATABASE {half} RENAME TO {name}")
    return name


def _migrate(kind, place):
    with instead_of_ours(kind, place):
        call_command("migrate", verbosity=0)


@contextmanager
def instead_of_ours(kind, place):
    """Go on, for a while, with another database of either kind."""
    before = connections["default"]
    connections["default"] = _connection_to(kind, place)
    try:
        with closing(connections["default"]):
            yield
    finally:
        connections["default"] = before


def _connection_to(kind, place):
    engine = f"django.db.backends.{kind}"
    mine = connections.databases["default"]
    options = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA foreign_keys=ON"} if kind == "sqlite" else {}
    settings = {**mine, "ENGINE": engine + ("3" if kind == "sqlite" else ""), "NAME": str(place), "OPTIONS": options}
    return load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")


def ask_the_server(statement, values=None):
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None
