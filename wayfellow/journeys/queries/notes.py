"""All that was noted about a person, for the person, and what they look for in it."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import Prefetch, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.folding import fold, terms
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Addition
from wayfellow.people.models import User

MOST_FOUND = 50
IN_NOTES = [Accompaniment.State.HELD, Accompaniment.State.STRUCK]


def my_notes(user: User) -> QuerySet[Accompaniment]:
    """Return every note about this reader with what was added to it, the newest first."""
    noted = Accompaniment.objects.filter(state__in=IN_NOTES)
    related = ("journey__person__key", "journey__programme", "peer__user")
    mine: QuerySet[Accompaniment] = allowed(user, Can.DISPUTE_NOTE, noted.select_related(*related))
    added = Addition.objects.select_related("author").order_by("on", "pk")
    return mine.prefetch_related(Prefetch("additions", added)).order_by("-on", "-at", "pk")


def found(notes: QuerySet[Accompaniment], words: str) -> list[Accompaniment]:
    """Return the newest notes in which all of these words begin some word, however they were typed.

    The notes are sealed, so there is no index to look in: they are opened here, for this one answer.
    """
    looked_for = terms(words)
    return list(islice(_that_say(notes, looked_for), MOST_FOUND)) if looked_for else []


def _that_say(notes: QuerySet[Accompaniment], looked_for: tuple[str, ...]) -> Iterator[Accompaniment]:
    for note in notes:
        said = fold(" ".join(_everything_in(note)))
        if all(any(word.startswith(each) for word in said) for each in looked_for):
            yield note


def _everything_in(note: Accompaniment) -> list[str]:
    added = [words for addition in note.additions.all() for words in (addition.author.name, str(addition.words))]
    return [note.peer_name, *(getattr(note, column) for column in Accompaniment.WORDS), *added]
