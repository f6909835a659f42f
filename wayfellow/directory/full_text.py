"""The database's own index of words. It says which listings have the words; the order is settled elsewhere.

SQLite keeps an FTS5 table in step by triggers, PostgreSQL a column that it makes of the words, with an index. Both get
words that are folded already and neither folds, stems or ranks, so that both find the same.
"""

import re
from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

SQLITE = [
    "DROP TABLE IF EXISTS directory_words",
    """CREATE VIRTUAL TABLE directory_words USING fts5 (
        words, content='directory_findable', content_rowid='id', tokenize='ascii', prefix='2 3', detail='none')""",
    """CREATE TRIGGER directory_words_added AFTER INSERT ON directory_findable BEGIN
        INSERT INTO directory_words (rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER directory_words_gone AFTER DELETE ON directory_findable BEGIN
        INSERT INTO directory_words (directory_words, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER directory_words_changed AFTER UPDATE ON directory_findable BEGIN
        INSERT INTO directory_words (directory_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
        INSERT INTO directory_words (rowid, words) VALUES (NEW.id, NEW.words); END""",
]
# Kept beside the words, not made of them when asked: the planner takes that for cheap, and reads every row.
POSTGRESQL = [
    "DROP INDEX IF EXISTS directory_words",
    "ALTER TABLE directory_findable DROP COLUMN IF EXISTS vector",
    """ALTER TABLE directory_findable ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX directory_words ON directory_findable USING gin (vector)",
]
SIGN = "§"
BETWEEN = re.compile(r"[\W_]")
REMOVE = {
    "sqlite": [
        "DROP TRIGGER directory_words_added",
        "DROP TRIGGER directory_words_gone",
        "DROP TRIGGER directory_words_changed",
        "DROP TABLE directory_words",
    ],
    "postgresql": ["ALTER TABLE directory_findable DROP COLUMN vector"],
}


def install(connection):
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def remove(connection):
    _run(connection, REMOVE[connection.vendor])


def rebuild(connection):
    """Read all words anew, after rows were put in their place with the triggers at rest."""
    if connection.vendor == "sqlite":
        _run(connection, ["INSERT INTO directory_words (directory_words) VALUES ('rebuild')"])


def have(asked: Iterable[Iterable[str]]) -> RawSQL:
    """Return the condition that of each of these something is there: a beginning of a word, or a whole sign.

    Beginnings are folded: no sign is left in them.
    """
    if connection.vendor == "postgresql":
        groups = [" | ".join(f"'{one}'" if _is_sign(one) else f"'{one}':*" for one in some) for some in asked]
        query = " & ".join(f"({group})" for group in groups)
        return RawSQL("directory_findable.vector @@ %s::tsquery", [query], BooleanField())  # noqa: S611  # our own text
    groups = [" OR ".join(f'"{one}"' if _is_sign(one) else f'"{one}"*' for one in some) for some in asked]
    query = " AND ".join(f"({group})" for group in groups)
    found = "SELECT rowid FROM directory_words WHERE directory_words MATCH %s"
    return RawSQL(f"directory_findable.id IN ({found})", [query], BooleanField())  # noqa: S611


def sign_of(mark: str) -> str:
    """Return the word by which the index knows a mark: one that nobody can type, for folding leaves no sign in any."""
    return SIGN + BETWEEN.sub(SIGN, mark)


def _is_sign(word):
    return word.startswith(SIGN)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
