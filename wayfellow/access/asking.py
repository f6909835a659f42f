"""How both doors ask in which relations somebody stands to a record: by a statement that is built once."""

import copy
from contextlib import contextmanager
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connections, models

from wayfellow.access.open_values import ANY_READER, ANY_RECORD, Asked, given, left_open, stays_open
from wayfellow.access.policy import all_relations, relations_for
from wayfellow.later import postgresql


class Statement:
    """A query that is compiled once, with open values, and then asked again and again."""

    def __init__(self, records):
        self.records = records
        self.compiler = records.query.get_compiler(using=DEFAULT_DB_ALIAS)
        with left_open():
            self.sql, self.parameters = self.compiler.as_sql()

    def first(self, asked):
        """Return the first of its records, or None."""
        return next(self.all(asked), None)

    def all(self, asked):
        """Yield its records."""
        compiler, records = copy.copy(self.compiler), self.records.all()
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.as_sql = lambda *_, **__: (self.sql, given(self.parameters, compiler.connection, asked))
        compiler.execute_sql = planned_once(compiler.connection)(compiler.execute_sql)
        records.query.get_compiler = lambda *_, **__: compiler
        return iter(records)


@contextmanager
def planned_once(connection):
    """Have PostgreSQL keep the plan of what is asked here: to plan a statement with its relations takes far longer
    than to find what it asks for. Other statements are sent with their values in them, and may have any number.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    held = connection.connection
    usual, held.cursor_factory = held.cursor_factory, postgresql.ServerBindingCursor
    try:
        yield
    finally:
        held.cursor_factory = usual


class Signs(models.Expression):
    """In which of all relations a reader stands to each record of any query. Built once for each table."""

    output_field = models.CharField()

    def __init__(self, model, user):
        super().__init__()
        self.model, self.user = model, user

    def as_sql(self, compiler, connection):
        sql, parameters = _signs_of(self.model, connection.vendor)
        return sql, parameters if stays_open() else given(parameters, connection, Asked(self.user))

    def get_group_by_cols(self):
        return []


def with_signs(user, records):
    """Have each record of a query say in which relations its reader stands to it."""
    return records.annotate(signs=Signs(records.model, user))


@cache
def to_read(model, load, vendor):
    """Return the statement that reads one record as a page shows it, with the relations its reader stands in."""
    return Statement(with_signs(ANY_READER, load(model)).filter(pk=ANY_RECORD))


@cache
def to_hold(can, model, vendor):
    """Return the statement that locks a record, and says in which relations of the deed whoever asks stands to it.

    They are asked of the locked row itself: of a copy of it they would be as they were before somebody else's act.
    """
    # Its key stays free for lines that name it: two who act on each other's account do not wait for each other.
    records = whole(model).select_for_update(of=("self",), no_key=True).filter(pk=ANY_RECORD)
    return Statement(records.annotate(signs=_signs(relations_for(can, model))))


def relations_in(record, relations):
    """Read the names of those relations that the signs of a record say."""
    return frozenset(each.__name__ for each, sign in zip(relations, record.signs, strict=True) if sign == "1")


def whole(model):
    return model.objects.select_related(*getattr(model, "always_with", ()))


@cache
def _signs_of(model, vendor):
    this = model._base_manager.filter(pk=models.OuterRef("pk")).values_list(_signs(all_relations(model)))
    query = model._base_manager.annotate(signs=models.Subquery(this)).query
    compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
    with left_open():
        compiler.pre_sql_setup()
        return compiler.compile(query.annotations["signs"])


def _signs(relations):
    """Say in which of the relations whoever asks stands to a record: one sign for each."""
    stands = (models.When(relation(ANY_READER), then=models.Value("1")) for relation in relations)
    signs = [models.Case(each, default=models.Value("0")) for each in stands]
    return models.Func(*signs, template="(%(expressions)s)", arg_joiner=" || ", output_field=models.CharField())
