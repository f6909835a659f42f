"""In which time a peer supporter is away, and which meetings are planned in it."""

from datetime import timedelta

from django.db.models import OuterRef, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Introduction, Journey
from wayfellow.people.models import User
from wayfellow.workforce.models import Absence, Peer
from wayfellow.workforce.queries import first_of

AHEAD = timedelta(days=60)  # how long before a person reads that their peer supporter will be away


def meetings_in(absence: Absence, reader: User) -> QuerySet[Accompaniment]:
    """Return the planned meetings of this time that this reader may cancel, in order."""
    planned = Accompaniment.objects.filter(state=Accompaniment.State.PLANNED, peer=absence.peer_id)
    then = planned.filter(absence.days())
    theirs: QuerySet[Accompaniment] = allowed(reader, Can.CANCEL_FOR_ABSENCE, then)
    return theirs.select_related("journey__person__key", "arrangement").order_by("on", "at", "pk")


def offered_in(absence: Absence, reader: User) -> list[Introduction]:
    """Return where times of this time were offered for a first meeting that this reader may withdraw, in order."""
    roads = allowed(reader, Can.WITHDRAW_TIMES, Journey.objects.filter(peer=absence.peer_id))
    waiting = Introduction.objects.filter(peer=absence.peer_id, answered_on=None, journey__in=roads.values("pk"))
    found = waiting.select_related("journey__person__key", "journey__referrer").order_by("offered_on", "pk")
    for each in found:
        each.journey.introduction = each
    return [each for each in found if each.journey.can_be_introduced and each.within(absence)]


def with_absence(journeys: QuerySet[Journey]) -> QuerySet[Journey]:
    """Have a journey say in which time its peer supporter is away: now, or soon."""
    soon = Absence.objects.within(TODAY, TODAY.less(-AHEAD))
    return journeys.annotate(**first_of(soon.filter(peer=OuterRef("peer"))))


def with_peer(absences: type[Absence]) -> QuerySet[Absence]:
    """Bring along who is away."""
    return absences.objects.select_related("peer__user")


def absences_of(user: User) -> QuerySet[Absence]:
    """Return in which times a peer supporter is away, or will be."""
    mine = Absence.objects.not_over().filter(peer__user=user)
    theirs: QuerySet[Absence] = allowed(user, Can.CANCEL_WHILE_AWAY, mine)
    return theirs.order_by("begins_on", "pk")


def with_own_absence(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say in which time they are away, or will be, whoever employs them."""
    return peers.annotate(**first_of(Absence.objects.not_over().filter(peer__user=OuterRef("user"))))


def is_own(absence: Absence, user: User) -> bool:
    return Absence.objects.filter(pk=absence.pk, peer__user=user).exists()
