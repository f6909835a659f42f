"""Which quarters were looked at, what waits to be signed, and what the programme's published numbers say of one."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import day_of_today
from wayfellow.access.roles import in_force
from wayfellow.directory.models import Programme
from wayfellow.evaluation.models import WHOLE, Edition
from wayfellow.evaluation.published import publish, publish_between
from wayfellow.evaluation.queries import all_editions
from wayfellow.follow_ups.access import LEAD, Can
from wayfellow.follow_ups.models import FollowUp, Signature, Version
from wayfellow.follow_ups.quarters import MONTHS, end_of, last_quarter, lately_over
from wayfellow.journeys.models import Accompaniment
from wayfellow.office.models import Step
from wayfellow.office.queries import IS_OPEN, in_order
from wayfellow.people.models import User
from wayfellow.supervision.queries import held_between
from wayfellow.ui.days import months_later
from wayfellow.workforce.access import parts_of_supporters_now

SHEET = ["met_on", "came_from_host", "came_from_partner", "goes_well", "to_change"]
UNSIGNED = Q(signed_on=None)
LOOK_TOGETHER = "look_together"  # a step of the office's path


# The quarters of a programme
def follow_ups_of(programme: Programme) -> QuerySet[FollowUp]:
    """Return the quarters that were looked at, the last first."""
    return programme.follow_ups.order_by("-quarter")


def with_partner(programmes: type[Programme]) -> QuerySet[Programme]:
    """Read along with whom a programme is run, and whether its last quarter waits."""
    return with_what_is_due(programmes.objects.select_related("partner"))


def with_both(follow_ups: type[FollowUp]) -> QuerySet[FollowUp]:
    return follow_ups.objects.select_related(*FollowUp.always_with)


def quarters_to_begin(programme: Programme, today: date) -> list[date]:
    """Return the quarters of the last year that are over and that nobody has begun to look at, the last first."""
    begun = set(programme.follow_ups.values_list("quarter", flat=True))
    return [quarter for quarter in lately_over(today) if quarter not in begun]


def could_sign(programme: Programme) -> QuerySet[User]:
    """Return who coordinates or supervises in a programme, by name."""
    leading = in_force(programme.memberships.filter(role__in=LEAD))
    return User.objects.filter(pk__in=leading.values("user"), is_active=True).order_by("name", "pk")


def with_what_is_due(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say whether the last quarter waits to be looked at and signed by both.

    Only where two organisations run it, and where people met in that quarter.
    """
    begins, ends = day_of_today(last_quarter), day_of_today(lambda today: end_of(last_quarter(today)))
    of_it = FollowUp.objects.filter(programme=OuterRef("pk"), quarter=begins)
    met = Accompaniment.objects.filter(journey__programme=OuterRef("pk"), on__range=(begins, ends))
    waits = Exists(met) & ~Exists(of_it.exclude(UNSIGNED)) & Q(partner__isnull=False, ended_on=None)
    return programmes.annotate(follow_up_waits=waits, has_follow_ups=Exists(_of_each()))


def what_is_due(programme: Programme) -> bool:
    """Say the same of one programme."""
    found: Any = with_what_is_due(Programme.objects.filter(pk=programme.pk)).get()
    return bool(found.follow_up_waits)


def _of_each() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(programme=OuterRef("pk"))


def to_sign(user: User) -> QuerySet[FollowUp]:
    """Return the quarters whose sheet waits for the reader to sign it, the first first."""
    later = Version.objects.filter(follow_up=OuterRef("follow_up"), number__gt=OuterRef("number"))
    of_theirs = Q(organisation=F("version__follow_up__host"), version__follow_up__host_signs=user)
    of_theirs |= Q(organisation=F("version__follow_up__partner"), version__follow_up__partner_signs=user)
    signed = Signature.objects.filter(of_theirs, version=OuterRef("pk"))
    waits = Version.objects.filter(~Exists(later), ~Exists(signed), follow_up=OuterRef("pk"))
    unsigned = with_both(FollowUp).filter(Exists(waits), UNSIGNED)
    mine: QuerySet[FollowUp] = allowed(user, Can.SIGN_FOLLOW_UP, unsigned)
    return mine.order_by("quarter", "pk")


# One sheet
def with_all_of_it(follow_ups: type[FollowUp]) -> QuerySet[FollowUp]:
    """Read along every version with who signed it."""
    signed = Signature.objects.select_related("by", "organisation").order_by("on", "pk")
    versions = Version.objects.select_related("by").prefetch_related(Prefetch("signatures", signed))
    return with_both(follow_ups).prefetch_related(Prefetch("versions", versions.order_by("-number")))


