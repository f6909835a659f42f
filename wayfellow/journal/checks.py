"""Whether the journal is whole: no line added, altered or taken away by anything but the doors."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery

from wayfellow.journal import triggers
from wayfellow.journal.models import Entry, Link, digest_of

AT_ONCE = 2000


def findings() -> Iterator[str]:
    for name in sorted(triggers.missing(connection)):
        yield f"journal: the database has lost its trigger {name}, or it is switched off"
    yield from _in_the_lines()
    yield from _in_the_chains()


def _in_the_lines() -> Iterator[str]:
    """A line altered after it was written no longer has its digest; one added behind the doors has no place."""
    link = Link.objects.filter(entry=OuterRef("pk"))
    for line in Entry.objects.annotate(is_chained=Exists(link)).order_by("at").iterator(chunk_size=AT_ONCE):
        if line.digest != digest_of(line):
            yield f"journal: line {line.pk} ({line.deed}) was altered"
        if not line.is_chained:
            yield f"journal: line {line.pk} ({line.deed}) stands in no chain; it was added behind the doors"


def _in_the_chains() -> Iterator[str]:
    """Follow each person's chain from its first line. What was pulled out leaves a gap, a stub or a torn seal."""
    line = Entry.objects.filter(pk=OuterRef("entry"))
    links = Link.objects.annotate(digest=Subquery(line.values("digest"))).order_by("about", "number")
    about, number, seal = None, 0, ""
    for link in links.iterator(chunk_size=AT_ONCE):
        if link.about != about:
            about, number, seal = link.about, 0, ""
        if link.number != number + 1:
            yield f"journal: {link} follows line {number}; what stood between is missing"
        elif link.digest is None:
            yield f"journal: {link} is missing ({link.entry})"
        elif link.seal != sha256((seal + link.digest).encode()).hexdigest():
            yield f"journal: {link} does not belong behind the line before it; one of the two was altered"
        number, seal = link.number, link.seal
