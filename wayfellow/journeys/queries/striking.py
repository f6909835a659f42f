"""Where words stand in what was written on a journey, and by whom; and what a person wants out of it."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet

from wayfellow.access.guard import allowed, may
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Addition, Closing, EarlierNote, Introduction, Journey, Strike
from wayfellow.people.models import User
from wayfellow.workforce.models import Peer

BY_THE_REFERRER = ["practical_needs"]
OF_A_NOTE = [*Accompaniment.WORDS]
OF_AN_AGREEMENT = ["own_rhythm", "places", "contact", "if_worried"]
OF_A_CLOSING = ["peer_takes", "how_to_come_back", "words_for_referrer", "set_aside"]
OF_A_CHOICE = ["words", "who_was_there"]

Written = tuple[Model, str, int | None]


def written(journey: Journey) -> Iterator[Written]:
    """Yield everything that was written on a journey: the record, its column, and whose words they are."""
    referrer = journey.first_referrer_id or journey.referrer_id
    yield from _of(journey, BY_THE_REFERRER, referrer)
    for version in journey.earlier.all():
        yield from _of(version, BY_THE_REFERRER, referrer)
    for introduction in Introduction.objects.filter(journey=journey):
        introduction.journey = journey
        yield from _of(introduction, ["would_suit"], journey.referrer_id)
    peer = _account(journey.peer)
    for objective in journey.objectives.order_by("position"):
        yield from _of(objective, ["words", "professional_view"], peer if objective.added_on else referrer)
    yield from _by_the_peers(journey)
    for earlier in EarlierNote.objects.filter(accompaniment__journey=journey).select_related(*EarlierNote.always_with):
        yield from _of(earlier, OF_A_NOTE, _account(earlier.accompaniment.peer))
    for addition in Addition.objects.filter(accompaniment__journey=journey).select_related(*Addition.always_with):
        yield from _of(addition, ["words"], addition.author_id)
    yield from _by_the_coordinators(journey)
    for recorded in journey.recorded.all():
        yield from _of(recorded, OF_A_CHOICE, recorded.by_id)
    for choice in journey.person.choices.filter(programme=journey.programme_id):
        yield from _of(choice, OF_A_CHOICE, choice.recorded_by_id)


def _by_the_coordinators(journey: Journey) -> Iterator[Written]:
    for noted in journey.working_notes.all():
        yield from _of(noted, ["words"], noted.author_id)
    for glass in journey.glasses.all():
        yield from _of(glass, ["reason"], glass.by_id)
        yield from _of(glass, ["what_follows"], glass.reviewed_by_id)


def _by_the_peers(journey: Journey) -> Iterator[Written]:
    several: list[tuple[Any, list[str]]] = [
        (journey.accompaniments, OF_A_NOTE),
        (journey.agreements, OF_AN_AGREEMENT),
        (journey.going_on, ["person_reason", "peer_reason"]),
    ]
    for records, columns in several:
        for record in records.select_related("peer"):
            yield from _of(record, columns, _account(record.peer))
    for closing in Closing.objects.filter(journey=journey):
        closing.journey = journey
        yield from _of(closing, OF_A_CLOSING, _account(journey.peer))


def _account(peer: Peer | None) -> int | None:
    return peer.user_id if peer else None


def _of(record: Any, columns: list[str], author: int | None) -> Iterator[Written]:
    return ((record, column, author) for column in columns)


def where_they_stand(journey: Journey, words: str) -> list[Written]:
    """Return where these words stand on a journey, capitals and the space between words aside."""
    sought = pattern(words)
    return [
        (record, column, author)
        for record, column, author in written(journey)
        if sought.search(getattr(record, column))
    ]


def pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)


def is_still_here(author: User, journey: Journey) -> bool:
    """Say whether whoever wrote something stands around the person, and can strike it."""
    return bool(may(author, Can.STRIKE, journey))


def with_to_strike(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether something they wrote may wait to be struck."""
    waits = Exists(Strike.objects.filter(author=OuterRef("user"), struck_on=None))
    return peers.annotate(to_strike_waits=waits)


def to_strike(user: User) -> QuerySet[Strike]:
    """Return what this reader wrote and a person wants out, the oldest first."""
    asked: QuerySet[Strike] = allowed(user, Can.STRIKE_AS_ASKED, Strike.objects.filter(struck_on=None))
    return asked.select_related(*Strike.always_with).order_by("asked_on", "pk")


def with_strikes(model: type[Journey]) -> QuerySet[Journey]:
    """Load a journey with what was struck on it, or waits to be: when, and whose words."""
    asked = Strike.objects.select_related("author").order_by("asked_on", "pk")
    return model.objects.select_related(*model.always_with).prefetch_related(Prefetch("strikes", asked))
