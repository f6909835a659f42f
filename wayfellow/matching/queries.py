"""Who waits for a peer supporter, whom each of them could meet, and what nobody here brings."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.journeys import access as journeys
from wayfellow.journeys.lifecycle import WAITS_FOR_A_PEER
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.asking import Fit, active_peers, fits, must_be_asked, who_may_not_be_asked
from wayfellow.matching.fairness import propose
from wayfellow.people.models import Person, User
from wayfellow.preferences.queries import preference_of
from wayfellow.ui.spoken import own_name
from wayfellow.workforce.models import Peer

ASKED_FOR = "for_"
SOON = timedelta(days=14)  # whoever is away by then is proposed to nobody, and can be chosen
SOMEBODY: dict[str, Any] = {
    "": _("somebody who speaks %(language)s"),
    Person.Gender.WOMAN: _("a woman who speaks %(language)s"),
    Person.Gender.MAN: _("a man who speaks %(language)s"),
    Person.Gender.ANOTHER: _("somebody of another gender who speaks %(language)s"),
}
OF_A_GENDER: dict[str, Any] = {
    Person.Gender.WOMAN: _("a woman"),
    Person.Gender.MAN: _("a man"),
    Person.Gender.ANOTHER: _("somebody of another gender"),
}
WITH_EXPERIENCE: dict[str, Any] = {
    Peer.ExperienceOf.OWN: _("somebody with experience of their own"),
    Peer.ExperienceOf.FAMILY: _("a family member"),
}


@dataclass(frozen=True)
class Match:
    """Somebody who waits, whom they could meet, how each of those fits, and whom the proposal has for them.

    `must_be_asked`: whether they are talked with before anybody is asked.
    """

    journey: Journey
    peers: list[Peer]
    fits: dict[Any, Fit]
    proposed: Peer | None
    must_be_asked: bool


@dataclass(frozen=True)
class Need:
    """What must be so for some who wait, and whether anybody brings it, if only without a free place."""

    words: str
    people: int
    is_here: bool


@dataclass(frozen=True)
class Proposal:
    matches: list[Match]
    needs: list[Need]


def proposal(user: User, programme: Programme) -> Proposal:
    """Return whom everyone could meet who waits, the longest first, and what to look for in new peer supporters."""
    waiting = list(who_wait(user, programme))
    peers = list(active_peers(programme).prefetch_related("sites").order_by("user__name", "pk"))
    not_for = who_may_not_be_asked(programme, waiting)
    here = [peer for peer in peers if peer.free > 0 and not peer.is_away]
    could = {each.pk: [peer for peer in here if peer.pk not in not_for[each.pk]] for each in waiting}
    fit = {each.pk: fits(each, could[each.pk]) for each in waiting}
    found = propose(
        [[_what_is_missing(fit[each.pk].get(peer.pk)) for peer in peers] for each in waiting],
        [0 if _is_away_soon(peer) else max(peer.free, 0) for peer in peers],
        [peer.load for peer in peers],
    )
    return Proposal(
        [
            Match(
                each,
                could[each.pk],
                fit[each.pk],
                peers[found[turn]] if turn in found else None,
                must_be_asked(each),
            )
            for turn, each in enumerate(waiting)
        ],
        needs(waiting, peers),
    )


def who_wait(user: User, programme: Programme) -> QuerySet[Journey]:
    """Return the journeys that wait for a peer supporter, the longest first."""
    here = Journey.objects.filter(WAITS_FOR_A_PEER, programme=programme)
    mine: QuerySet[Journey] = allowed(user, journeys.Can.OFFER, here)
    with_wishes = mine.select_related("person__key", "person__preference", "site", "programme")
    return with_wishes.order_by("stage_since", "pk")


def _is_away_soon(peer: Any) -> bool:
    return bool(peer.away_from) and peer.away_from <= timezone.localdate() + SOON


def _what_is_missing(fit: Fit | None) -> float:
    """Who cannot be asked, and what must be so and is not, is never proposed."""
    return len(fit.missing) if fit and not fit.misses else inf


def needs(waiting: list[Journey], peers: list[Any]) -> list[Need]:
    """Return what must be so and nobody brings who has a free place, those that most people wait for first.

    Only what peer supporters bring counts, and how many places they have: who knows whom is told by no count.
    """
    spoken = {language for peer in peers for language in peer.languages}
    wanted = Counter(_must_be(each.person, spoken) for each in waiting)
    found = [
        Need(_somebody(*wish), people, any(_brings(peer, *wish) for peer in peers))
        for wish, people in wanted.items()
        if any(wish) and not any(peer.free > 0 and _brings(peer, *wish) for peer in peers)
    ]
    return sorted(found, key=lambda need: (-need.people, need.words))


def _must_be(person: Person, spoken: set[str]) -> tuple[str, str, str]:
    """Return which language, gender and experience somebody here must have: their own language, if nobody speaks it."""
    preference = preference_of(person)
    unspoken = "" if person.language in spoken else person.language
    return preference.must("language") or unspoken, preference.must("gender"), preference.must("experience_of")


def _brings(peer: Peer, language: str, gender: str, experience_of: str) -> bool:
    return (
        (not language or language in peer.languages)
        and (not gender or gender == peer.gender)
        and (not experience_of or peer.supports_from(experience_of))
    )


def _somebody(language: str, gender: str, experience_of: str) -> str:
    of_a_gender = SOMEBODY[gender] % {"language": own_name(language)} if language else OF_A_GENDER.get(gender)
    return " · ".join(str(each) for each in [of_a_gender, WITH_EXPERIENCE.get(experience_of)] if each)


def field_of(journey: Journey) -> str:
    """Return what the question is called that says whom to ask for somebody."""
    return f"{ASKED_FOR}{journey.pk}"
