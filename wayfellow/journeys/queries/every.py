"""A handful of rows as one value of a statement."""

from django.db.models import Aggregate, JSONField, Subquery


class Every(Subquery):
    """The rows of a subquery as one list, where a handful of rows needs no statement of its own."""

    template = "(SELECT json_group_array(json(item)) FROM (%(subquery)s))"

    def as_postgresql(self, compiler, connection):
        listed = "(SELECT coalesce(jsonb_agg(item), '[]') FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=listed)


class EveryOne(Aggregate):
    """The same of the rows that a statement counts anyway."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, function="JSONB_AGG")
