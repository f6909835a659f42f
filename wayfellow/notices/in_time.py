"""Who is written to that something is new, or that they meet tomorrow: asked anew when the letter is written.

A letter says nothing of what it is about: its reader finds that on the page, as long as they may see it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import translation
from django.utils.formats import date_format

from wayfellow.access.open_values import EACH_READER
from wayfellow.access.relations import records_of
from wayfellow.access.tellings import Figure, Telling
from wayfellow.journal.models import Entry
from wayfellow.notices import actions, texts
from wayfellow.notices.models import Kind, Read, Told, When
from wayfellow.notices.news import stands_to, unread
from wayfellow.notices.tellings import FIGURES, REMINDS, Part, kind_of, parts, tellings, told_with
from wayfellow.notices.wishes import Moment, evening, moments, told_in, when, wish_of

QUIET_FOR = timedelta(minutes=10)  # whoever was written to and has not looked yet is not written to again


def accounts() -> QuerySet[Any]:
    """Return the accounts that letters go to. In a demonstration every address is invented."""
    written_to = get_user_model().objects.filter(is_active=True, closed_at=None, of_the_demo=False)
    return written_to.select_related("wish_for_letters", "person__key", "person__reach").order_by("pk")


def tell_of(line: Entry, now: datetime) -> None:
    """Write to those whom a line of the journal tells of what cannot wait, and who want to know at once."""
    for reader, kinds in _told_at_once(line).items():
        was_looked_at, meetings = not _waits_unread(reader, now), partial(texts.of_a_line, reader, line)
        actions.tell_in_time(
            reader, When.AT_ONCE, kinds, at=now, line=line.pk, meetings=meetings, is_written=was_looked_at
        )
    for person, of_theirs in _without_an_account(line):
        actions.tell_by_text(person, When.AT_ONCE, of_theirs, at=now, line=line.pk)


def _told_at_once(line: Entry) -> dict[Any, set[Kind]]:
    """Return who stands in a relation to the record now and has not read the line; nobody once a newer one tells it."""
    found: dict[Any, set[Kind]] = {}
    sections_of = cache(told_in)
    for part, each, kind in _tellings_of(line):
        records = stands_to(EACH_READER, part).filter(each.where, pk=line.record_id)
        for reader in _who_has_not_read(line).filter(Exists(records)):
            own = sections_of(reader)
            if part.section in own and when(wish_of(reader), own, kind) == When.AT_ONCE:
                found.setdefault(reader, set()).add(kind)
    return found


def _without_an_account(line: Entry) -> list[tuple[Any, list[texts.Meeting]]]:
    """Return who has no account and is told by text of the meeting that a line is about, as the record stands now."""
    told = [(part, each) for part, each, kind in _tellings_of(line) if (part.section, kind) == ("my", Kind.MEETINGS)]
    stands = any(records_of(part.of).filter(each.where, pk=line.record_id).exists() for part, each in told)
    return texts.without_an_account(of=line.record_type, pk=line.record_id) if stands else []


def _tellings_of(line: Entry) -> list[tuple[Part, Telling, Kind]]:
    """Return what a line of the journal tells that cannot wait: nothing, once a newer one tells it."""
    alike = Entry.objects.filter(record_type=line.record_type, record_id=line.record_id, deed__in=told_with(line.deed))
    if alike.filter(at__gt=line.at).exists():
        return []
    return [
        (part, each, kind_of(can, each))
        for part in parts()
        for _number, can, each in part.tellings
        if can == line.deed and part.of == line.record_type and each.at_once
    ]


def _who_has_not_read(line: Entry) -> QuerySet[Any]:
    read = Read.objects.filter(reader=OuterRef("pk"), line=line.pk)
    return accounts().exclude(pk=line.actor_id).filter(~Exists(read))


def _waits_unread(reader: Any, now: datetime) -> bool:
    """Whether somebody was written to a moment ago, of a line that they have not read."""
    lately = Told.objects.filter(reader=reader, at__gt=now - QUIET_FOR, line__isnull=False)
    read = Read.objects.filter(reader=reader, line=OuterRef("line"))
    return lately.filter(~Exists(read)).exists()


def go_round(since: datetime, now: datetime) -> None:
    """Write the letters of a day, of a week and of the evening before, to those whose hour has struck since then."""
    who_meets = cache(_who_meets)  # each day is asked once, for everybody
    for reader in accounts():
        if due := moments(wish_of(reader), since, now):
            _write_at(reader, due, now)
        if struck := evening(wish_of(reader), since, now):
            day = struck.date() + timedelta(1)
            _remind(reader, day, who_meets(day), now)
    if struck := evening(None, since, now):
        day = struck.date() + timedelta(1)
        for person, meetings in texts.without_an_account(day=day):
            actions.tell_by_text(person, Kind.TOMORROW, meetings, at=now, turn=f"{Kind.TOMORROW} {day}")


def _write_at(reader: Any, due: list[Moment], now: datetime) -> None:
    own, new = told_in(reader), unread(reader)
    for moment in due:
        _write_of(reader, own, moment, new, now)
        _write_in_numbers(reader, own, moment, now)


def _write_of(reader: Any, own: list[str], moment: Moment, new: list[dict[str, Any]], now: datetime) -> None:
    if kinds := set(_due_then(reader, own, moment, new)):
        turn = f"{moment.when} {moment.at.date()}" if moment.when != When.AT_ONCE else f"{moment.at:%F %H:%M}"
        actions.tell_in_time(reader, moment.when, kinds, at=now, turn=turn)


def _write_in_numbers(reader: Any, own: list[str], moment: Moment, now: datetime) -> None:
    """Write how much waits and since when, where somebody wants that at this moment. Nothing waits: no letter."""
    if when(wish_of(reader), own, Kind.NUMBERS) != moment.when:
        return
    wanted = [each for each in FIGURES if each.section in own]
    with translation.override(reader.language):
        if numbers := [said for each in wanted if (said := _in_numbers(reader, each))]:
            turn = f"{Kind.NUMBERS} {moment.at.date()}"
            actions.tell_in_time(reader, Kind.NUMBERS, {Kind.NUMBERS}, at=now, turn=turn, numbers=numbers)


def _in_numbers(reader: Any, figure: Figure) -> str:
    asked = {"num": Count("pk")} | ({"since": Min(figure.since)} if figure.since else {})
    found = stands_to(reader, figure).filter(figure.where).aggregate(**asked)
    since = date_format(found["since"]) if found.get("since") else ""
    return str(figure.words % {"num": found["num"], "since": since}) if found["num"] else ""


def _due_then(reader: Any, own: list[str], moment: Moment, new: list[dict[str, Any]]) -> Iterable[Kind]:
    """Yield the kinds of what is new and unread of which somebody wants to be told at this moment."""
    for line in new:
        can, telling = tellings()[line["telling"]]
        kind = kind_of(can, telling)
        is_shown = line["at"] > moment.since and telling.section in own
        if is_shown and when(wish_of(reader), own, kind) == moment.when:
            yield kind


def _remind(reader: Any, day: date, who_meets: list[tuple[str, set[Any]]], now: datetime) -> None:
    if there := {section for section, who in who_meets if reader.pk in who}:
        own = told_in(reader)
        if there.isdisjoint(own) or when(wish_of(reader), own, Kind.TOMORROW) == When.NEVER:
            return
        turn, meetings = f"{Kind.TOMORROW} {day}", partial(texts.of_a_day, reader, day)
        actions.tell_in_time(reader, Kind.TOMORROW, {Kind.TOMORROW}, at=now, turn=turn, meetings=meetings)


def _who_meets(day: date) -> list[tuple[str, set[Any]]]:
    """Return who stands in the relation of a reminder to a record of this day, section by section."""
    found = []
    for each in REMINDS:
        records = records_of(each.of).filter(each.where, each.relation(EACH_READER), **{each.day: day})
        found.append((each.section, set(accounts().filter(Exists(records)).values_list("pk", flat=True))))
    return found
