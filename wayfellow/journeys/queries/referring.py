"""Who refers to a programme now, and could take over from a colleague."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from wayfellow.access.roles import REFER, Role, in_force
from wayfellow.directory.models import Programme
from wayfellow.people.models import Membership


def who_refer(programme: Programme | None) -> QuerySet[Membership]:
    """Return who refers to a programme today."""
    refer = Membership.objects.filter(programme=programme, role=Role.REFERRER).select_related("user", "team")
    today: QuerySet[Membership] = in_force(refer)
    return today.order_by("user__name", "pk")


def may_have_referred(membership: Membership) -> bool:
    return membership.programme_id is not None and membership.role in REFER


def colleagues_of(membership: Membership) -> QuerySet[Membership]:
    """Return who could take over from a member, those of the same team first."""
    first = When(team__isnull=False, team=membership.team_id, then=Value(0))
    others = who_refer(membership.programme).exclude(user=membership.user_id)
    return others.order_by(Case(first, default=Value(1), output_field=IntegerField()), "user__name", "pk")
