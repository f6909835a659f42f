"""What is new for somebody: the journal's lines that tell a relation in which they stand to the record now."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from wayfellow.access.asking import Statement
from wayfellow.access.open_values import ANY_READER, NOW, Asked
from wayfellow.access.relations import records_of
from wayfellow.access.tellings import Figure
from wayfellow.journal.models import Entry, with_key
from wayfellow.notices.models import Read
from wayfellow.notices.tellings import MEETINGS, Part, Telling, line_of, parts, tellings

KEPT_FOR = timedelta(days=30)
STAYS_IN_SIGHT = timedelta(minutes=10)  # what was just read, with its way back
MOST = 5
IS_UNREAD = Q(read_at=None)
IS_IN_SIGHT = IS_UNREAD | Q(read_at__gte=NOW.less(STAYS_IN_SIGHT))


class AsWritten(Func):
    """The key of a record as the journal writes it down."""

    output_field = CharField()
    template = "%(expressions)s::text"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        pieces = [f"substr(%(expressions)s, {first}, {long})" for first, long in [(1, 8), (9, 4), (13, 4), (17, 4)]]
        template = " || '-' || ".join([*pieces, "substr(%(expressions)s, 21)"])
        return self.as_sql(compiler, connection, template=template, **context)


class AsKey(Func):
    """The same the other way round: which record a line names."""

    output_field = UUIDField()
    template = "%(expressions)s::uuid"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="replace(%(expressions)s, '-', '')", **context)


class IsAmong(Func):
    """Whether a value is one of those that a query finds. PostgreSQL finds these once, whatever it guesses."""

    output_field = BooleanField()
    template, arg_joiner = "%(expressions)s", " IN "

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY", **context)


def news(reader: Any, sections: Iterable[str], only: Q | None = None) -> QuerySet[Entry]:
    """Return what is new for this reader in these sections, the newest first: all, or `only` of these lines."""
    told = [_as_told(_lines(reader, part).filter(only or Q()), part) for part in _parts(sections)]
    return told[0].union(*told[1:], all=True).order_by("-at", "pk") if told else Entry.objects.none()


def on_first_page(reader: Any, section: str) -> list[Any]:
    """Return the newest of what is in sight."""
    return told(_first_page(section, connection.vendor).all(Asked(reader)))


def how_many(reader: Any, sections: Iterable[str]) -> dict[str, Counter[str]]:
    """Return of each section how many things there are, how many are in sight, and how many of them are unread."""
    found: dict[str, Counter[str]] = {section: Counter() for section in sections}
    for counted in _counts(tuple(found), connection.vendor).all(Asked(reader)) if found else []:
        found[counted.pop("section")].update(counted)
    return found


def unread(reader: Any) -> list[dict[str, Any]]:
    """Return of all that is new and unread for somebody, whatever they are here, since when and what it tells."""
    return list(_unread(connection.vendor).all(Asked(reader)))


@cache
def _unread(vendor: str) -> Statement:
    first, *others = (
        _lines(ANY_READER, part).filter(IS_UNREAD).annotate(telling=_which(part)).values("at", "telling")
        for part in parts()
    )
    return Statement(first.union(*others, all=True))


@cache
def _first_page(section: str, vendor: str) -> Statement:
    return Statement(news(ANY_READER, [section], IS_IN_SIGHT)[:MOST])


@cache
def _counts(sections: tuple[str, ...], vendor: str) -> Statement:
    every = Count("pk")
    in_sight, unread = (Count("pk", filter=condition) for condition in [IS_IN_SIGHT, IS_UNREAD])
    first, *others = (
        _lines(ANY_READER, part)
        .annotate(section=Value(part.section))
        .values("section")
        .annotate(every=every, in_sight=in_sight, unread=unread)
        for part in _parts(sections)
    )
    return Statement(first.union(*others, all=True))


def _parts(sections: Iterable[str]) -> list[Part]:
    return [part for part in parts() if part.section in sections]


def _lines(reader: Any, part: Part) -> QuerySet[Entry]:
    """Return the lines of a part of what is told. Of several of one kind on one record it is the newest."""
    read = Read.objects.filter(reader=reader, line=OuterRef("pk"))
    records = stands_to(reader, part).order_by().values_list(AsWritten("pk"))
    return (
        Entry.objects.filter(record_type=part.of, at__gte=NOW.less(KEPT_FOR))
        .filter(IsAmong(F("record_id"), Subquery(records)))
        .filter(reduce(or_, _conditions(part).values()))
        .exclude(actor=reader)
        .filter(pk=_newest(reader, part))
        .annotate(read_at=Subquery(read.values("at")[:1]))
    )


def _newest(reader: Any, part: Part) -> Any:
    """Return which line on its record is told: the newest of its kind that somebody else did.

    Of all that set, moved or cancelled the day of a meeting it is the last, whoever did it: it stands so now, once.
    """
    on_the_record = Entry.objects.filter(record_type=OuterRef("record_type"), record_id=OuterRef("record_id"))
    alike = on_the_record.order_by("-at", "pk").values("pk")
    of_its_kind = Subquery(alike.filter(deed=OuterRef("deed")).exclude(actor=reader)[:1])
    if not MEETINGS & {can for _number, can, _telling in part.tellings}:
        return of_its_kind
    last = Subquery(alike.filter(deed__in=MEETINGS)[:1])
    return Case(When(deed__in=MEETINGS, then=last), default=of_its_kind)


def _conditions(part: Part) -> dict[int, Q]:
    """Return when a line is which of the tellings of a part: by its deed, and as the record stands now."""
    return {number: Q(deed=can) & _as_it_stands(part, each.where) for number, can, each in part.tellings}


def _as_it_stands(part: Part, where: Q) -> Q:
    """Keep the lines whose record stands so."""
    return Q(Exists(records_of(part.of).filter(where, pk=AsKey(OuterRef("record_id"))))) if where else Q()


def _as_told(lines: QuerySet[Entry], part: Part) -> QuerySet[Entry]:
    """Have lines bring along which telling they are, and what its words need."""
    person = records_of("people.Person").filter(pk=OuterRef("person"))
    return with_key(
        lines.select_related("actor").annotate(
            telling=_which(part), of_person=Subquery(person.values("name")[:1]), names=_names(part)
        )
    )


def _names(part: Part) -> Any:
    """Return what anyone may know the records of a part by, in several languages."""
    if not (names := next((each.names for _number, _can, each in part.tellings if each.names), "")):
        return Value("{}", TextField())
    called = records_of(part.of).filter(pk=AsKey(OuterRef("record_id"))).annotate(called=Cast(names, TextField()))
    return Subquery(called.values("called")[:1], output_field=TextField())


def _which(part: Part) -> Case:
    return Case(*(When(condition, then=Value(number)) for number, condition in _conditions(part).items()))


def stands_to(reader: Any, part: Part | Figure) -> QuerySet[Any]:
    """Return the records of a part, or of a figure, to which the reader stands in its relation now."""
    who = part.relation(reader)
    if part.stands:
        related: Any = apps.get_model(part.of)._meta.get_field(part.stands).related_model
        who = Q(**{f"{part.stands}__in": related.objects.filter(who)})
    return records_of(part.of).filter(who)


def told(lines: Iterable[Any]) -> list[Any]:
    """Have each line say what it tells, since when, and by whom, where the page shows who walks along anyway."""
    found = [*lines]
    for line in found:
        line.words, line.since = _words(line), timezone.localtime(line.at)
        line.by_name = line.actor.name if line.actor and _telling(line).section == "my" else ""
    return found


def place(line: Any) -> str:
    """Return where a line leads."""
    can, telling = tellings()[line.telling]
    if telling.opens is None:
        return reverse(telling.page)
    pk: Any = line.record_id
    if telling.opens:
        pk = records_of(line_of(can, telling)).values_list(telling.opens, flat=True).get(pk=pk)
    return reverse(telling.page, args=[pk])


def _words(line: Any) -> str:
    """Say what a line tells: in the first words for which it says enough."""
    facts = {name: _in_words(fact) for name, fact in line.said().items()}
    found = {"person": line.of_person, "called": _said(json.loads(line.names))} | facts
    return next(filled for words in _telling(line).in_words if (filled := _filled(words, found)))


def _said(names: dict[str, str]) -> str:
    """Return a name in the reader’s language, or in whichever it was written."""
    return names.get(get_language() or "") or names.get("en") or next((names[code] for code in sorted(names)), "")


def _filled(words: Any, said: dict[str, Any]) -> str:
    try:
        return str(words) % said
    except KeyError:
        return ""


def _telling(line: Any) -> Telling:
    return tellings()[line.telling][1]


def _in_words(fact: Any) -> Any:
    try:
        on = date.fromisoformat(fact)
    except (TypeError, ValueError):
        return fact
    return f"{date_format(on, 'l')}, {date_format(on, 'MONTH_DAY_FORMAT')}"
