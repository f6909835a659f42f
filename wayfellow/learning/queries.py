"""What can be learned where, who takes part, what somebody has behind them, and what falls due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.access.roles import in_force
from wayfellow.directory.models import Programme
from wayfellow.learning.access import Can
from wayfellow.learning.models import (
    AskedOf,
    Certificate,
    Completion,
    Conversation,
    Course,
    CourseDay,
    Enrolment,
    Evidence,
    Hours,
    Learner,
    Module,
    Pathway,
)
from wayfellow.people.models import Membership, User
from wayfellow.ui.days import months_later
from wayfellow.ui.home_pages import number_of
from wayfellow.workforce.access import parts_of_supporters_now

AHEAD = timedelta(days=60)  # before something falls due again, the one who learns is told
FALLS_DUE = Q(renew_by__lte=TODAY.less(-AHEAD))
DONE_SINCE = Completion.objects.filter(learner=OuterRef("learner"), module=OuterRef("module"), on__gt=OuterRef("on"))
DONE_LAST = ~Q(Exists(DONE_SINCE))
WAITS = Q(held_on=None)
TAKES_PART = Q(left_on=None)
HAS_A_PLACE = TAKES_PART & Q(placed_on__isnull=False)
WAITS_FOR_ONE = TAKES_PART & Q(placed_on=None)


# Pathways
def pathways(programme: Programme) -> QuerySet[Pathway]:
    """Return a programme's pathways, the open ones first, each with its modules and for how many they are done."""
    done = Completion.objects.filter(module=OuterRef("pk")).order_by().values("module")
    counted = done.annotate(number=Count("learner", distinct=True)).values("number")
    modules = (
        Module.objects.select_related("pathway")
        .annotate(done=Coalesce(Subquery(counted), 0))
        .order_by("is_closed", "number")
    )
    return programme.pathways.prefetch_related(Prefetch("modules", modules)).order_by(
        "is_closed", "level", "name", "pk"
    )


def my_pathways(user: User) -> list[Pathway]:
    """Return what somebody can learn where they work: open modules, each with when it was done last, if it was."""
    done = Completion.objects.filter(module=OuterRef("pk"), learner__user=user).order_by("-on")
    asked = Conversation.objects.filter(WAITS, module=OuterRef("pk"), learner__user=user)
    open_modules = allowed(user, Can.ASK_TO_COUNT, Module.objects.filter(is_closed=False, pathway__is_closed=False))
    modules = open_modules.annotate(done_on=Subquery(done.values("on")[:1]), waits=Exists(asked))
    found: dict[Any, Any] = {}
    for module in modules.select_related("pathway").order_by("pathway__level", "pathway__name", "pathway", "number"):
        found.setdefault(module.pathway, []).append(module)
    parts = parts_of([user]) if any(module.asked for its in found.values() for module in its) else {}
    for pathway, its in found.items():
        pathway.open_modules = its
        for module in its:
            module.by_when = by_when(module, parts.get((module.programme_id, user.pk)))
        pathway.done = sum(1 for module in its if module.done_on)
    return list(found)


# What a programme asks for
@dataclass(frozen=True)
class PartIn:
    """What somebody is in a programme: since when, and as what they are one of those of whom it asks something."""

    since: date | None
    kinds: frozenset[str]


def parts_of(users: Iterable[Any]) -> dict[tuple[Any, Any], PartIn]:
    """Return by programme and account what these are there now; who is several things began with the first."""
    members = in_force(Membership.objects.filter(user__in=users, programme__isnull=False))
    supporters = parts_of_supporters_now().filter(peer__user__in=users)
    found: list[tuple[Any, Any, date | None, frozenset[str]]] = [
        (each.programme_id, each.user_id, each.starts_on, frozenset()) for each in members
    ]
    for each in supporters.select_related("peer"):
        kind = AskedOf.PAID if each.peer.is_paid else AskedOf.VOLUNTEERS
        found.append((each.programme_id, each.peer.user_id, each.since, frozenset([AskedOf.PEERS, kind])))
    parts: dict[tuple[Any, Any], PartIn] = {}
    for programme, user, since, kinds in found:
        before = parts.get((programme, user))
        days = [day for day in [since, before and before.since] if day]
        every = frozenset([AskedOf.EVERYBODY]) | kinds | (before.kinds if before else frozenset())
        parts[programme, user] = PartIn(min(days, default=None), every)
    return parts


