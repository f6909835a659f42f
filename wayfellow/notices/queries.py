"""Which letters wait, of what one is written, and how many went out."""

from collections import Counter
from datetime import timedelta
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef

from wayfellow.access.asking import Statement
from wayfellow.access.open_values import ANY_RECORD, Asked
from wayfellow.jobs.queries import given_up, tried_again
from wayfellow.journal.models import Entry
from wayfellow.notices import texts
from wayfellow.notices.bounces import mark_of
from wayfellow.notices.models import DayOfLetters, Letter, Returned

SHOWN_FOR = timedelta(days=30)
DELIVERS = "wayfellow.notices.jobs.deliver"


def line(pk):
    """Return a line of the journal."""
    return Entry.objects.filter(pk=pk).first()


def waiting(pk):
    """Return a letter that is still to be sent; None once it was, or was emptied. It says whether a record names it."""
    return _waiting(connection.vendor).first(Asked(pk=Letter._meta.pk.get_db_prep_value(pk, connection)))


@cache
def _waiting(vendor):
    fields: Any = Letter._meta.get_fields(include_hidden=True)
    names = (each for each in fields if each.one_to_many)
    named = (Exists(each.related_model.objects.filter(**{each.field.name: OuterRef("pk")})) for each in names)
    letters = Letter.objects.select_related("key").filter(pk=ANY_RECORD).exclude(words=b"")
    return Statement(letters.annotate(is_named=reduce(or_, named)))


def helps_somebody(letter, now):
    """Say whether it is worth sending: not when its time is over, nor to somebody who was erased meanwhile.

    Nor does a text go to anybody who does not allow it any more.
    """
    if letter.key.is_destroyed or (letter.useless_after and letter.useless_after <= now):
        return False
    return not letter.is_text or bool(texts.number_to(letter))


def came_back_on(address):
    """Return when the last letter to an address came back; None, where none did."""
    return days_of_return([address]).get(address)


def days_of_return(addresses):
    """Return of those addresses to which letters come back when the last one did, in one statement."""
    marks = {address: mark_of(address) for address in addresses if address}
    found = Returned.objects.in_bulk(marks.values()) if marks else {}
    return {address: found[mark].on for address, mark in marks.items() if mark in found}


def how_many(reader, today):
    """Return what the operator sees of letters: how many, what holds them up, and neither address nor words."""
    held_up = [
        each for each in [*tried_again(reader), *given_up(reader)] if each.task and each.task.task_path == DELIVERS
    ]
    waiting = Letter.objects.filter(failed_at=None).exclude(words=b"")
    return {
        "waiting": waiting.filter(is_text=False).count(),
        "texts_waiting": waiting.filter(is_text=True).count(),
        "tried_again": sum(each.state == "again" for each in held_up),
        "given_up": sum(each.state == "failed" for each in held_up),
        "come_back": Returned.objects.count(),
        "why": Counter(each.why for each in held_up).most_common(),
        "days": DayOfLetters.objects.filter(on__gt=today - SHOWN_FOR).order_by("-on"),
    }
