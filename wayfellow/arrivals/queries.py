"""When a peer supporter is to be back, whom that concerns, and what they plan today."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.roles import Role, in_force
from wayfellow.arrivals.access import ON_DUTY, Can
from wayfellow.arrivals.models import Contact, Duty, Outing
from wayfellow.directory.models import Programme
from wayfellow.journeys.models.codes import OUTSIDE
from wayfellow.journeys.queries.agenda import coming
from wayfellow.people.models import Membership, User
from wayfellow.workforce.access import parts_of_supporters_now
from wayfellow.workforce.models import Peer

DAYS_SHOWN = 28


def as_one_who_goes_out(user: User) -> QuerySet[Peer]:
    """Return what somebody is as a peer supporter, with whom they trust, once for each employer."""
    mine: QuerySet[Peer] = allowed(user, Can.SET_OUT, with_contact(Peer))
    return mine.order_by("employer__name", "pk")


def with_contact(peers: type[Peer]) -> QuerySet[Peer]:
    trusted = ["trusted_contact__coordinator", "trusted_contact__on_duty_in"]
    return peers.objects.select_related("user", "key", "employer", *trusted)


def addresses_told(peers: Iterable[Peer]) -> list[str]:
    """Return where those whom they trust are written to."""
    return [str(contact.email) for peer in peers if (contact := getattr(peer, "trusted_contact", None))]


def contact_of(peer: Peer) -> Contact | None:
    """Return whom they trust with it; None: it is off."""
    return Contact.objects.select_related(*Contact.always_with).filter(peer=peer).first()


def as_kept(contact: Contact | None) -> list:
    """Return all that saying it anew would replace."""
    kept = contact or Contact(peer=Peer())
    return [kept.on_duty_in_id, kept.coordinator_id, kept.name, kept.email, kept.phone, kept.own_number, kept.margin]


def out_now(user: User) -> QuerySet[Outing]:
    """Return since when somebody is out."""
    mine: QuerySet[Outing] = allowed(user, Can.SAY_BACK, Outing.objects.going_on().select_related("peer__user"))
    return mine.order_by("expected_at", "pk")


def with_outing(outings: type[Outing]) -> QuerySet[Outing]:
    return outings.objects.select_related("peer__user", "peer__trusted_contact__coordinator", "peer__key", "told")


def with_arrival(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether they are out, and whether somebody is told where they are not back."""
    of_them = {"peer__user": OuterRef("user")}
    is_out = Exists(Outing.objects.going_on().filter(**of_them))
    trusts = Subquery(Contact.objects.filter(peer=OuterRef("pk")).values("margin")[:1])
    today = Duty.objects.filter(programme=OuterRef("on_duty_in"), on=timezone.localdate())
    of_duty = Contact.objects.filter(~Exists(today), peer=OuterRef("pk"), on_duty_in__isnull=False)
    return peers.annotate(is_out=is_out, trusts=trusts, nobody_on_duty=Exists(of_duty))


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


def whom_to_tell(contact: Contact, outing: Outing) -> list[tuple[str, str, str]]:
    """Return to whom it goes: address, number, language.

    Where a coordinator is one no more, or nobody is on duty, to all who coordinate there.
    """
    if contact.on_duty_in:
        return _on_duty_for(contact, outing)
    if contact.coordinator is None:
        return [(str(contact.email), str(contact.phone), contact.peer.user.language)]
    coordinate = coordinators_of(contact.peer)
    chosen = [user for user in coordinate if user.pk == contact.coordinator_id]
    return [(user.email, "", user.language) for user in chosen or coordinate]


def _on_duty_for(contact: Contact, outing: Outing) -> list[tuple[str, str, str]]:
    """Return whoever is on duty now, and whoever was when it was told first."""
    duty = on_duty(contact.on_duty_in, timezone.localdate())
    there: dict[Any, tuple[str, str, str]] = (
        {duty.user_id: (duty.user.email, str(duty.phone), duty.user.language)} if duty else {}
    )
    if outing.told and outing.told.is_active and outing.told_id not in there:
        there[outing.told_id] = (outing.told.email, "", outing.told.language)
    if there:
        return [*there.values()]
    return [(user.email, "", user.language) for user in coordinators_of(contact.peer)]


# Who is on duty
def programmes_of(peer: Peer) -> QuerySet[Programme]:
    """Return in which programmes somebody supports people now."""
    return Programme.objects.filter(pk__in=parts_of_supporters_now().filter(peer=peer).values("programme"))


def could_be_on_duty(programme: Programme) -> QuerySet[User]:
    """Return who works in a programme and can be reached: all but those who only evaluate or administer."""
    members = in_force(programme.memberships.filter(role__in=ON_DUTY))
    supporters = parts_of_supporters_now().filter(programme=programme)
    here = Q(pk__in=members.values("user")) | Q(pk__in=supporters.values("peer__user"))
    return User.objects.filter(here, is_active=True).order_by("name", "pk")


def on_duty_for(contact: Contact | None) -> Duty | None:
    """Return who is on duty today, where it is them that somebody trusts."""
    return on_duty(contact.on_duty_in, timezone.localdate()) if contact else None


def on_duty(programme: Programme | None, day: date) -> Duty | None:
    """Return who is on duty on a day, as long as they work there."""
    if programme is None:
        return None
    duties = Duty.objects.select_related("user").filter(programme=programme, on=day)
    return duties.filter(user__in=could_be_on_duty(programme)).first()


def days_to_come(programme: Programme, today: date) -> list[tuple[date, Duty | None]]:
    """Return the days of the next weeks, each with who is on duty."""
    days = [today + timedelta(days=number) for number in range(DAYS_SHOWN)]
    duties = Duty.objects.select_related("user").filter(programme=programme, on__range=(days[0], days[-1]))
    found = {duty.on: duty for duty in duties.filter(user__in=could_be_on_duty(programme))}
    return [(day, found.get(day)) for day in days]


def nobody_is_on_duty(contact: Contact | None) -> bool:
    """Say whether somebody trusts whoever is on duty, and today nobody is."""
    if contact is None or contact.on_duty_in is None:
        return False
    return on_duty(contact.on_duty_in, timezone.localdate()) is None