def by_when(module: Module, part: PartIn | None) -> date | None:
    """Return by when a module is asked of somebody; None where it is not asked of them."""
    asked = module.asked
    if asked is None or part is None or asked.asked_of not in part.kinds:
        return None
    return months_later(max(asked.asked_since, part.since or asked.asked_since), asked.asked_within)


def still_asked(pathways: list[Any]) -> list[Any]:
    """Return of somebody's pathways what is asked of them and not behind them yet, what is due first comes first."""
    modules = [module for pathway in pathways for module in pathway.open_modules]
    return sorted((each for each in modules if each.by_when and not each.done_on), key=lambda each: each.by_when)


def asked_soon(user: User) -> list[Any]:
    """Return of what is asked of somebody what is due within two months, or past its day."""
    soon = timezone.localdate() + AHEAD
    return [module for module in still_asked(my_pathways(user)) if module.by_when <= soon]


def who_has_what(programme: Programme) -> list[tuple[Module, list[Any]]]:
    """Return each module that a programme asks for, with those of whom it does: who lacks it first, then by name.

    Of each: the account, by when, since when it is behind them, and when it falls due again.
    """
    modules = Module.objects.filter(programme=programme, is_closed=False, pathway__is_closed=False)
    asked = modules.filter(~Q(asked_of="") | ~Q(pathway__asked_of="")).select_related("pathway")
    users = {user.pk: user for user in who_works_in(programme)}
    parts = parts_of(users)
    completions = _done_last().filter(module__in=asked).select_related("learner")
    done = {(each.module_id, each.learner.user_id): each for each in completions}
    return [
        (module, _standings(module, users, parts, done))
        for module in asked.order_by("pathway__level", "pathway__name", "pathway", "number")
    ]


def _standings(module: Module, users: dict[Any, User], parts: dict[Any, PartIn], done: dict[Any, Any]) -> list[Any]:
    found = [
        (user, by, done.get((module.pk, pk)))
        for pk, user in users.items()
        if (by := by_when(module, parts.get((module.programme_id, pk))))
    ]
    return sorted(found, key=lambda each: (each[2] is not None, each[0].name))


def who_works_in(programme: Programme) -> QuerySet[User]:
    """Return who works in a programme now, by name."""
    members = in_force(programme.memberships.all())
    supporters = parts_of_supporters_now().filter(programme=programme)
    here = Q(pk__in=members.values("user")) | Q(pk__in=supporters.values("peer__user"))
    return User.objects.filter(here, is_active=True).order_by("name", "pk")


def where_i_work(user: User) -> QuerySet[Programme]:
    """Return the programmes for which somebody can note hours."""
    mine: QuerySet[Programme] = allowed(user, Can.LOG_HOURS, Programme.objects.all())
    return mine.order_by("name", "pk")


# Courses
def _days() -> QuerySet[CourseDay]:
    return CourseDay.objects.order_by("on", "at", "pk")


def courses(programme: Programme) -> QuerySet[Course]:
    """Return a programme's courses, those that go on first, with how many take part and how many wait."""
    order = [F("finished_on").desc(nulls_first=True), "begins_on", "pk"]
    found: QuerySet[Course] = _counted(programme.courses.all()).order_by(*order)
    return found


def courses_to_take(user: User) -> QuerySet[Course]:
    """Return the courses to come where somebody works and in which they do not take part, the next first."""
    mine = Enrolment.objects.filter(TAKES_PART, course=OuterRef("pk"), learner__user=user)
    open_to_me = allowed(user, Can.TAKE_PLACE, Course.objects.filter(~Exists(mine), finished_on=None))
    found: QuerySet[Course] = _counted(open_to_me).filter(ends_on__gte=timezone.localdate()).order_by("begins_on", "pk")
    return found


