"""What stands in the directory, for those who keep it."""

from datetime import date
from typing import Any

from django.db.models import Count, Model, Prefetch, Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Organisation, Programme, ReferralSource, Site, Team
from wayfellow.directory.queries.programmes import going_on
from wayfellow.set_up.access import Can

KEPT: dict[type[Model], list[str]] = {
    Organisation: ["name", "kind", "ended_on"],
    Site: ["name", "ended_on"],
    Team: ["name", "site_id", "ended_on"],
    Programme: [
        "name",
        "partner_id",
        "proposed_accompaniments",
        "talk_at",
        "days_to_answer",
        "smallest_cell",
        "teams_share_referrals",
        "writes_as",
        "ended_on",
    ],
    ReferralSource: ["names"],
}
KEPT_BESIDE: dict[type[Model], list[str]] = {Programme: ["sites", "associations"]}


def snapshot_of(record: Any) -> list:
    """Return all that changing a record of the directory would replace."""
    columns = [getattr(record, name) for name in KEPT[type(record)]]
    beside = KEPT_BESIDE.get(type(record), [])
    return columns + [sorted(getattr(record, name).values_list("pk", flat=True)) for name in beside]


def organisations(user: Any) -> QuerySet[Organisation]:
    """Return the organisations this reader keeps, by name, with how much each has."""
    mine: QuerySet[Organisation] = allowed(user, Can.KEEP_ORGANISATION, Organisation.objects.order_by("name"))
    return mine.annotate(places=Count("sites", distinct=True), offers=Count("programmes", distinct=True))


def organisation(model: type[Organisation]) -> QuerySet[Organisation]:
    """Load an organisation with its sites, teams and programmes."""
    return model.objects.prefetch_related(
        Prefetch("sites", Site.objects.order_by("name")),
        Prefetch("teams", Team.objects.select_related("site").order_by("name")),
        Prefetch("programmes", Programme.objects.order_by("name")),
    )


def programme(model: type[Programme]) -> QuerySet[Programme]:
    """Load a programme with all that was settled about it."""
    return model.objects.select_related("organisation", "partner").prefetch_related(
        Prefetch("sites", Site.objects.order_by("name")),
        Prefetch("associations", Organisation.objects.order_by("name")),
        Prefetch("sources", ReferralSource.objects.order_by("position", "pk")),
    )


def others(organisation: Organisation, on: date, *, kept: Programme | None = None) -> QuerySet[Organisation]:
    """Return whom an organisation may run a programme together with."""
    offered = going_on(on) | Q(pk=kept and kept.partner_id)
    return Organisation.objects.filter(offered).exclude(pk=organisation.pk).order_by("name")


def associations(on: date, *, kept: Programme | None = None) -> QuerySet[Organisation]:
    """Return the associations there are, and those a programme has kept."""
    offered = Q(going_on(on), kind=Organisation.Kind.ASSOCIATION)
    if kept:
        offered |= Q(pk__in=kept.associations.values("pk"))
    return Organisation.objects.filter(offered).order_by("name")


def sites_for(*organisations: Organisation | None, on: date, kept: Programme | None = None) -> QuerySet[Site]:
    """Return where a programme of these organisations could meet people, and where it does."""
    offered = Q(going_on(on), organisation__in=list(filter(None, organisations)))
    if kept:
        offered |= Q(pk__in=kept.sites.values("pk"))
    return Site.objects.filter(offered).order_by("name")
