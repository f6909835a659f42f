"""What is asked for and where it stands: for whoever asked, and for those who answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.access.roles import Role, in_force
from wayfellow.choices.access import Can
from wayfellow.choices.lifecycle import FIRST_STEP, IS_ASKED, IS_OPEN, OPEN, WAY, State
from wayfellow.choices.links import digest_of
from wayfellow.choices.models import FirstStep, Reply, ReplyAddress, Wish
from wayfellow.choices.waiting import Wait, in_fives, usual
from wayfellow.directory.models import Listing, Organisation, Programme
from wayfellow.directory.queries.open_groups import open_groups
from wayfellow.journal.models import Entry
from wayfellow.people.models import Membership, Person, Reach, User
from wayfellow.ui.home_pages import number_of

LATELY = timedelta(days=365)
TOLD = ["name", "language", "hopes", *Reach.TOLD]


# Asking
def programmes_to_ask(user: Any, today: date) -> QuerySet[Programme]:
    """Return the programmes where somebody reads what is asked: a coordinator, or whoever reads its e-mail.

    Nobody is read by those they work with (I5).
    """
    coordinators = _coordinating(today).filter(programme=OuterRef("pk"))
    by_mail = Q(reply_address__isnull=False) if settings.DEFAULT_FROM_EMAIL else Q()
    found = Programme.objects.filter(Exists(coordinators) | by_mail).order_by("name", "pk")
    if who_asks(user):
        found = found.exclude(pk__in=user.memberships.values("programme")).exclude(peers__user=user)
    return found


def called(programmes: Iterable[Programme], slug: str) -> Programme | None:
    """Return the one of these programmes that an address names, whatever stands there."""
    return next((programme for programme in programmes if programme.slug == slug), None)


def who_asks(user: Any) -> Person | None:
    """Return the person this reader is, if they are signed in and one."""
    return Person.objects.filter(user=user).select_related("key", "reach").first() if user.is_authenticated else None


def under(token: str) -> FirstStep | None:
    """Return what a private address leads to."""
    related = FirstStep.objects.select_related(*FirstStep.always_with, "reply")
    return related.filter(address=digest_of(token)).first()


def reply_address(programme: Programme) -> str:
    """Return where a programme reads by e-mail what is asked of it, if it does."""
    found = ReplyAddress.objects.filter(programme=programme).first()
    return found.email if found else ""


def reply_under(token: str) -> Reply | None:
    """Return the link of a programme to answer by, as long as there is something to answer."""
    related = [f"step__{name}" for name in FirstStep.always_with]
    found = Reply.objects.select_related(*related).filter(address=digest_of(token))
    return found.filter(FIRST_STEP.where(OPEN, of="step__")).exclude(step__key__wrapped=b"").first()


def as_told(step: FirstStep) -> list[Any]:
    """Return all that changing it would replace."""
    return [getattr(step, name) for name in TOLD]


def my_first_steps(user: User) -> QuerySet[FirstStep]:
    """Return what this reader asked for, signed in, the newest first."""
    related = FirstStep.objects.select_related("programme", "taken_up_by")
    mine: QuerySet[FirstStep] = allowed(user, Can.SEE_OWN_FIRST_STEP, related)
    return mine.order_by("-asked_on", "pk")


def way_of(step: FirstStep) -> list[tuple[Any, str]]:
    """Say how far along it is, part by part. What was let go stands nowhere on the way."""
    if step.is_let_go:
        return []
    here = list(WAY).index(State(step.state))
    last = "done" if step.has_happened else "now"
    states = ["done"] * here + [last] + ["ahead"] * (len(WAY) - here - 1)
    return list(zip(WAY.values(), states, strict=True))


def who_read(step: FirstStep) -> QuerySet[Entry]:
    """Return who opened it and what they did with it, the newest first (I3)."""
    lines = Entry.objects.filter(record_type=FirstStep._meta.label, record_id=str(step.pk))
    return lines.exclude(actor=None).select_related("actor").order_by("-at", "pk")


@dataclass(frozen=True)
class Meanwhile:
    """Where somebody can go while they wait: associations the programme knows, and open groups near it."""

    associations: list[Organisation]
    groups: list[Listing]


def meanwhile(programme: Programme, language: str) -> Meanwhile:
    return Meanwhile(list(programme.associations.order_by("name", "pk")), open_groups(programme, language))


def wait_of(step: FirstStep, today: date) -> Wait:
    """Say where a first step stands among those asked of the programme, and how long they took in the last year."""
    asked = FirstStep.objects.filter(programme=step.programme_id)
    days = asked.filter(asked_on__gt=today - LATELY).order_by("pk").values_list("state", "asked_on", "state_since")
    took = [(since - on).days for state, on, since in days if state == State.HAPPENED]
    let_go = [(since - on).days for state, on, since in days if state == State.LET_GO]
    waited = [(today - on).days for state, on, _since in days if state in OPEN]
    return Wait(
        before=in_fives(asked.filter(IS_OPEN, asked_on__lt=step.asked_on).count()),
        usual=usual(took, let_go + waited),
    )


# Answering
class Part(TextChoices):
    """The parts of a programme's list of first steps."""

    OPEN = "open", _("Still open")
    ASKED = "asked", _("Not assigned yet")
    TAKEN_UP = "taken_up", _("Assigned")
    DAY_SET = "day_set", _("With a day")
    HAPPENED = "happened", _("Happened")
    LET_GO = "let_go", _("Not going ahead")