def _counted(courses: Any) -> Any:
    days = CourseDay.objects.filter(course=OuterRef("pk"), is_cancelled=False).order_by()
    return courses.select_related("module", "programme").annotate(
        begins_on=Subquery(days.order_by("on").values("on")[:1]),
        ends_on=Subquery(days.order_by("-on").values("on")[:1]),
        taken=number_of(Enrolment.objects.filter(HAS_A_PLACE), of="course"),
        waiting=number_of(Enrolment.objects.filter(WAITS_FOR_ONE), of="course"),
        free=F("places") - F("taken"),
    )


def whole(model: type[Course]) -> Any:
    return _counted(model.objects.all()).prefetch_related(Prefetch("days", _days()))


def my_place(user: User, course: Course) -> Any:
    """Return the place somebody has in a course, with how many have waited for one longer."""
    mine: Any = course.enrolments.filter(TAKES_PART, learner__user=user).first()
    if mine and mine.placed_on is None:
        before = course.enrolments.filter(WAITS_FOR_ONE, asked_at__lt=mine.asked_at)
        mine.before = before.count()
    return mine


def who_takes_it(course: Course) -> tuple[list[Any], list[Any]]:
    """Return who has a place, by name, and who waits for one, the longest first."""
    found = list(
        course.enrolments.filter(TAKES_PART)
        .select_related("learner__user")
        .annotate(days_here=Count("days"))
        .order_by("asked_at", "pk")
    )
    placed = sorted((each for each in found if each.placed_on), key=lambda each: each.learner.user.name)
    return placed, [each for each in found if not each.placed_on]


def who_has_a_place(course: Course) -> QuerySet[Enrolment]:
    return (
        course.enrolments.filter(HAS_A_PLACE)
        .select_related("learner__user", "learner__key")
        .order_by("learner__user__name", "pk")
    )


def who_came_to_all(course: Course) -> set[Any]:
    """Return the places of those who came on each day that was noted."""
    noted = course.days.filter(noted_on__isnull=False, is_cancelled=False).count()
    came = who_has_a_place(course).annotate(days_here=Count("days")).filter(days_here=noted)
    return set(came.values_list("pk", flat=True)) if noted else set()


def days_to_come(course: Course) -> list[CourseDay]:
    """Return the days of a course that are after today and not cancelled."""
    return [day for day in course.days.all() if day.on > timezone.localdate() and not day.is_cancelled]


def counts_for(course: Course) -> QuerySet[Completion]:
    """Return what a finished course put behind those who took part."""
    if course.finished_on is None:
        return Completion.objects.none()
    of_it = Completion.objects.filter(module=course.module_id, way=Completion.Way.COURSE, on=course.finished_on)
    return of_it.filter(learner__in=who_has_a_place(course).values("learner"))


def certified_by(completions: QuerySet[Completion]) -> Certificate | None:
    """Return a valid certificate that was issued on the strength of one of these, if there is one."""
    on_it = {"learner": OuterRef("learner"), "module__pathway": OuterRef("pathway"), "on__lte": OuterRef("issued_on")}
    resting = Certificate.objects.filter(Exists(completions.filter(**on_it)), revoked_on=None)
    return resting.select_related("learner__user").first()


def places_free(course: Course) -> int:
    return max(course.places - course.enrolments.filter(HAS_A_PLACE).count(), 0)


def holds_a_place(course: Course, user: User) -> bool:
    return course.enrolments.filter(TAKES_PART, learner__user=user).exists()


# One's own
def _done_last() -> QuerySet[Completion]:
    """Return of each module that is behind somebody the last time it was."""
    return Completion.objects.filter(DONE_LAST)


def my_courses(user: User) -> QuerySet[Enrolment]:
    """Return the courses in which somebody takes part or waits, the one that meets next first."""
    days = Q(course__days__is_cancelled=False, course__days__on__gte=timezone.localdate())
    mine = Enrolment.objects.filter(TAKES_PART, learner__user=user, course__finished_on=None)
    return (
        mine.select_related("course__module", "course__programme")
        .annotate(next_on=Min("course__days__on", filter=days))
        .order_by(F("next_on").asc(nulls_last=True), "pk")
    )


def my_completions(user: User) -> QuerySet[Completion]:
    """Return what somebody has behind them, each module as it was done last, the newest first."""
    mine = _done_last().filter(learner__user=user)
    return mine.select_related("module__pathway__programme", "by").order_by("-on", "pk")


