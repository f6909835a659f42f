"""Whether the database answers, with the tables that this Wayfellow knows."""

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

NOT_UP_TO_DATE = "The database is not up to date. Please run `wayfellow migrate`, then try again."


def is_up_to_date():
    """Return whether every table is as this version makes it. Raises `DatabaseError` where nobody answers."""
    return not _waiting(MigrationExecutor(connection))


def why_it_does_not_answer():
    """Knock once, without the pool, which would go on knocking. Return what is said where nobody opens."""
    trial = connection.copy()
    trial.settings_dict["OPTIONS"].pop("pool", None)
    try:
        trial.ensure_connection()
    except DatabaseError as error:
        return str(error).splitlines()[0].strip()
    finally:
        trial.close()
    return None


def bring_up_to_date(say, *, may_set_up):
    """Make what tables are missing: all of them only when asked, the latest on SQLite without asking.

    Elsewhere raises `CommandError`, which says what to run.
    """
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if not _waiting(executor):
        return
    if not (may_set_up if is_new else connection.vendor == "sqlite"):
        raise CommandError(NOT_UP_TO_DATE)
    say("Setting up the database…" if is_new else "Bringing the database up to date…")
    call_command("migrate", interactive=False, verbosity=0)


def _waiting(executor):
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
