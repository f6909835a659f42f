"""What a database's files still hold of rows that were overwritten or let go, and how they let go of it (I11)."""

from django.db import connection

PATIENCE = "2s"


def vacuum_tables(*models):
    """Have the files hold nothing of these tables but what stands in them now. After the act, never within one.

    PostgreSQL writes the tables anew, and nobody reads them meanwhile. Where somebody reads for longer than it waits,
    another database of the same server has an older write open, or on SQLite somebody reads at that moment,
    `wayfellow retain` does it, once a day.
    """
    if connection.vendor == "sqlite":
        _run("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    _run(f"SET lock_timeout = '{PATIENCE}'")
    try:
        for model in models:
            _run(f"VACUUM (FULL) {model._meta.db_table}")
    finally:
        _run("RESET lock_timeout")


def vacuum_database(*models):
    """Go through the whole database, and then through these tables."""
    _run("VACUUM")
    vacuum_tables(*models)


def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
