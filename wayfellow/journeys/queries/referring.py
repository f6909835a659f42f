"""Who refers to a programme now, and could take over from a colleague; what a referral says, and what is hoped for."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When

from wayfellow.access.guard import allowed
from wayfellow.access.roles import REFER, Role, in_force
from wayfellow.directory.models import Programme
from wayfellow.journeys.access import Can
from wayfellow.journeys.lifecycle import IS_AT_REST
from wayfellow.journeys.models import EarlierReferral, Journey, Objective
from wayfellow.journeys.queries.opened import has_space
from wayfellow.people.models import Membership, User


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


def in_the_team_of(journey: Journey) -> QuerySet[Membership]:
    """Return who refers beside whoever referred, in the same team, where the programme says that teams share."""
    if not journey.programme.teams_share_referrals or journey.referrer_id is None:
        return Membership.objects.none()
    theirs = Membership.objects.filter(user=journey.referrer_id, programme=journey.programme_id, team__isnull=False)
    beside = Membership.objects.filter(programme=journey.programme_id, team__in=theirs.values("team"), role__in=REFER)
    return beside.exclude(user=journey.referrer_id).select_related("user").order_by("user__name", "pk")


def as_the_referral_says(journey: Journey) -> list:
    """Return all that correcting a referral would replace."""
    person = journey.person
    called = [getattr(person, name) for name in EarlierReferral.CALLED]
    facts = [getattr(journey, name) for name in [*EarlierReferral.FACTS, "referred_on", "practical_needs"]]
    objectives = journey.objectives.as_referred()
    return called + facts + [(each.dimension, each.words, each.professional_view) for each in objectives]


def as_hoped(objectives: Iterable[Objective]) -> list:
    """Return all that changing what is hoped for would replace."""
    return [(str(each.pk), each.words) for each in objectives]


def to_correct(journeys: type[Journey]) -> QuerySet[Journey]:
    """A referral as its writer corrects it, and whether the person says themself how they are called."""
    around = journeys.objects.select_related(*journeys.always_with, "site", "source")
    return around.annotate(has_space=has_space())


def earlier_referrals(journey: Journey) -> list[EarlierReferral]:
    """Return what a referral said before, the newest first, with those objectives that were put otherwise since."""
    if not journey.corrected_on:
        return []
    replaced = Prefetch("objectives", Objective.objects.order_by("position"))
    return list(
        journey.earlier.select_related(*EarlierReferral.always_with).prefetch_related(replaced).order_by("-version")
    )


def with_hopes(journeys: type[Journey]) -> QuerySet[Journey]:
    """A journey with all that was ever hoped for on it."""
    around = journeys.objects.select_related(*journeys.always_with)
    return around.prefetch_related(
        Prefetch("objectives", Objective.objects.filter(replaced_in=None).order_by("position"))
    )


def now_and_before(journey: Journey) -> tuple[list[Objective], list[Objective]]:
    """Return what is hoped for now, and what the two have said otherwise since, the latest first."""
    hopes = journey.objectives.all()
    before = [(each.let_go_on, each) for each in hopes if each.let_go_on]
    latest_first = sorted(before, key=lambda pair: pair[0], reverse=True)
    return [each for each in hopes if not each.let_go_on], [each for _let_go_on, each in latest_first]


def nobody_follows(user: User, programme: Programme) -> QuerySet[Journey]:
    """Return the journeys that go on while whoever referred the person refers there no more."""
    theirs: QuerySet[Journey] = allowed(user, Can.CHANGE_REFERRER, Journey.objects.filter(programme=programme))
    return (
        theirs.exclude(IS_AT_REST).select_related("person", "referrer").order_by("referrer__name", "person__name", "pk")
    )
