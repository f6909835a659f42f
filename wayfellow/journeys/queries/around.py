"""Who supports a person with what: those of the programme, those they invited, and whom they added themself (N4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.directory.folding import fold
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Connection, Journey
from wayfellow.people.models import Person, User
from wayfellow.plans.models import Support
from wayfellow.plans.queries import open_links, supports

NO_LONGER = {Connection.State.NOT_FOR_ME, Connection.State.ENDED}


@dataclass(frozen=True)
class Around:
    """One of them, as the person sees it. `mark` tells them apart on the page; `support` is what can be changed."""

    mark: str
    name: Any
    what_for: Any
    how_to_reach: Any = ""
    support: Any = None


def around(user: User, person: Person) -> list[Around]:
    """Return everyone around the reader, each once."""
    known = Prefetch("connections", Connection.objects.select_related("association").order_by("on", "pk"))
    mine = allowed(
        user,
        Can.TELL_TEAM,
        Journey.objects.select_related("person__key", "peer__user", "referrer").prefetch_related(known),
    )
    found = [one for journey in mine.order_by("referred_on", "pk") for one in _of_the_journey(journey)]
    found += [Around(f"guest-{each.pk}", each.name, _("Reads a part of my plan")) for each in open_links(person)]
    found += [
        Around(f"support-{each.pk}", each.name, each.what_for, each.how_to_reach, each) for each in _by_name(user)
    ]
    return list({one.mark: one for one in found}.values())


def _of_the_journey(journey: Journey) -> Iterator[Around]:
    if not journey.ended_on:
        if journey.peer and journey.is_walked_now:
            yield Around(f"account-{journey.peer.user_id}", journey.peer.user.name, _("My peer supporter"))
        if proposer := journey.proposed_by:
            yield Around(f"account-{proposer.pk}", proposer.name, _("Told me about peer support"))
    for each in journey.connections.all():
        if each.state not in NO_LONGER:
            yield Around(f"place-{each.association_id}", each.association.name, each.get_state_display(), each.contact)


def _by_name(user: User) -> list[Support]:
    """Names are sealed, so they are put in order here."""
    return sorted(supports(user), key=lambda support: fold(str(support.name)))
