"""What the database itself sees to: each line is chained to the one before, and nothing is ever rewritten.

A link is the SHA-256 of the link before it, of the same person, and of the line's own digest. Django gives
SQLite its `sha256`; PostgreSQL has one.
"""

from contextlib import contextmanager

TABLES = ["journal_entry", "journal_link"]
CHAINED = "journal_is_chained"
KEPT = "is_never_rewritten"

SQLITE_CHAIN = f"""
CREATE TRIGGER {CHAINED} AFTER INSERT ON journal_entry
WHEN NOT EXISTS (SELECT 1 FROM journal_link WHERE entry = NEW.id)
BEGIN
    INSERT INTO journal_link (entry, about, number, seal)
    SELECT NEW.id, coalesce(NEW.person, ''), coalesce(max(number), 0) + 1, sha256(coalesce(max(seal), '') || NEW.digest)
    FROM (SELECT number, seal FROM journal_link WHERE about = coalesce(NEW.person, '') ORDER BY number DESC LIMIT 1);
END"""
SQLITE_KEEP = """
CREATE TRIGGER {table}_{deed}_{kept} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END"""

# Two at once on the same person wait for each other here, so that a chain never forks.
POSTGRESQL_CHAIN = f"""
CREATE FUNCTION {CHAINED}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE chain text := coalesce(replace(NEW.person::text, '-', ''), '');
BEGIN
    IF EXISTS (SELECT 1 FROM journal_link WHERE entry = NEW.id) THEN RETURN NULL; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('journal ' || chain, 0));
    INSERT INTO journal_link (entry, about, number, seal)
    SELECT NEW.id, chain, coalesce(max(number), 0) + 1,
        encode(sha256(convert_to(coalesce(max(seal), '') || NEW.digest, 'UTF8')), 'hex')
    FROM (SELECT number, seal FROM journal_link WHERE about = chain ORDER BY number DESC LIMIT 1) last;
    RETURN NULL;
END $$;
CREATE TRIGGER {CHAINED} AFTER INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION {CHAINED}();
CREATE FUNCTION {KEPT}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is never rewritten' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
POSTGRESQL_KEEP = f"""
CREATE TRIGGER {{table}}_{KEPT} BEFORE UPDATE OR DELETE OR TRUNCATE ON {{table}}
FOR EACH STATEMENT EXECUTE FUNCTION {KEPT}()"""


def install(connection):
    for statement in _statements(connection.vendor).values():
        _run(connection, statement)


def remove(connection):
    if connection.vendor == "postgresql":
        # What this transaction still has to check about the lines is checked now: PostgreSQL asks for that.
        _run(connection, "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        _run(connection, f"DROP FUNCTION {CHAINED}, {KEPT} CASCADE")
        return
    for name in _statements("sqlite"):
        _run(connection, f"DROP TRIGGER {name}")


@contextmanager
def lifted(connection):
    """Let a whole database be emptied or put in the place of this one, its journal with it."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def missing(connection):
    """Return the names of the triggers that are not there, or are switched off."""
    return _statements(connection.vendor).keys() - working(connection)


def working(connection):
    """Return the names of all triggers of this database that do their work."""
    named = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(named[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def _statements(vendor):
    if vendor == "postgresql":
        kept = {f"{table}_{KEPT}": POSTGRESQL_KEEP.format(table=table) for table in TABLES}
        return {CHAINED: POSTGRESQL_CHAIN} | kept
    return {CHAINED: SQLITE_CHAIN} | {
        f"{table}_{deed}_{KEPT}": SQLITE_KEEP.format(table=table, deed=deed, kept=KEPT)
        for table in TABLES
        for deed in ["UPDATE", "DELETE"]
    }


def _run(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
