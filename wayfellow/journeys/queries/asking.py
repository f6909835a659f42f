"""Who may be asked to walk along, and what each peer supporter carries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.models import Accompaniment, Journey, Offer
from wayfellow.journeys.models.codes import OUTSIDE
from wayfellow.journeys.stages import Stage
from wayfellow.preferences.queries import preference_of, what_does_not_fit, what_fits, what_only_they_can_judge
from wayfellow.ui.home_pages import number_of
from wayfellow.workforce.models import Peer
from wayfellow.workforce.queries import peers_of, who_know, who_stay, who_work_with

LATELY = timedelta(days=30)
ENDINGS_WITHIN = timedelta(days=90)
LET_GO_FOR_THEM = Q(answer__in=[Offer.Answer.PERSON_PREFERS, Offer.Answer.PROGRAMME, Offer.Answer.WISHED])
DECLINED = Q(answer__in=[Offer.Answer.PEER_DECLINED, Offer.Answer.PERSON_PREFERS, Offer.Answer.PROGRAMME])
WAITS_FOR_SOMEBODY = JOURNEY.where({Stage.CHOSEN}, of="journey__")


def who_can_be_asked(journey):
    """Return who may be asked to walk this journey.

    Why somebody may not is never told: whoever cannot be asked is not on the list, and that is all.
    """
    excluded = who_may_not_be_asked(journey.programme, [journey])[journey.pk]
    return active_peers(journey.programme).exclude(pk__in=excluded)


def active_peers(programme):
    return who_stay(peers_of(programme), programme).filter(user__is_active=True).select_related("week")


def who_may_not_be_asked(programme, journeys):
    """Return for each journey here whom nobody asks: nobody twice, not whoever referred, and nobody they know (I5)."""
    declined = _by_first(Offer.objects.filter(DECLINED, journey__in=journeys).values_list("journey", "peer"))
    never = _who_never_may(programme, journeys)
    return {journey.pk: declined[journey.pk] | never[journey.pk] for journey in journeys}


def who_could_after_all(journey, peers):
    """Return those of these peer supporters who could walk this journey, if their no were taken back."""
    never = _who_never_may(journey.programme, [journey])[journey.pk]
    return active_peers(journey.programme).filter(pk__in=peers).exclude(pk__in=never)


def _who_never_may(programme, journeys):
    """Return for each journey whoever referred, and whom the person knows or works with, whoever said what."""
    referred = Peer.objects.filter(user__in={journey.referrer_id for journey in journeys}).values_list("user", "pk")
    people = [journey.person for journey in journeys]
    known = _by_first([*who_work_with(people), *who_know(people, programme)])
    referred = _by_first(referred)
    return {journey.pk: referred[journey.referrer_id] | known[journey.person_id] for journey in journeys}


def _by_first(pairs):
    found = defaultdict(set)
    for first, second in pairs:
        found[first].add(second)
    return found


def not_available(journey):
    """Return those who were asked before. Whether they or the person declined is not said."""
    asked = journey.offers.filter(DECLINED).values("peer")
    return peers_of(journey.programme).filter(pk__in=asked).order_by("user__name", "pk")


def let_go_for(journey):
    """Return the peer supporters who were let go for the person, said no to nothing themselves, and could be asked."""
    asked = journey.offers.filter(LET_GO_FOR_THEM).values("peer")
    could_not = journey.offers.filter(answer=Offer.Answer.PEER_DECLINED).values("peer")
    return who_could_after_all(journey, asked).exclude(pk__in=could_not).order_by("user__name", "pk")


def wished_again(journey):
    """Return whom of these the person would like to meet after all."""
    return set(journey.offers.filter(answer=Offer.Answer.WISHED).values_list("peer", flat=True))


def someone_let_go():
    """Whether somebody was let go for the person, whom they may wish for again."""
    return Exists(Offer.objects.filter(LET_GO_FOR_THEM, journey=OuterRef("pk")))


def with_own_no(peers):
    """Have a peer supporter say whether there is a no of theirs that they might take back."""
    own = {"peer__user": OuterRef("user"), "answer": Offer.Answer.PEER_DECLINED}
    return peers.annotate(said_no=Exists(Offer.objects.filter(WAITS_FOR_SOMEBODY, **own)))


def to_take_back(reader):
    """Return to whom this peer supporter said no and could still say otherwise, the longest waiting first."""
    waiting = allowed(reader, Can.TAKE_BACK_NO, Journey.objects.select_related("person__key", "programme"))
    found = list(waiting.order_by("stage_since", "pk"))
    could = {
        journey for programme in {each.programme for each in found} for journey in _could_be(reader, programme, found)
    }
    return [each for each in found if each in could]


def _could_be(reader, programme, journeys):
    """Return those of these journeys in one programme which somebody could walk, if their no were taken back."""
    here = [each for each in journeys if each.programme_id == programme.pk]
    own = set(active_peers(programme).filter(user=reader).values_list("pk", flat=True))
    never = _who_never_may(programme, here)
    return [each for each in here if own - never[each.pk]]


@dataclass(frozen=True)
class Fit:
    """What speaks for a peer supporter, what must be so and is not, and what another brings that would be missing.

    All of it in the words that the person used, or that they agreed to. Nobody is ranked by it.
    """

    reasons: list[str]
    misses: list[str]
    missing: list[str]


def fits(journey, peers):
    """Say of each of those who can be asked how they fit."""
    reasons = {peer.pk: _reasons(peer, journey) for peer in peers}
    brought = list(dict.fromkeys(chain.from_iterable(reasons.values())))
    preference = preference_of(journey.person)
    return {
        peer.pk: Fit(
            reasons[peer.pk],
            [str(miss) for miss in what_does_not_fit(preference, peer)],
            [reason for reason in brought if reason not in reasons[peer.pk]],
        )
        for peer in peers
    }


def _reasons(peer, journey):
    preference = preference_of(journey.person)
    found = list(what_fits(preference, peer))
    if journey.person.language in peer.languages and journey.person.language != preference.wished("language"):
        found.append(_("Speaks %(language)s") % {"language": journey.person.get_language_display()})
    if journey.site in peer.sites.all():
        found.append(_("Works at %(site)s") % {"site": journey.site})
    return [str(reason) for reason in found]


def must_be_asked(journey):
    """Say whether something must be so for the person that only they can judge."""
    return what_only_they_can_judge(preference_of(journey.person))


def load(programme, today):
    """Return the peer supporters by name: what each carries, how often they met people lately, and what else weighs.

    That is how often they travelled to meet, and how many they had met parted from them. Why is in no count.
    """
    held = Accompaniment.objects.filter(state=Accompaniment.State.HELD)
    lately = held.filter(on__gt=today - LATELY)
    ended = Journey.objects.filter(ended_on__gt=today - ENDINGS_WITHIN, first_met_on__isnull=False)
    latest = held.filter(peer=OuterRef("pk")).order_by().values("peer").annotate(latest=Max("on")).values("latest")
    return (
        peers_of(programme)
        .annotate(
            met_lately=number_of(lately, of="peer"),
            travelled_lately=number_of(lately.filter(setting__in=OUTSIDE), of="peer"),
            ended_lately=number_of(ended, of="peer"),
            last_met_on=Subquery(latest),
        )
        .order_by("user__name", "pk")
    )
