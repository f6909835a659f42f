"""Who would like to become a peer supporter, how far along they are, and what falls due."""

from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.choices.links import digest_of
from wayfellow.directory.models import Listing, Programme
from wayfellow.joining.access import Can
from wayfellow.joining.lifecycle import GOES_ON, IS_LET_GO, IS_UNDER_WAY, IS_WRITTEN
from wayfellow.joining.models import Application, Step, WayIn
from wayfellow.joining.steps import AS_USUAL, ORDER, Planned
from wayfellow.journal.models import Entry
from wayfellow.people.models import User
from wayfellow.ui.home_pages import number_of

SOON = timedelta(days=30)  # before a check holds no more
KEPT_UNANSWERED = timedelta(days=365)
KEPT_LET_GO = timedelta(days=90)  # so that whoever wrote it can read the answer
FALLS_DUE = IS_UNDER_WAY & Q(done_on=None, due_on__lte=TODAY)
ENDS_SOON = GOES_ON & Q(holds_until__lte=TODAY.less(-SOON))


# For anyone
def looking_for_some(slug: str) -> Programme | None:
    """Return the programme of this address, if it looks for peer supporters."""
    return Programme.objects.filter(slug=slug, way_in__is_open=True).select_related("way_in").first()


def with_way_in(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Have each listing say, in the same statement, whether the programme it is of looks for peer supporters."""
    looks = WayIn.objects.filter(programme=OuterRef("programme"), is_open=True)
    return listings.annotate(looks_for_peers=Exists(looks)).select_related("programme")


def under(token: str) -> Application | None:
    """Return what a private address leads to."""
    return whole(Application).filter(address=digest_of(token)).first()


def who_read(application: Application) -> QuerySet[Entry]:
    """Return who opened it and what they did with it, the newest first."""
    lines = Entry.objects.filter(record_type=Application._meta.label, record_id=str(application.pk))
    return lines.exclude(actor=None).select_related("actor").order_by("-at", "pk")


# For those who take them on
def whole(model: type[Application]) -> QuerySet[Application]:
    """Return applications with their steps."""
    return model.objects.select_related(*Application.always_with).prefetch_related("steps")


def applications(user: User, programme: Programme) -> QuerySet[Application]:
    """Return those of a programme that are not closed, what waits for an answer first."""
    here = whole(Application).filter(programme=programme).exclude(IS_LET_GO)
    mine: QuerySet[Application] = allowed(user, Can.SEE_APPLICATION, here)
    return mine.order_by("-stage", "written_on", "pk")


def next_step(application: Application) -> Step | None:
    """Return what is next: the first that is not done; once all are, the check that ends first."""
    to_do = [step for step in application.in_order if step.done_on is None]
    held = [(step.holds_until, step) for step in application.in_order if step.holds_until]
    return next(iter(to_do or [step for _until, step in sorted(held, key=itemgetter(0))]), None)


def way_of(programme: Programme) -> list[Planned]:
    """Return the steps a programme takes, in order."""
    planned = programme.planned_steps.values_list("kind", "what", "who", "days")
    found = sorted((Planned(*each) for each in planned), key=lambda step: ORDER.index(step.kind))
    return found or AS_USUAL


def way_in_of(programme: Programme) -> WayIn:
    """Return what a programme says to those who think of it; where it never did, that it looks for nobody."""
    return WayIn.objects.filter(programme=programme).first() or WayIn(programme=programme)


def as_kept(programme: Programme) -> list[Any]:
    """Return all that changing the way in would replace."""
    way_in = way_in_of(programme)
    return [way_in.is_open, way_in.words, *map(list, way_of(programme))]


def as_done(step: Step) -> list[Any]:
    """Return all that noting it anew would replace."""
    return [step.done_on, step.words, step.result, step.holds_until]


def left_to_do(step: Step) -> QuerySet[Step]:
    """Return what is not done yet besides this."""
    return Step.objects.filter(application=step.application_id, done_on=None).exclude(pk=step.pk).order_by("due_on")


# What falls due
def with_new_applications(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many applications nobody has answered."""
    return programmes.annotate(new_applications=number_of(Application.objects.filter(IS_WRITTEN)))


def with_steps_due(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many steps are due, and how many checks end soon."""
    due = Step.objects.filter(FALLS_DUE | ENDS_SOON)
    return programmes.annotate(joining_steps_due=number_of(due, of="application__programme"))


def past_their_time(today: date) -> QuerySet[Application]:
    """Return what nobody answered for a year, and what was closed and has been there long enough to be read."""
    unanswered = IS_WRITTEN & Q(written_on__lt=today - KEPT_UNANSWERED)
    closed = IS_LET_GO & Q(stage_since__lt=today - KEPT_LET_GO)
    return Application.objects.filter(unanswered | closed).select_related("key").order_by("pk")
