"""A database with every table and nobody in it, made once and then copied: to make it takes some seconds each time.

Whatever is about migrating does it by the command as shipped; everything else begins with a copy.
"""

import fcntl
import hashlib
import re
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
    """What has a say in what a table is: the release of Django, the migrations, what they import of ours, the way."""
    migrations = sorted(ROOT.glob("wayfellow/*/migrations/*.py"))
    imported = {path for migration in migrations for path in _imported_by(migration.read_text())}
    told = hashlib.sha256()
    for source in [ROOT / "lock/run.txt", ROOT / "wayfellow/operations/new_tables.py", *migrations, *sorted(imported)]:
        told.update(source.read_bytes())
    return told.hexdigest()[:16]


def _imported_by(source):
    for module, name in re.findall(r"^(?:from|import) (wayfellow[\w.]*)(?: import (\w+))?", source, re.MULTILINE):
        path = ROOT / module.replace(".", "/")
        for place in [path / name if name else path, path]:
            if found := [place.with_suffix(".py")] if place.with_suffix(".py").exists() else sorted(place.glob("*.py")):
                yield from found
                break


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
