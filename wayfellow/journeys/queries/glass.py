"""What is read about a broken glass: by whoever broke it, by the person, by the second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from wayfellow.access.guard import allowed, may
from wayfellow.access.roles import Role, in_force
from wayfellow.directory.models import Programme
from wayfellow.journal.models import Entry
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import GLASS_STAYS_OPEN, who_broke_its_glass, who_broke_the_glass, who_could_review
from wayfellow.journeys.models import Accompaniment, Agreement, BrokenGlass, Journey, Objective
from wayfellow.people.models import Membership, User, whose_lines

UNSEEN = BrokenGlass.objects.filter(journey__person__erased_on=None, reviewed_on=None)
THROUGH_THE_GLASS = [who_broke_the_glass.__name__, who_broke_its_glass.__name__]


def open_now(journey: Journey, user: User, *, at: datetime) -> QuerySet[BrokenGlass]:
    """Return the glass of this journey that someone broke and that is still open."""
    return BrokenGlass.objects.filter(journey=journey, by=user, ended_at=None, at__gt=at - GLASS_STAYS_OPEN)


def has_second_person(journey: Journey, user: User, *, on: date) -> bool:
    """Say whether anybody else could look at it afterwards, as the policy has it."""
    oversee = Q(role__in=[Role.COORDINATOR, Role.SUPERVISOR], programme=journey.programme_id, user__is_active=True)
    others = in_force(Membership.objects.filter(oversee), on).exclude(user=user).select_related("user").order_by("pk")
    this = Journey.objects.filter(pk=journey.pk)
    return any(this.filter(who_could_review(other.user)).exists() for other in others)


def behind_glass(model: type[Journey]) -> QuerySet[Journey]:
    """Load a journey with what a broken glass opens at once: what the two settled, and how it ended."""
    return model.objects.select_related("person__key", "programme", "peer__user", "closing").prefetch_related(
        Prefetch("objectives", Objective.objects.now()),
        Prefetch("agreements", Agreement.objects.select_related("peer__user").order_by("-version")),
    )


def notes_behind_glass(user: User, journey: Journey) -> QuerySet[Accompaniment]:
    """Return when the two met, without a word of it."""
    held = journey.accompaniments.filter(state=Accompaniment.State.HELD)
    mine: QuerySet[Accompaniment] = allowed(user, Can.READ_NOTE, held.select_related("peer__user"))
    return mine.order_by("-on", "-at", "pk")


def the_open_one(user: User, journey: Journey) -> BrokenGlass:
    """Return the glass that lets this reader see behind it now."""
    return open_now(journey, user, at=timezone.now()).latest("at")


def glasses(user: User) -> QuerySet[BrokenGlass]:
    """Return every broken glass that this reader may read of, what waits to be looked at first."""
    every = BrokenGlass.objects.select_related("journey__programme", "by", "reviewed_by")
    seen: QuerySet[BrokenGlass] = allowed(user, Can.SEE_GLASS, every)
    first = F("reviewed_on").desc(nulls_first=True)
    return seen.filter(journey__person__erased_on=None).order_by(first, "-at", "pk")


def was_opened() -> Exists:
    """Return the condition that a glass was broken on a journey, of which the person has not heard yet."""
    return Exists(BrokenGlass.objects.filter(journey=OuterRef("pk"), told_on=None))


def to_tell(user: User, journey: Journey) -> QuerySet[BrokenGlass]:
    """Return what this reader has to hear of this journey, or to tell the person of."""
    untold = BrokenGlass.objects.filter(journey=journey, told_on=None).select_related("by")
    mine: QuerySet[BrokenGlass] = allowed(user, Can.TELL_GLASS, untold)
    return mine.order_by("at", "pk")


def what_was_opened(glass: BrokenGlass) -> QuerySet[Entry]:
    """Return the journal's lines of what was read through this glass."""
    lines = Entry.objects.filter(person__in=whose_lines(glass.journey.person_id), actor=glass.by_id)
    return lines.filter(standing__in=THROUGH_THE_GLASS, at__gte=glass.at, at__lte=glass.closes_at).order_by("at", "pk")


def reasons(user: User, lines: list[Entry]) -> dict[str, str]:
    """Return the reason that was written down for each of these lines, where one was asked."""
    asked = [line.record_id for line in lines if line.deed == Can.BREAK_GLASS]
    if not asked:
        return {}
    opened = allowed(user, Can.SEE_GLASS, BrokenGlass.objects.select_related("journey__person__key"))
    return {str(glass.pk): glass.reason for glass in opened.filter(pk__in=asked)}


def coordinates(user: User, glass: BrokenGlass) -> bool:
    """Say whether this reader finds the journey on their desk, too."""
    return bool(may(user, Can.SEE_PLACE_ON_DESK, glass.journey))


@dataclass(frozen=True)
class Waiting:
    """How much waits for a second look, and until when the oldest should have it."""

    count: int
    due_on: date
    is_overdue: bool


def with_opened(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have a programme say whether a journey was opened there that nobody has looked at a second time."""
    return programmes.annotate(has_opened=Exists(UNSEEN.filter(journey__programme=OuterRef("pk"))))


def waiting(user: User, programmes: Iterable[Any], today: date) -> Waiting | None:
    """Return what waits for this reader's second look, if anything does."""
    opened = [programme for programme in programmes if programme.has_opened]
    if not opened:  # nearly always: whose they are to look at takes longer to ask
        return None
    unseen = UNSEEN.filter(journey__programme__in=opened)
    found = allowed(user, Can.REVIEW_GLASS, unseen).aggregate(count=Count("pk"), oldest=Min("at"))
    if not found["count"]:
        return None
    due_on = timezone.localdate(found["oldest"]) + BrokenGlass.REVIEW_WITHIN
    return Waiting(found["count"], due_on, due_on < today)
