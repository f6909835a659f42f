"""Who looked, and from which place, as the person's own journeys name it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from wayfellow.access.guard import allowed
from wayfellow.access.policy import DEEDS, RELATIONS
from wayfellow.journal.models import Entry, with_key
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey
from wayfellow.people.models import User, whose_lines


def where(line: Entry, journeys: Iterable[Journey]) -> str:
    """Say from which place somebody looked, as the person's own journeys name it; "" where that is not sure."""
    relation = RELATIONS[line.standing]
    if line.actor_id is None or relation.is_own:
        return ""
    if relation.refers:
        places = {_referred_from(journey) for journey in journeys if journey.referrer_id == line.actor_id}
    else:
        this = [journey for journey in journeys if str(journey.pk) == line.record_id]
        places = {journey.programme.name for journey in this or journeys}
    return places.pop() if len(places) == 1 else ""


def _referred_from(journey: Journey) -> str:
    return ", ".join(str(place) for place in [journey.source, journey.site] if place)


def my_places(user: User) -> QuerySet[Journey]:
    """Return the reader's own journeys with where each came from, and where it goes on."""
    mine: QuerySet[Journey] = allowed(
        user, Can.TELL_TEAM, Journey.objects.select_related("programme", "source", "site")
    )
    return mine


def looked_at(journey: Journey) -> QuerySet[Entry]:
    """Return who read what is written on one journey, the newest first: nothing of what is done elsewhere."""
    notes = [str(pk) for pk in journey.accompaniments.values_list("pk", flat=True)]
    readings = [can for can in DEEDS.values() if can.is_reading]
    read = Entry.objects.filter(person__in=whose_lines(journey.person_id), deed__in=readings)
    lines: QuerySet[Entry] = with_key(read.filter(record_id__in=[str(journey.pk), *notes]).select_related("actor"))
    return lines.order_by("-at", "pk")
