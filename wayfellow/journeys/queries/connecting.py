"""How it stands between a person and the associations that their programme knows."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from wayfellow.directory.models import Listing, Organisation, Programme
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys.models import Connection, ConnectionStep, Journey

NEWEST_FIRST = ("-on", "-noted_at")


def with_connections(journeys: type[Journey]) -> QuerySet[Journey]:
    """Bring along the associations with which there was a step, the latest first."""
    known = Connection.objects.select_related("association").order_by("-on", "association__name")
    around = journeys.objects.select_related("person", "programme", "peer__user")
    return around.prefetch_related(Prefetch("connections", known))


def associations_for(journey: Journey, on: date) -> QuerySet[Organisation]:
    """Return those that the programme knows and that there still are, and those with which there was a step."""
    known = Q(going_on(on), known_to=journey.programme_id)
    begun = Q(pk__in=journey.connections.values("association"))
    return Organisation.objects.filter(known | begun).distinct().order_by("name")


def places_to_go_on_to(journey: Journey, on: date) -> list[str]:
    """Return what the directory knows for the time after: those associations, and what has a name of its own there."""
    return _places_of(associations_for(journey, on))


def places_known_to(programme: Programme, on: date) -> list[str]:
    """Return the same of what a programme knows: it tells nothing of the steps that anybody took."""
    return _places_of(Organisation.objects.filter(going_on(on), known_to=programme).order_by("name"))


def _places_of(associations: QuerySet[Organisation]) -> list[str]:
    return [*(each.name for each in associations), *map(named_with_its_association, groups_of(associations))]


def groups_of(associations: QuerySet[Organisation]) -> list[Listing]:
    """Return what the directory lists of associations under a name of its own."""
    listed = Listing.objects.filter(organisation__in=associations, published_on__isnull=False)
    found = listed.select_related("organisation").order_by("slug")
    return [group for group in found if str(group) != group.organisation.name]


def named_with_its_association(group: Listing) -> str:
    return f"{group} · {group.organisation.name}"


def with_steps(connections: type[Connection]) -> QuerySet[Connection]:
    """Bring along every step, the newest first, and what the directory says about the association."""
    around = connections.objects.select_related("association", "journey__person__key", "journey__peer__user")
    told = Listing.objects.filter(published_on__isnull=False).order_by("slug")
    steps = ConnectionStep.objects.order_by(*NEWEST_FIRST)
    return around.prefetch_related(Prefetch("steps", steps), Prefetch("association__listings", told))


def went_there_together(connection: Connection, group: str) -> bool:
    """Return whether it is noted already that the two went to a group together."""
    steps = connection.steps.filter(state=Connection.State.WENT_TOGETHER)
    return any(str(step.group) == group for step in steps.select_related(*ConnectionStep.always_with))


def latest_step(connection: Connection) -> ConnectionStep:
    """Return the step that says how it stands now: of one day, the one that was noted last."""
    return connection.steps.order_by(*NEWEST_FIRST)[0]


def snapshot_of(connection: Connection) -> list[Any]:
    """Return all that saying anew whom to ask for, and when the next step is, would replace."""
    return [connection.next_on, str(connection.contact)]