def newest(follow_up: FollowUp) -> Version | None:
    return follow_up.versions.order_by("-number").first()


def waits_for(follow_up: FollowUp, version: Version) -> list[tuple[Any, User]]:
    """Return for which organisation a version is not signed yet, and by whom it would be."""
    signed = {signature.organisation_id for signature in version.signatures.all()}
    return [(organisation, user) for organisation, user in follow_up.sides if organisation.pk not in signed]


def as_written(version: Version | None) -> list[Any]:
    """Return all that writing a sheet anew would replace."""
    return [version and version.number, *(getattr(version, name) if version else None for name in SHEET)]


def as_to_sign(follow_up: FollowUp, version: Version | None) -> list[Any]:
    """Return what a signature stands for: the words, the numbers, and what was agreed."""
    if version is None:
        return []
    return [*as_written(version), version.numbers, agreed_in(follow_up, version)]


def who_signs(follow_up: FollowUp) -> list[Any]:
    return [follow_up.host_signs_id, follow_up.partner_signs_id]


# What was agreed
def steps_on_the_sheet(follow_up: FollowUp) -> tuple[list[Step], list[Step]]:
    """Return what was agreed in a follow-up, as it stands now; and what is still open from earlier quarters."""
    here = Q(agreed_in__follow_up=follow_up)
    earlier = Q(
        agreed_in__follow_up__programme=follow_up.programme, agreed_in__follow_up__quarter__lt=follow_up.quarter
    )
    steps: Any = in_order().filter(here | earlier & IS_OPEN).annotate(agreed_at=F("agreed_in__follow_up"))
    agreed = [step for step in steps if step.agreed_at == follow_up.pk]
    return agreed, [step for step in steps if step.agreed_at != follow_up.pk]


def look_together(follow_up: FollowUp, signed: Version) -> QuerySet[Step]:
    """Return the step of the office that both signatures do: that of this quarter, the first time both have signed."""
    by_both = Version.objects.filter(follow_up=follow_up).annotate(n=Count("signatures")).filter(n=2)
    until = end_of(months_later(follow_up.quarter, MONTHS))
    its_time = Q(due_on=None) | Q(due_on__lte=until)
    steps = Step.objects.filter(IS_OPEN, its_time, ~Exists(by_both.exclude(pk=signed.pk)))
    return steps.filter(programme=follow_up.programme, code=LOOK_TOGETHER)


def agreed_in(follow_up: FollowUp, version: Version) -> list[dict[str, Any]]:
    """Return what was agreed: as it was when the version was first signed; before that, as it stands now."""
    if version.signatures.all():
        agreed: list[dict[str, Any]] = version.agreed
        return agreed
    return as_agreed(follow_up)


def as_agreed(follow_up: FollowUp) -> list[dict[str, Any]]:
    """Return what was agreed, and what is still open from before, to be kept with a signature."""
    agreed, carried_over = steps_on_the_sheet(follow_up)
    both = [(step, False) for step in agreed] + [(step, True) for step in carried_over]
    return [
        {"words": step.words, "whose": step.whose, "due_on": step.due_on and step.due_on.isoformat(), "before": before}
        for step, before in both
    ]


# Numbers
def numbers_of(programme: Programme, quarter: date) -> list[list[Any]]:
    """Return, as code and number, what was published of a quarter and until its end; and what concerns nobody's road.

    Nothing is counted anew of those who receive support: an edition tells of them or stays silent (I9).
    """
    until = [edition for edition in all_editions(programme, WHOLE) if edition.as_of <= end_of(quarter)]
    before = [edition for edition in until if edition.as_of < quarter]
    published = [*_of_the_quarter(before, until), *_until_now(until)]
    held = held_between(programme, quarter, end_of(quarter) + timedelta(days=1)).count()
    supporters = parts_of_supporters_now().filter(programme=programme).count()
    return [*published, ["supervisions", held], ["supporters", supporters]]


def _of_the_quarter(before: list[Edition], until: list[Edition]) -> list[list[Any]]:
    if len(until) == len(before):
        return []
    found = publish_between(before[-1] if before else None, until[-1])
    return [["new_people", found.people], ["accompaniments", found.accompaniments]]


def _until_now(until: list[Edition]) -> list[list[Any]]:
    if not until:
        return []
    found = publish(until[-1])
    return [["all_people", found.people], ["all_accompaniments", found.accompaniments]]
