"""Who the peer supporters of a programme are, how much each carries now, and what is theirs alone."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Organisation, Programme, Site
from wayfellow.directory.queries.programmes import going_on
from wayfellow.ui.languages import without_accents
from wayfellow.workforce.access import Can
from wayfellow.workforce.models import Belonging, Peer, Reflection


def peers_of(programme):
    """Return a programme’s peer supporters with `load`, the journeys they walk now, and `free` places."""
    walking_now = Count("journeys", filter=Q(journeys__ended_on=None))
    return (
        Peer.objects.filter(belongings__programme=programme, belongings__ends_on=None, ends_on=None)
        .select_related("user")
        .annotate(load=walking_now, free=F("places") - F("load"))
    )


def who_know(person, programme):
    """Return the peer supporters who wrote this person's name among those they know from elsewhere."""
    name = _as_heard(person.name)
    sealed = programme.peers.exclude(knows=b"").select_related("key")
    return [peer.pk for peer in sealed if name in map(_as_heard, peer.knows.splitlines())]


def who_work_with(person):
    """Return the peer supporters who belong to a programme where this person works, or worked."""
    if person.user_id is None:
        return Peer.objects.none()
    works_in = Programme.objects.filter(Q(memberships__user=person.user_id) | Q(peers__user=person.user_id))
    theirs = Q(programmes__in=works_in) | Q(user__memberships__programme__in=works_in)
    return Peer.objects.filter(theirs).values("pk")


def _as_heard(name):
    return without_accents(" ".join(name.split()))


def whom_i_could_know(person):
    """Return the peer supporters of every programme this person was ever proposed."""
    return Peer.objects.filter(programmes__journeys__person=person).distinct().order_by("user__name", "pk")


def reflections(user):
    """Return what somebody wrote for themself, the newest first."""
    mine = allowed(user, Can.CHANGE_REFLECTION, Reflection.objects.select_related("peer__key"))
    return mine.order_by("-on", "-pk")


def as_peers(user):
    """Return what somebody is as a peer supporter, once for each employer."""
    return allowed(user, Can.REFLECT, Peer.objects.select_related("employer").order_by("employer__name", "pk"))


def snapshot_of(reflection):
    """Return all that a change of it would replace."""
    return [reflection.on, reflection.words]


def kept_peers(user: Any, programme: Programme) -> QuerySet[Peer]:
    """Return the peer supporters of a programme, for who keeps it: no word of theirs, nobody they walk with."""
    here = Peer.objects.filter(belongings__programme=programme).annotate(until_here=F("belongings__ends_on"))
    kept: QuerySet[Peer] = allowed(user, Can.KEEP_PEER, here.select_related("user", "employer"))
    return kept.prefetch_related("sites").order_by("user__name", "pk")


def with_employer(model: type[Peer]) -> QuerySet[Peer]:
    return model.objects.select_related("user", "employer").prefetch_related(
        Prefetch("programmes", Programme.objects.order_by("name"))
    )


def as_employed(peer: Peer) -> list:
    """Return all that changing what was settled about a peer supporter would replace."""
    sites = sorted(peer.sites.values_list("pk", flat=True))
    ends = [belonging.ends_on for belonging in belongings(peer)]
    return [peer.employer_id, peer.languages, peer.places, peer.is_paid, peer.ends_on, sites, ends]


def belongings(peer: Peer) -> QuerySet[Belonging]:
    """Return in which programmes somebody is a peer supporter, and until when."""
    return peer.belongings.select_related("programme").order_by("programme__name", "pk")


def employers(peer: Peer, on: date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(going_on(on) | Q(pk=peer.employer_id)).order_by("name")


def where_they_could_meet(peer: Peer, on: date) -> QuerySet[Site]:
    """Return the sites of their programmes, and those they are at."""
    offered = Q(going_on(on), programmes__in=peer.programmes.values("pk")) | Q(peers=peer)
    return Site.objects.filter(offered).distinct().order_by("name")


def walks_with_somebody(peer: Peer, **where: Any) -> bool:
    return peer.journeys.filter(ended_on=None, **where).exists()