IN_PART = {part: FIRST_STEP.where({part.value}) for part in Part} | {Part.OPEN: IS_OPEN}


def part_of(code: str | None) -> Part:
    """Read a part from the address, whatever stands there."""
    return Part(code) if code in Part.values else Part.OPEN


def first_steps(user: User, programme: Programme, part: Part) -> QuerySet[FirstStep]:
    """Return what was asked of a programme: what is open with the longest waiting first, else the latest first."""
    found = _of(user, programme).filter(IN_PART[part]).select_related("key", "taken_up_by")
    is_done = part in {Part.HAPPENED, Part.LET_GO}
    return found.order_by("-state_since", "pk") if is_done else found.order_by("asked_on", "pk")


def sizes(user: User, programme: Programme) -> dict[Part, int]:
    """Count each part of the list in one statement."""
    counts = {part.name: Count("pk", filter=IN_PART[part]) for part in Part}
    found = _of(user, programme).aggregate(**counts)
    return {part: found[part.name] for part in Part}


def _of(user: User, programme: Programme) -> QuerySet[FirstStep]:
    found: QuerySet[FirstStep] = allowed(user, Can.SEE_FIRST_STEP, programme.first_steps.all())
    return found


def with_new_first_steps(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many first steps nobody has in hand yet."""
    return programmes.annotate(new_first_steps=number_of(FirstStep.objects.filter(IS_ASKED)))


def not_announced(today: date) -> QuerySet[FirstStep]:
    """Return what waits and was announced to nobody yet, where a coordinator could be written to."""
    new = FirstStep.objects.filter(IS_ASKED, is_announced=False)
    return new.filter(programme__in=_coordinating(today).values("programme")).order_by("pk")


def coordinators_of(programmes: Iterable[int], today: date) -> QuerySet[User]:
    there = _coordinating(today).filter(programme__in=programmes)
    return User.objects.filter(pk__in=there.values("user"), is_active=True).exclude(email="").order_by("pk")


def _coordinating(today):
    return in_force(Membership.objects.filter(role=Role.COORDINATOR), today)


# Letting go
def past_their_time(before: date, programmes: Iterable[Programme]) -> QuerySet[FirstStep]:
    """Return the first steps of these programmes that have stood since that day or before, and are not gone yet."""
    steps = FirstStep.objects.filter(~Q(key__wrapped=b"") | IS_OPEN)
    steps = steps.filter(programme__in=programmes, state_since__lte=before)
    return steps.select_related(*FirstStep.always_with).order_by("pk")


# What nobody could find
def wish_under(token: str) -> Wish | None:
    return Wish.objects.select_related("key").filter(address=digest_of(token)).first()


def wishes_past_their_time(before: date) -> QuerySet[Wish]:
    return Wish.objects.filter(asked_on__lte=before).select_related("key").order_by("pk")


def wishes_by_place() -> QuerySet[Wish, tuple[str, str]]:
    """Return where somebody wishes to be told of what."""
    return Wish.objects.order_by("area", "format").values_list("area", "format").distinct()
