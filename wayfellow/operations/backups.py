"""Every row of the database at one moment, in one sealed file.

A backup is made of lines of JSON: what it is, then each table by name and its rows, then how many there were.
Words stay sealed as they lie in the database. Left out are devices that are signed in, so that everyone signs in again
after a restore; addresses for calendars, so that none opens again that was stopped; jobs, so that nothing is sent or
done a second time; and what is half written: it is only its writer's.
"""

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from wayfellow import __version__
from wayfellow.operations.sealed_file import CannotOpen, Opening, Sealing, Secret
from wayfellow.vault.files import holds_files

MADE_BY_MIGRATING = {"auth", "contenttypes"}
LEFT_OUT = {
    "people.Session", "people.Tries", "people.NewAddress", "people.OwnCalendar", "drafts.Draft", "jobs.Schedule",
    "jobs.Worker", "django_tasks_database.DBTaskResult",
}  # fmt: skip
AT_ONCE, FILES_AT_ONCE = 500, 4
Migration = tuple[str, str]


class UnknownTables(Exception):
    """These tables are of a kind that this version does not know."""


@dataclass(frozen=True)
class Contents:
    """What is in a backup."""

    made_at: str
    made_by: str  # the version; "" before 0.2.0, which did not say
    migrations: frozenset[Migration]
    installation_key: str | None
    rows: dict[str, int]
    digest: str

    @property
    def holds_anybody(self) -> bool:
        return any(self.rows.get(table) for table in ["people.User", "people.Person"])


def back_up(path: Path, secret: Secret, *, with_key: bool = False) -> Contents:
    """Write all of it beside the place, read it back and compare, and only then give it its name."""
    draft = path.with_name(f"{path.name}.part")
    try:
        written = _write(draft, secret, with_key=with_key)
        contents = look_into(draft, secret)
        if contents.digest != written:
            raise CannotOpen("What was read back is not what was written.")
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    return contents


def _write(path: Path, secret: Secret, *, with_key: bool) -> str:
    digest = hashlib.sha256()
    private = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(private, "wb") as file:
        with Sealing(file, secret) as sealed, gzip.open(sealed, "wb") as lines, _one_moment():
            for line in whole_database(with_key=with_key):
                text = _as_text(line)
                digest.update(text)
                lines.write(text)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it was at one moment, while others go on writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own would be IMMEDIATE, and keep the writers waiting
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def holds_anybody() -> bool:
    """Say whether this database holds an account or a person."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in {"people_user", "people_person"} & there:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            if cursor.fetchone():
                return True
    return False


def whole_database(*, with_key: bool = False) -> Iterator[Any]:
    """Yield every line of a backup, as the database stands."""
    loader = MigrationLoader(connection)
    migrations = set(loader.applied_migrations)
    must_be_known(loader, migrations, "The database")
    yield {
        "made_at": timezone.now(),
        "made_by": __version__,
        "migrations": sorted(migrations),
        "installation_key": settings.KEY_FILE.read_text() if with_key else None,
    }
    rows = {}
    for model in tables(loader, migrations):
        columns = [field.attname for field in model._meta.local_concrete_fields]
        yield {"table": model._meta.label, "columns": columns}
        rows[model._meta.label] = 0
        for row in model._base_manager.order_by("pk").values_list(*columns).iterator(at_once(model)):
            rows[model._meta.label] += 1
            yield row
    yield {"rows": rows}


def at_once(model: Any) -> int:
    """Return how many rows of a table are held at the same time."""
    return FILES_AT_ONCE if holds_files(model) else AT_ONCE


def must_be_known(loader: MigrationLoader, migrations: Set[Migration], what: str, made_by: str = "") -> None:
    """Refuse tables of a kind that this version does not know. Newer is only what goes on from all that it knows."""
    known = set(loader.disk_migrations or {})
    unknown = sorted(migrations - known)
    names = ", ".join(f"{app} {name}" for app, name in unknown)
    if unknown and all(name > _last(app, known) for app, name in unknown):
        version = f"Wayfellow {made_by}" if made_by else "a newer Wayfellow"
        raise UnknownTables(
            f"{what} was made by {version}, which has {names}; this is {__version__}. Install it first."
        )
    if unknown:
        raise UnknownTables(f"{what} was made between two releases: none has {names}. Only what made it can read it.")


def _last(app: str, known: Set[Migration]) -> str:
    return max((name for of, name in known if of == app), default="")


def tables(loader: MigrationLoader, migrations: Set[Migration]) -> list[Any]:
    """Return the tables that a backup holds, as they were after these migrations, whatever the code says today."""
    models = loader.project_state(sorted(migrations)).apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.app_label not in MADE_BY_MIGRATING]
    return sorted((model for model in kept if model._meta.label not in LEFT_OUT), key=lambda model: model._meta.label)


def _as_text(line: Any) -> bytes:
    return json.dumps(line, default=_plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value):
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def look_into(path: Path, secret: Secret) -> Contents:
    """Read a backup from its first line to its last, and say what is in it. Nothing else is touched."""
    digest, found = hashlib.sha256(), {}
    lines = _lines(path, secret)
    about = json.loads(_noted(next(lines), digest))
    for line in lines:
        match json.loads(_noted(line, digest)):
            case {"table": table}:
                found[table] = 0
            case {"rows": rows}:
                if rows != found:
                    raise CannotOpen("It does not hold as many rows as it says.")
            case _row:
                found[table] += 1
    return Contents(
        made_at=about["made_at"],
        made_by=about.get("made_by", ""),
        migrations=frozenset(map(tuple, about["migrations"])),
        installation_key=about["installation_key"],
        rows=found,
        digest=digest.hexdigest(),
    )


def rows_of(path: Path, secret: Secret) -> Iterator[tuple[str, list[str], list[Any]]]:
    """Yield every row of a backup, with its table and the names of its columns."""
    table = ""
    columns: list[str] = []
    for line in map(json.loads, _lines(path, secret)):
        match line:
            case {"table": table, "columns": columns}:
                pass
            case list(row):
                yield table, columns, row


def _lines(path: Path, secret: Secret) -> Iterator[bytes]:
    with open(path, "rb") as file, gzip.open(Opening(file, secret)) as lines:
        yield from lines


def _noted(line: bytes, digest) -> bytes:
    digest.update(line)
    return line
