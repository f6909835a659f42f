"""Putting a backup into a database of either kind: all of it, or nothing.

The tables are made anew as they were when the backup was made, filled, and then brought up to date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from wayfellow.keeping.actions import apply_register
from wayfellow.notices.actions import leave_unsent
from wayfellow.operations.backups import Contents, at_once, must_be_known, rows_of, tables
from wayfellow.operations.new_tables import make_tables
from wayfellow.operations.sealed_file import Secret
from wayfellow.vault import installation
from wayfellow.vault.models import Key

LIVED_IN = ["people_user", "vault_key", "journal_entry"]
LONGEST_WAIT = "10s"  # for someone who still uses the tables


class AnotherKey(Exception):
    """What came back is sealed with another installation key than the one here. Nothing was kept."""


def check(contents: Contents) -> None:
    """Refuse a backup, or a database, that this version does not know."""
    loader = MigrationLoader(connection)
    must_be_known(loader, contents.migrations, "This backup", contents.made_by)
    must_be_known(loader, set(loader.applied_migrations), "This database")


def is_lived_in() -> bool:
    """Say whether this database holds accounts, people or a journal."""
    there = _tables_there()
    return any(_asked(f"SELECT 1 FROM {table} LIMIT 1") for table in LIVED_IN if table in there)


def restore(path: Path, secret: Secret, contents: Contents, *, with_key: bool = False) -> None:
    """Have this database hold what the backup holds, and nothing else."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        _clear()
        models = _make_tables(contents)
        with _triggers_at_rest(models.values()):
            _fill(models, rows_of(path, secret))
            connection.check_constraints()
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            _ask(statement)
        _bring_up_to_date(contents.installation_key if with_key else None)
        apply_register(settings.ERASED_FILE, on=timezone.localdate())
        leave_unsent(at=timezone.now())
        if not with_key:
            _the_key_here_opens()
    if with_key:
        _put_back_key(contents.installation_key)


def _clear() -> None:
    if connection.vendor == "postgresql":
        _ask(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
    ours = _ours() & _tables_there()
    for function in _functions_of_triggers(ours):
        _ask(f"DROP FUNCTION {function} CASCADE")
    for table in ours:
        _ask(f"DROP TABLE {_quoted(table)}{'' if connection.vendor == 'sqlite' else ' CASCADE'}")


def _ours() -> set[str]:
    """Return every table that was made by migrating, and no other: somebody else may live beside us."""
    loader = MigrationLoader(connection)
    models = loader.project_state(sorted(loader.applied_migrations)).apps.get_models(include_auto_created=True)
    return {MigrationRecorder.Migration._meta.db_table, *(model._meta.db_table for model in models)}


def _functions_of_triggers(names: set[str]) -> list[str]:
    if connection.vendor == "sqlite":
        return []
    return [
        function
        for (function,) in _asked(
            "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
            [list(names)],
        )
    ]


def _make_tables(contents: Contents) -> dict[str, Any]:
    """Make the tables as they were then, and return them by name."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    if contents.migrations == set(nodes):
        make_tables(executor.loader)
    else:
        last_ones = [
            migration
            for migration in sorted(contents.migrations)
            if not any(child.key in contents.migrations for child in nodes[migration].children)
        ]
        executor.migrate(last_ones)
    return {model._meta.label: model for model in tables(executor.loader, contents.migrations)}


@contextmanager
def _triggers_at_rest(models) -> Iterator[None]:
    """Let every row come back as it was, in any order: nothing is counted, chained or refused meanwhile."""
    names = [_quoted(model._meta.db_table) for model in models]
    if connection.vendor == "sqlite":
        triggers = _asked("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        rest = [f"DROP TRIGGER {_quoted(name)}" for name, _sql in triggers]
        wake = [sql for _name, sql in triggers]
    else:
        # Making the tables in this same transaction left some of their constraints immediate.
        rest = ["SET CONSTRAINTS ALL DEFERRED", *(f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in names)]
        wake = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in names]
    for statement in rest:
        _ask(statement)
    yield
    for statement in wake:
        _ask(statement)


def _fill(models: dict[str, Any], rows) -> None:
    for model in models.values():
        _ask(f"DELETE FROM {_quoted(model._meta.db_table)}")
    for (table, columns), lines in groupby(rows, key=itemgetter(0, 1)):
        values = (row for _table, _columns, row in lines)
        while some := list(islice(values, at_once(models[table]))):
            _insert(models[table], columns, some)


def _insert(model, columns: list[str], rows: list[list[Any]]) -> None:
    """Put the columns back as they were: no default, no sealing, no signal has a say."""
    named = {field.attname: field for field in model._meta.local_concrete_fields}
    fields = [named[column] for column in columns]
    into = f"{_quoted(model._meta.db_table)} ({', '.join(_quoted(field.column) for field in fields)})"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(fields))})",
            [[_stored(*pair) for pair in zip(fields, row, strict=True)] for row in rows],
        )


def _stored(field, value):
    return field.get_db_prep_save(field.to_python(value), connection)


def _bring_up_to_date(installation_key: str | None) -> None:
    """Migrate to what is kept today. What was plain then and is sealed now needs the key."""
    installation.meet_those_in(installation_key or "")
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except installation.KeyTrouble:
        raise AnotherKey from None


def _the_key_here_opens() -> None:
    wrapped_by = set(Key.objects.exclude(wrapped=b"").values_list("wrapped_by", flat=True))
    try:
        here = {installation.fingerprint(key) for key in installation.held()}
    except installation.KeyTrouble:
        here = set()
    if wrapped_by - here:
        raise AnotherKey


def _put_back_key(text: str | None) -> None:
    """Put the installation's key in its place. Another that lay there stays beside it."""
    place = settings.KEY_FILE
    if place.exists() and place.read_text() != text:
        place.rename(place.with_name(f"{place.name}.before-{timezone.now():%Y%m%dT%H%M%S}"))
    place.touch(mode=0o600)
    place.write_text(text or "")


def _tables_there() -> set[str]:
    return set(connection.introspection.table_names())


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _asked(question: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()
