"""Whether the tables of this database are those that this Wayfellow knows."""

from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOT_UP_TO_DATE = "The database is not up to date. Please run `wayfellow migrate`, then try again."


def is_up_to_date():
    return not _waiting(MigrationExecutor(connection))


def bring_up_to_date(say, *, may_set_up):
    """Make what tables are missing: in an embedded database always, on PostgreSQL only in a new one and when asked."""
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if not _waiting(executor):
        return
    if connection.vendor != "sqlite" and not (is_new and may_set_up):
        raise CommandError(NOT_UP_TO_DATE)
    say("Setting up the database…" if is_new else "Bringing the database up to date…")
    call_command("migrate", interactive=False, verbosity=0)


def _waiting(executor):
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
