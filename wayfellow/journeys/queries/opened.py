"""How a person's space was opened: by whose code, who confirmed that it is them, and what became of a wrong one."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from wayfellow.access.guard import allowed, may
from wayfellow.invitations import access as invitations
from wayfellow.invitations.codes import digits_of
from wayfellow.journal.models import Entry, with_key
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey
from wayfellow.people.access import WAITS_TO_BE_CONFIRMED
from wayfellow.people.models import OpenedSpace, Person, User, whose_lines

NEW_FOR = timedelta(days=14)
MOST_LINES = 200


def space_is_new() -> Exists:
    """Return the condition that a person's space waits to be confirmed, or was opened, confirmed or closed lately."""
    since = timezone.now() - NEW_FOR
    lately = Q(opened_at__gte=since) | Q(confirmed_at__gte=since) | Q(closed_at__gte=since)
    return Exists(OpenedSpace.objects.filter(WAITS_TO_BE_CONFIRMED | lately, person=OuterRef("person")))


def has_space() -> Q:
    """Return the condition that a person has a space of their own, whether it is confirmed or not."""
    opened = Exists(OpenedSpace.objects.filter(person=OuterRef("person"), closed_at=None))
    return Q(opened) | Q(person__user__isnull=False)


def has_account(person: Person) -> bool:
    """Say the same of one person."""
    return bool(person.user_id) or person.openings.filter(closed_at=None).exists()


def with_openings(model: type[Person]) -> QuerySet[Person]:
    """Load a person with every opening of their space."""
    return model.objects.select_related("key", "user").prefetch_related(openings())


def openings() -> Prefetch:
    """Bring along every opening of a person's space, the newest first."""
    newest_first = OpenedSpace.objects.select_related(*OpenedSpace.always_with).order_by("-opened_at", "pk")
    return Prefetch("openings", newest_first)


def may_confirm(user: User, person: Person) -> OpenedSpace | None:
    """Return the opening that waits for somebody who knows the person, if this reader may say it."""
    waits = next((opened for opened in person.openings.all() if opened.waits), None)
    return waits if waits and may(user, invitations.Can.CONFIRM_SPACE, waits) else None


def done_with_it(opened: OpenedSpace) -> QuerySet[Entry]:
    """Return what whoever had a space that was closed did and read in it, as far as the journal has it."""
    since = Q(at__gte=opened.opened_at) if opened.opened_at else Q()
    lines = Entry.objects.filter(
        since, person__in=whose_lines(opened.person_id), actor=opened.user_id, at__lte=opened.closed_at
    )
    told: QuerySet[Entry] = with_key(lines).order_by("at", "pk")[:MOST_LINES]
    return told


def digits_shown(opened: OpenedSpace) -> str:
    """Return the digits that whoever knows the person types, as long as they are to be shown."""
    return digits_of(opened) if opened.digits_until and timezone.now() < opened.digits_until else ""


def choices_that_wait(user: User) -> QuerySet[Journey]:
    """Return the choices that this reader can answer before anybody has confirmed that it is them."""
    mine: QuerySet[Journey] = allowed(user, Can.CHOOSE, Journey.objects.select_related("programme"))
    return mine.order_by("referred_on", "pk")
