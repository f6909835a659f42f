"""What a relation leaves open until it is asked: who reads, which record, which day it is, what time it is.

So its statement is built once, and asked for each reader and each record after that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Value
from django.db.models.expressions import Expression, RawSQL
from django.utils import timezone

_stay_open: ContextVar[bool] = ContextVar("stay_open", default=False)


class Asked(NamedTuple):
    """Who asks: an account, or a link; and of which record."""

    reader: Any = None
    pk: Any = None


class OpenValue(Expression):
    """A value that a statement gets when it is asked, as the database adapts its kind."""

    def __init__(self, value: Callable[[Asked], Any], adapt: str = "") -> None:
        super().__init__()
        self.value, self.adapt = value, adapt

    def less(self, by: timedelta) -> "OpenValue":
        return OpenValue(lambda asked: self.value(asked) - by, self.adapt)

    def given(self, connection: Any, asked: Asked) -> Any:
        value = self.value(asked)
        return getattr(connection.ops, self.adapt)(value) if self.adapt else value

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self if stays_open() else self.given(connection, Asked())]


class AnyReader(OpenValue):
    """Stands for whoever will read."""

    def __init__(self) -> None:
        super().__init__(lambda asked: asked.reader.pk)
        self.pk = self
        self.fingerprint = OpenValue(lambda asked: getattr(asked.reader, "fingerprint", ""))


class EachReader(Expression):
    """Stands for each account of the query around: so that one statement finds all who stand in a relation."""

    def __init__(self) -> None:
        super().__init__()
        self.pk = self
        self.fingerprint = Value("")

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return '"people_user"."id"', []


class SQL(RawSQL):
    """SQL by hand, among whose parameters may be open values."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        said: Any = super().as_sql(compiler, connection)
        sql, parameters = said
        values = (each if isinstance(each, Expression) else Value(each) for each in parameters)
        pieces = [each.as_sql(compiler, connection) for each in values]
        return sql % tuple(piece for piece, _given in pieces), [each for _piece, given in pieces for each in given]


def day_of_today(found: Callable[[date], date]) -> OpenValue:
    """Return a day that follows from which day it is."""
    return OpenValue(lambda asked: found(timezone.localdate()), "adapt_datefield_value")


ANY_READER = AnyReader()
EACH_READER = EachReader()
ANY_RECORD = OpenValue(lambda asked: asked.pk)
TODAY = day_of_today(lambda today: today)
NOW = OpenValue(lambda asked: timezone.now(), "adapt_datetimefield_value")


@contextmanager
def left_open() -> Iterator[None]:
    """Compile a statement with its open values still open."""
    token = _stay_open.set(True)
    try:
        yield
    finally:
        _stay_open.reset(token)


def stays_open() -> bool:
    """Return whether a statement is being compiled that leaves its open values open."""
    return _stay_open.get()


def given(parameters: Any, connection: Any, asked: Asked) -> list[Any]:
    """Give the open values among the parameters of a statement what they are now, for whoever asks.

    There are few of them in many places, so each is found once.
    """
    now: dict[int, Any] = {}
    return [_given_once(each, now, connection, asked) if isinstance(each, OpenValue) else each for each in parameters]


def _given_once(value: OpenValue, now: dict[int, Any], connection: Any, asked: Asked) -> Any:
    if id(value) not in now:
        now[id(value)] = value.given(connection, asked)
    return now[id(value)]
