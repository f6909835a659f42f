"""Which invitations are open, and who may invite to what."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wayfellow.access.guard import allowed, may
from wayfellow.access.roles import Role, in_force
from wayfellow.directory.models import Organisation, Programme
from wayfellow.directory.queries.programmes import going_on, keeps_the_installation
from wayfellow.invitations.access import INVITED_BY_COORDINATORS, Can
from wayfellow.invitations.codes import hashed
from wayfellow.invitations.models import AS_WHAT, Invitation
from wayfellow.people.models import Membership, Person, User
from wayfellow.workforce.access import supporters_now

ALWAYS_WITH = ["invited_by", "programme", "employer", "person__key"]


def open_with(code: str, on: date) -> Invitation | None:
    """Return the invitation that this code opens on this day."""
    return _opened_with(code, on).select_related(*ALWAYS_WITH).first()


def held_with(code: str, on: date) -> Invitation | None:
    """Return the same, and let nobody else take it up meanwhile."""
    return _opened_with(code, on).select_for_update(of=("self",)).select_related(*ALWAYS_WITH).first()


def _opened_with(code: str, on: date) -> QuerySet[Invitation]:
    """What came from a role ends with it: a code whose maker works here no more opens nothing (I4)."""
    works = in_force(Membership.objects.filter(user=OuterRef("invited_by")))
    supports = supporters_now().filter(user=OuterRef("invited_by"))
    still = Q(invited_by=None) | Exists(works) | Exists(supports)
    return Invitation.objects.filter(still, code_hash=hashed(code), open_until__gte=on)


def roles_offered(user: Any) -> list[tuple[str, Any]]:
    """Return what this reader may invite somebody to be in a programme."""
    offered = [role for role in AS_WHAT if role[0] != Role.OPERATOR]
    if keeps_the_installation(user):
        return offered
    return [role for role in offered if role[0] in INVITED_BY_COORDINATORS]


def employers(on: date) -> QuerySet[Organisation]:
    """Return who could employ a peer supporter."""
    return Organisation.objects.filter(going_on(on)).exclude(kind=Organisation.Kind.GOVERNING_BODY).order_by("name")


def invitations(user: Any, programme: Programme) -> QuerySet[Invitation]:
    """Return the open and the lapsed invitations of a programme that this reader keeps."""
    kept: QuerySet[Invitation] = allowed(user, Can.KEEP_INVITATION, programme.invitations.all())
    return kept.select_related("employer", "letter").order_by("-open_until", "name", "pk")


def operator_invitations(user: Any) -> QuerySet[Invitation]:
    """Return the invitations to keep the installation."""
    kept: QuerySet[Invitation] = allowed(user, Can.KEEP_INVITATION, Invitation.objects.filter(role=Role.OPERATOR))
    return kept.select_related("letter").order_by("-open_until", "name", "pk")


def with_programme(model: type[Invitation]) -> QuerySet[Invitation]:
    return model.objects.select_related("programme", "employer", "invited_by", "letter")


def address_of(person: Person) -> str:
    """Return where an e-mail reaches a person, if they gave an address."""
    return str(person.reach.email) if hasattr(person, "reach") else ""


def with_reach(model: type[Person]) -> QuerySet[Person]:
    return model.objects.select_related("key", "reach")


def around(person: Person) -> list[User]:
    """Return everybody who stands around a person now: who may see how their space was opened."""
    roads = person.journeys.order_by()
    walking = Q(peers__journeys__in=roads) | Q(peers__greets__in=roads) | Q(pk__in=roads.values("referrer"))
    overseeing = Q(memberships__programme__in=roads.values("programme"))
    found = User.objects.filter(walking | overseeing, is_active=True).exclude(person=person).distinct()
    return [user for user in found.order_by("pk") if may(user, Can.SEE_OPENINGS, person)]
