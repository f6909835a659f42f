"""When a peer supporter is to be back, whom that concerns, and what they plan today."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.roles import Role, in_force
from wayfellow.arrivals.access import Can
from wayfellow.arrivals.models import Contact, Outing
from wayfellow.journeys.models import Setting
from wayfellow.journeys.queries.agenda import coming
from wayfellow.people.models import Membership, User
from wayfellow.workforce.access import parts_of_supporters_now
from wayfellow.workforce.models import Peer

OUTSIDE = {Setting.COMMUNITY, Setting.HOME, Setting.HOSPITAL}


def as_one_who_goes_out(user: User) -> QuerySet[Peer]:
    """Return what somebody is as a peer supporter, with whom they trust, once for each employer."""
    mine: QuerySet[Peer] = allowed(user, Can.SET_OUT, with_contact(Peer))
    return mine.order_by("employer__name", "pk")


def with_contact(peers: type[Peer]) -> QuerySet[Peer]:
    return peers.objects.select_related("user", "key", "employer", "trusted_contact__coordinator")


def contact_of(peer: Peer) -> Contact | None:
    """Return whom they trust with it; None: it is off."""
    return Contact.objects.select_related("coordinator", "peer__key", "peer__user").filter(peer=peer).first()


def as_kept(contact: Contact | None) -> list:
    """Return all that saying it anew would replace."""
    kept = contact or Contact(peer=Peer())
    return [kept.coordinator_id, kept.name, kept.email, kept.phone, kept.own_number, kept.margin]


def out_now(user: User) -> QuerySet[Outing]:
    """Return since when somebody is out."""
    mine: QuerySet[Outing] = allowed(user, Can.SAY_BACK, Outing.objects.going_on().select_related("peer__user"))
    return mine.order_by("expected_at", "pk")


def with_outing(outings: type[Outing]) -> QuerySet[Outing]:
    return outings.objects.select_related("peer__user", "peer__trusted_contact__coordinator", "peer__key")


def with_arrival(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether they are out, and whether somebody is told where they are not back."""
    of_them = {"peer__user": OuterRef("user")}
    is_out = Exists(Outing.objects.going_on().filter(**of_them))
    trusts = Subquery(Contact.objects.filter(peer=OuterRef("pk")).values("margin")[:1])
    return peers.annotate(is_out=is_out, trusts=trusts)


def next_end(user: User) -> datetime | None:
    """Return when the next meeting of today ends that is not at the centre, by phone or by video."""
    today = timezone.localdate()
    planned = coming(user).filter(on=today, at__isnull=False, setting__in=OUTSIDE)
    return next((timezone.make_aware(each.ends) for each in planned if not each.is_past), None)


def coordinators_of(peer: Peer) -> QuerySet[User]:
    """Return who coordinates a programme in which they support people now, but themself."""
    here = parts_of_supporters_now().filter(peer=peer).values("programme")
    coordinate = in_force(Membership.objects.filter(role=Role.COORDINATOR, programme__in=here))
    found = User.objects.filter(pk__in=coordinate.values("user"), is_active=True)
    return found.exclude(pk=peer.user_id).order_by("name", "pk")


def whom_to_tell(contact: Contact) -> list[tuple[str, str, str]]:
    """Return to whom it goes: address, number, language. Where a coordinator is one no more, to all who are."""
    if contact.coordinator is None:
        return [(str(contact.email), str(contact.phone), contact.peer.user.language)]
    coordinate = coordinators_of(contact.peer)
    chosen = [user for user in coordinate if user.pk == contact.coordinator_id]
    return [(user.email, "", user.language) for user in chosen or coordinate]
