"""How a database is made: its columns, constraints, indexes and triggers, in whatever order and by whatever name."""

from django.db import connection

TABLES = "(SELECT name FROM sqlite_master WHERE type = 'table') t"
ON_SQLITE = [
    f"SELECT t.name, c.name, c.type, c.[notnull], c.dflt_value, c.pk FROM {TABLES}, pragma_table_info(t.name) c",
    f"SELECT t.name, f.[from], f.[table], f.[to], f.on_delete FROM {TABLES}, pragma_foreign_key_list(t.name) f",
    f"""SELECT t.name, i.[unique], i.partial, group_concat(c.name), iif(i.origin = 'c', (
            SELECT replace(sql, name, '') FROM sqlite_master WHERE name = i.name
        ), '') FROM {TABLES}, pragma_index_list(t.name) i, pragma_index_info(i.name) c GROUP BY t.name, i.name""",
    "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
]
OURS = "relnamespace = current_schema()::regnamespace"
ON_POSTGRESQL = [
    f"""SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
        attstattarget, pg_get_expr(adbin, adrelid) FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND {OURS}""",
    f"""SELECT relname, pg_get_constraintdef(pg_constraint.oid) FROM pg_constraint
        JOIN pg_class ON conrelid = pg_class.oid WHERE {OURS}""",
    """SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes
        WHERE schemaname = current_schema()""",
    f"""SELECT relname, pg_get_triggerdef(pg_trigger.oid), prosrc
        FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid JOIN pg_proc ON tgfoid = pg_proc.oid
        WHERE NOT tgisinternal AND {OURS}""",
]
NOT_OURS = "auth_group"  # Django's own, in which it numbers rows one way or the other; nobody here is in a group
TO_BEGIN_WITH = {
    "directory_house": "id",
    "keeping_retention": "kind, jurisdiction",
    "understanding_helpline": "place, number",
}


def structure():
    """Return it of the database that is asked now."""
    found = set()
    with connection.cursor() as cursor:
        for statement in ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL:
            cursor.execute(statement)
            found |= {(statement, *row) for row in cursor.fetchall() if not row[0].startswith(NOT_OURS)}
    return found


def rows_to_begin_with():
    """Return what an installation holds from its first day, whoever it is for."""
    found = set()
    with connection.cursor() as cursor:
        for table, columns in TO_BEGIN_WITH.items():
            cursor.execute(f"SELECT {columns} FROM {table}")
            found |= {(table, *map(str, row)) for row in cursor.fetchall()}
    return found
