"""Who the peer supporters of a programme are, how much each carries now, and what is theirs alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from wayfellow.access.deeds import Deed
from wayfellow.access.guard import allowed
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.models import Organisation, Programme, Site
from wayfellow.directory.queries.programmes import going_on
from wayfellow.people.models import Membership, Person, User
from wayfellow.ui.languages import as_heard
from wayfellow.workforce.access import Can
from wayfellow.workforce.models import Absence, Belonging, Leaving, Peer, Reflection, Thanks, Week


def peers_of(programme):
    """Return a programme’s peer supporters with `load`, the journeys they walk now, `free` places, and when away."""
    walking_now = Count("journeys", filter=Q(journeys__ended_on=None))
    return (
        Peer.objects.filter(belongings__programme=programme, belongings__ends_on=None, ends_on=None)
        .select_related("user", "key")
        .annotate(load=walking_now, free=F("places") - F("load"))
        .annotate(**first_of(Absence.objects.not_over().filter(peer=OuterRef("pk"))))
    )


def first_of(absences: QuerySet[Absence]) -> dict[str, Subquery]:
    """Return of the first of these times away which it is, from when and until when, as columns."""
    columns = {"absence": "pk", "away_from": "begins_on", "away_until": "until"}
    return {name: Subquery(absences.order_by("begins_on").values(column)[:1]) for name, column in columns.items()}


def who_know(people: Iterable[Person], programme: Programme) -> Iterator[tuple[Any, Any]]:
    """Yield each of these people with each peer supporter they know from elsewhere, whichever of the two said so."""
    names: dict[str, list[Any]] = defaultdict(list)
    for person in people:
        names[as_heard(person.name)].append(person.pk)
    for peer in programme.peers.exclude(knows=b"").select_related("key"):
        for name in set(map(as_heard, str(peer.knows).splitlines())) & names.keys():
            yield from ((person, peer.pk) for person in names[name])
    said = Peer.known_by.through.objects.filter(person__in=people)
    yield from said.values_list("person", "peer")


def who_work_with(people: Iterable[Person]) -> Iterator[tuple[Any, Any]]:
    """Yield each of these people with each peer supporter who belongs to a programme where they work, or worked."""
    accounts = {person.user_id: person.pk for person in people if person.user_id}
    member = Membership.objects.filter(user__in=accounts).values_list("user", "programme")
    supporting = Belonging.objects.filter(peer__user__in=accounts).values_list("peer__user", "programme")
    works = [(accounts[user], programme) for user, programme in member.union(supporting)]
    if not works:
        return
    programmes = {programme for _person, programme in works}
    supporters = Belonging.objects.filter(programme__in=programmes).values_list("programme", "peer")
    at_work = Membership.objects.filter(programme__in=programmes, user__peers__isnull=False)
    for where, peer in supporters.union(at_work.values_list("programme", "user__peers")):
        yield from ((person, peer) for person, programme in works if programme == where)


def whom_i_could_know(person):
    """Return the peer supporters of every programme this person was ever proposed."""
    return Peer.objects.filter(programmes__journeys__person=person).distinct().order_by("user__name", "pk")


def reflections(user):
    """Return what somebody wrote for themself, the newest first."""
    mine = allowed(user, Can.CHANGE_REFLECTION, Reflection.objects.select_related("peer__key"))
    return mine.order_by("-on", "-pk")


def as_peers(user: User, can: Deed) -> QuerySet[Peer]:
    """Return what somebody is as a peer supporter and may do this as, once for each employer."""
    mine: QuerySet[Peer] = allowed(user, can, Peer.objects.select_related("employer"))
    return mine.order_by("employer__name", "pk")


def snapshot_of(reflection):
    """Return all that a change of it would replace."""
    return [reflection.on, reflection.words]


def week_of(peer: Peer) -> Week:
    """Return when somebody has time; before they say so, nothing is known."""
    return Week.objects.select_related("peer__key").filter(peer=peer).first() or Week(peer=peer)


def minutes_between(user: User) -> int | None:
    """Return how many minutes somebody usually needs from one meeting to the next, where they said so."""
    most: int | None = Week.objects.filter(peer__user=user).aggregate(most=Max("between"))["most"]
    return most


def with_minutes_between(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say the same, whoever employs them."""
    said = Week.objects.filter(peer__user=OuterRef("user"), between__isnull=False)
    return peers.annotate(minutes_between=Subquery(said.order_by("-between").values("between")[:1]))


def as_kept(week: Week) -> list:
    """Return all that saying it anew would replace."""
    return [sorted(week.parts), week.between, week.otherwise, week.not_there]


def own_page_of(peer: Peer) -> list:
    """Return all that writing their own page anew would replace."""
    return [*peer.said_of_themself(), peer.languages, peer.gender, peer.experience_of]


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


def with_leaver(leavings: type[Leaving]) -> QuerySet[Leaving]:
    """Bring along who leaves which programme."""
    return leavings.objects.select_related("peer__user", "peer__key", "programme")


def who_stay(peers: QuerySet[Peer], programme: Programme) -> QuerySet[Peer]:
    """Keep those who have not said that they leave this programme."""
    return peers.exclude(Exists(Leaving.objects.going_on().filter(peer=OuterRef("pk"), programme=programme)))


def programmes_to_leave(peer: Peer, reader: User) -> QuerySet[Programme]:
    """Return what somebody could say that a peer supporter leaves: their own programmes, or those one coordinates."""
    parts = Belonging.objects.filter(peer=peer, ends_on=None, peer__ends_on=None)
    leaving = Leaving.objects.going_on().filter(peer=peer)
    theirs = Programme.objects.filter(pk__in=parts.values("programme")).exclude(pk__in=leaving.values("programme"))
    own = Q() if peer.user_id == reader.pk else Q(pk__in=programmes(reader, Role.COORDINATOR))
    return theirs.filter(own).order_by("name", "pk")


def leavings_of(user: User) -> QuerySet[Leaving]:
    """Return what somebody leaves, or has left, the newest first."""
    mine: QuerySet[Leaving] = allowed(user, Can.READ_THANKS, Leaving.objects.filter(taken_back_on=None))
    return mine.select_related("peer__user", "programme").order_by("-said_on", "pk")


def thanks_for(user: User) -> QuerySet[Thanks]:
    """Return the words that were written to somebody who leaves, the first first."""
    mine = allowed(user, Can.READ_THANKS, Leaving.objects.all())
    found = Thanks.objects.filter(leaving__in=mine).select_related("leaving__peer__key", "leaving__programme")
    return found.order_by("on", "pk")
