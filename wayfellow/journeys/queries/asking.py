"""Who may be asked to walk along, and what each peer supporter carries."""

from datetime import timedelta

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models import Accompaniment, Offer
from wayfellow.preferences.queries import preference_of, what_does_not_fit, what_fits, what_only_they_can_judge
from wayfellow.workforce.queries import peers_of, who_know, who_work_with

LATELY = timedelta(days=30)


def who_can_be_asked(journey):
    """Return who may be asked: nobody twice, not whoever referred, and nobody who knows the person elsewhere (I5).

    None of this is told: whoever cannot be asked is not on the list, and that is all.
    """
    return (
        peers_of(journey.programme)
        .filter(user__is_active=True)
        .exclude(pk__in=_declined(journey))
        .exclude(user=journey.referrer_id)
        .exclude(known_by=journey.person_id)
        .exclude(pk__in=who_know(journey.person, journey.programme))
        .exclude(pk__in=who_work_with(journey.person))
    )


def not_available(journey):
    """Return those who were asked before. Whether they or the person declined is not said."""
    return peers_of(journey.programme).filter(pk__in=_declined(journey)).order_by("user__name", "pk")


def _declined(journey):
    declined = [Offer.Answer.PEER_DECLINED, Offer.Answer.PERSON_PREFERS, Offer.Answer.PROGRAMME]
    return journey.offers.filter(answer__in=declined).values("peer")


def reasons(peer, journey):
    """Say in words what speaks for this peer supporter. Nobody is ranked by them."""
    preference = preference_of(journey.person)
    found = list(what_fits(preference, peer))
    if journey.person.language in peer.languages and journey.person.language != preference.wished("language"):
        found.append(_("Speaks %(language)s") % {"language": journey.person.get_language_display()})
    if journey.site in peer.sites.all():
        found.append(_("Works at %(site)s") % {"site": journey.site})
    return found


def misses(peer, journey):
    """Say what must be so for the person and is not, with this peer supporter."""
    return list(what_does_not_fit(preference_of(journey.person), peer))


def must_be_asked(journey):
    """Say whether something must be so for the person that only they can judge."""
    return what_only_they_can_judge(preference_of(journey.person))


def load(programme, today):
    """Return the peer supporters by name: what each carries, how often they met people lately, when last."""
    held = Accompaniment.objects.filter(state=Accompaniment.State.HELD, peer=OuterRef("pk")).values("peer")
    lately = held.filter(on__gt=today - LATELY).annotate(count=Count("pk")).values("count")
    latest = held.annotate(latest=Max("on")).values("latest")
    return (
        peers_of(programme)
        .annotate(met_lately=Coalesce(Subquery(lately), 0), last_met_on=Subquery(latest))
        .order_by("user__name", "pk")
    )