def falls_due(user: User) -> list[Any]:
    """Return what somebody should renew soon, or should have, what is due first first; and whether it is asked."""
    found: list[Any] = list(my_completions(user).filter(FALLS_DUE).order_by("renew_by", "pk"))
    parts = parts_of([user]) if any(each.module.asked for each in found) else {}
    for each in found:
        each.is_asked = by_when(each.module, parts.get((each.module.programme_id, user.pk))) is not None
    return found


def my_conversations(user: User) -> QuerySet[Conversation]:
    """Return what somebody asked to have counted, what waits first."""
    mine = Conversation.objects.filter(learner__user=user).select_related("module", "by")
    return mine.order_by(F("held_on").desc(nulls_first=True), "-asked_on", "pk")


def my_hours(user: User) -> QuerySet[Hours]:
    """Return the hours that somebody noted, the latest first."""
    evidence = Evidence.objects.filter(hours=OuterRef("pk")).values("pk")
    noted = Hours.objects.select_related("learner__key").annotate(evidence_id=Subquery(evidence))
    mine: QuerySet[Hours] = allowed(user, Can.CHANGE_HOURS, noted)
    return mine.order_by("-on", "pk")


def minutes_by_kind(user: User) -> list[tuple[Any, int]]:
    """Return how long somebody learned in which way, as they noted it."""
    summed = Hours.objects.filter(learner__user=user).order_by().values("kind").annotate(minutes=Sum("minutes"))
    found = {each["kind"]: each["minutes"] for each in summed}
    return [(kind.label, found[kind]) for kind in Hours.Kind if kind in found]


def with_own_learning(peers: Any) -> Any:
    """Have a peer supporter bring along whether a course or something that falls due waits for them."""
    takes_part = Enrolment.objects.filter(
        TAKES_PART, learner__user=OuterRef("user"), course__finished_on=None,
        course__days__on__gte=timezone.localdate(), course__days__is_cancelled=False,
    )  # fmt: skip
    due = _done_last().filter(FALLS_DUE, learner__user=OuterRef("user"))
    done = Completion.objects.filter(module=OuterRef("pk"), learner__user=OuterRef(OuterRef("user")))
    asked = Module.objects.filter(
        ~Q(asked_of="") | ~Q(pathway__asked_of=""), ~Exists(done), is_closed=False, pathway__is_closed=False,
        programme__in=parts_of_supporters_now().filter(peer=OuterRef(OuterRef("pk"))).values("programme"),
    )  # fmt: skip
    return peers.annotate(
        takes_courses=Exists(takes_part), learning_is_due=Exists(due), learning_may_be_asked=Exists(asked)
    )


# Certificates
def my_certificates(user: User) -> QuerySet[Certificate]:
    """Return somebody's certificates, the newest first."""
    return Certificate.objects.filter(learner__user=user).select_related("pathway").order_by("-issued_on", "pk")


def certificates(user: User, programme: Programme) -> QuerySet[Certificate]:
    """Return what was issued in a programme, the newest first."""
    issued: QuerySet[Certificate] = allowed(user, Can.SEE_CERTIFICATE, Certificate.objects.filter(programme=programme))
    return issued.select_related("pathway", "learner__user").order_by("-issued_on", "pk")


def certificate_numbered(number: str) -> Certificate | None:
    """Return the certificate of a number that somebody was given."""
    try:
        return Certificate.objects.select_related(*Certificate.always_with).filter(pk=UUID(number)).first()
    except ValueError:
        return None


def shown_to_everyone(pk: Any) -> Certificate | None:
    """Return a certificate that its holder shows to everyone."""
    return Certificate.objects.select_related(*Certificate.always_with).filter(pk=pk, is_public=True).first()


def issuing(slug: str) -> Programme | None:
    """Return a programme that issued certificates."""
    issued = Certificate.objects.filter(programme=OuterRef("pk"))
    return Programme.objects.select_related("organisation").filter(Exists(issued), slug=slug).first()


def revoked_in(programme: Programme) -> list[Any]:
    """Return the numbers of the certificates that were taken back in a programme."""
    return list(programme.certificates.filter(revoked_on__isnull=False).order_by("pk").values_list("pk", flat=True))


def modules_of(pathway: Pathway) -> list[Module]:
    """Return the modules that somebody needs for the whole pathway."""
    return list(pathway.modules.filter(is_closed=False).order_by("number"))


def valid_until(learner: Learner, modules: list[Module]) -> date | None:
    """Return when the first of what somebody has behind them falls due again."""
    newest = {each.module_id: each for each in learner.completions.filter(module__in=modules).order_by("on", "pk")}
    return min((each.renew_by for each in newest.values() if each.renew_by), default=None)


def who_has_it_all(pathway: Pathway) -> QuerySet[Learner]:
    """Return who has each open module behind them, none of it overdue, and no valid certificate yet, by name."""
    today = timezone.localdate()
    still = Q(renew_by=None) | Q(renew_by__gte=today)
    holds = Certificate.objects.filter(
        Q(until=None) | Q(until__gte=today), learner=OuterRef("pk"), pathway=pathway, revoked_on=None
    )
    found = Learner.objects.filter(~Exists(holds))
    modules = modules_of(pathway)
    for module in modules:
        found = found.filter(Exists(Completion.objects.filter(still, learner=OuterRef("pk"), module=module)))
    return (
        found.select_related(*Learner.always_with).order_by("user__name", "pk") if modules else Learner.objects.none()
    )


# For those who coordinate and supervise
def to_talk_about(user: User, programme: Programme) -> QuerySet[Conversation]:
    """Return what waits to be talked about in a programme with others than the reader, the longest first."""
    mine: QuerySet[Conversation] = allowed(
        user, Can.HOLD_CONVERSATION, Conversation.objects.filter(WAITS, programme=programme)
    )
    return mine.select_related("module", "learner__user").order_by("asked_on", "pk")


def in_numbers(programme: Programme) -> dict[str, int]:
    """Return of how many people learning goes on, is done, and falls due: numbers, never who."""
    today = timezone.localdate()
    done = _done_last().filter(module__programme=programme)
    counted: dict[str, int] = done.aggregate(
        learned=Count("learner", distinct=True),
        due=Count("learner", filter=Q(renew_by__range=[today, today + AHEAD]), distinct=True),
        missed=Count("learner", filter=Q(renew_by__lt=today), distinct=True),
    )
    on_the_way = Enrolment.objects.filter(course__programme=programme, course__finished_on=None)
    return counted | on_the_way.aggregate(
        taking=Count("learner", filter=HAS_A_PLACE, distinct=True),
        waiting=Count("learner", filter=WAITS_FOR_ONE, distinct=True),
    )


def with_conversations(programmes: Any) -> Any:
    """Have each programme say how many wait to talk about what they have done and lived."""
    return programmes.annotate(conversations_waiting=number_of(Conversation.objects.filter(WAITS)))


# All that writing it anew would replace
KEPT = {
    Pathway: ["name", "level", "about", "is_closed"],
    Module: ["name", "about", "hours", "competencies", "own_competencies", "renewed_after", "is_closed"],
    Course: ["led_by", "place", "places", "materials"],
}


def as_kept(record: Any) -> list[Any]:
    return [getattr(record, name) for name in KEPT[type(record)]]


def as_asked(record: Any) -> list[Any]:
    return [record.asked_of, record.asked_within]


def as_day(day: Any) -> list[Any]:
    return [day.on, day.at, day.minutes, day.is_cancelled]


def as_noted(day: CourseDay) -> list[Any]:
    return [day.noted_on, sorted(str(pk) for pk in day.came.values_list("pk", flat=True))]


def as_counted(course: Course) -> list[str]:
    return sorted(str(pk) for pk in counts_for(course).values_list("learner", flat=True))


def as_logged(hours: Any) -> list[Any]:
    evidence = Evidence.objects.filter(hours=hours.pk).values_list("pk", flat=True).first()
    return [hours.on, hours.minutes, hours.kind, hours.words, evidence]


def evidence_of(hours: Hours) -> Evidence | None:
    return Evidence.objects.select_related(*Evidence.always_with).filter(hours=hours).first()
