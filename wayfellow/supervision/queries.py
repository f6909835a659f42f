"""Who had supervision and when, whose turn it is, and what is written of it."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce

from wayfellow.access.guard import allowed, deeds_of
from wayfellow.access.open_values import TODAY, OpenValue
from wayfellow.access.roles import Role, in_force
from wayfellow.directory.models import Programme
from wayfellow.people.models import Membership, User
from wayfellow.supervision.access import Can
from wayfellow.supervision.lifecycle import IS_PLANNED, OF_ONE_HELD, OF_ONE_PLANNED, TOOK_PLACE
from wayfellow.supervision.models import AgreedStep, Rhythm, Sheet, Signature, Supervision, TopicCount, Version
from wayfellow.supervision.rhythm import AHEAD, CHOICES, EVERY, GRACE, Standing, half_year_of, last_half_year
from wayfellow.supervision.values import Topic
from wayfellow.ui.home_pages import number_of
from wayfellow.workforce.access import parts_of_supporters_now
from wayfellow.workforce.models import Absence, Belonging, Peer

NOTHING_YET = {"talked": "", "alive": [], "strained": [], "values": "", "load": "", "about_load": "", "needs": "",
               "learning": ""}  # fmt: skip


# Whose turn it is
def standings(programme: Programme, today: date) -> list[Peer]:
    """Return the peer supporters of a programme by name, each with where their supervision stands."""
    mine = Sheet.objects.filter(peer=OuterRef("pk"), supervision__programme=programme)
    newest = mine.filter(OF_ONE_HELD).order_by("-supervision__on", "-pk")
    to_come = mine.filter(OF_ONE_PLANNED).order_by("supervision__on", "pk")
    weeks = Rhythm.objects.filter(programme=programme).values("weeks")
    since = Belonging.objects.filter(peer=OuterRef("pk"), programme=programme).values("since")
    found: list[Any] = list(
        _supporters_in(programme)
        .select_related("user")
        .annotate(
            last_on=Subquery(newest.values("supervision__on")[:1]),
            last_with=Subquery(newest.values("supervision__supervisor__name")[:1]),
            next_on=Subquery(to_come.values("supervision__on")[:1]),
            next_with=Subquery(to_come.values("supervision__supervisor__name")[:1]),
            last_sheet=Subquery(newest.values("pk")[:1]),
            last_led_by=Subquery(newest.values("supervision__supervisor")[:1]),
            last_led_too_by=Subquery(newest.values("supervision__beside")[:1]),
            next_sheet=Subquery(to_come.values("pk")[:1]),
            next_led_by=Subquery(to_come.values("supervision__supervisor")[:1]),
            next_led_too_by=Subquery(to_come.values("supervision__beside")[:1]),
            since=Subquery(since),
            weeks=Coalesce(Subquery(weeks), EVERY),
        )
        .order_by("user__name", "pk")
    )
    for peer in found:
        peer.standing = Standing(peer.weeks, peer.since, peer.last_on, peer.next_on, today)
    return found


def with_late_supervisions(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many of its peer supporters have been without supervision for too long."""
    return programmes.annotate(late_supervisions=number_of(_without_since(GRACE)))


def with_own_supervision(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along whether supervision waits for them, so that a quiet day asks no more."""
    mine = Sheet.objects.filter(peer__user=OuterRef("user"))
    last = mine.filter(OF_ONE_HELD).order_by().values("peer__user").annotate(on=Max("supervision__on")).values("on")
    steps = AgreedStep.objects.filter(sheet__peer__user=OuterRef("user")).filter(IS_OPEN)
    unsigned = mine.filter(OF_ONE_HELD, unsigned_by(OuterRef(OuterRef("peer__user"))))
    return peers.annotate(
        last_supervision_on=Subquery(last),
        supervision_is_due=Exists(_without_since(-AHEAD).filter(peer__user=OuterRef("user"))),
        supervision_waits=Exists(mine.filter(OF_ONE_PLANNED)) | Exists(steps) | Exists(unsigned),
    )


def _without_since(grace: timedelta) -> QuerySet[Belonging]:
    """Return who should have had supervision, so many days before or after it fell due, and in which programme.

    The rule is that of `Standing`, asked of many at once.
    """
    of_both = Sheet.objects.filter(peer=OuterRef("peer"), supervision__programme=OuterRef("programme"))
    held = of_both.filter(OF_ONE_HELD).order_by().values("peer").annotate(on=Max("supervision__on")).values("on")
    limits = [When(programme__rhythm__weeks=weeks, then=_limit(weeks, grace)) for weeks in CHOICES]
    supporters: QuerySet[Belonging] = parts_of_supporters_now()
    return supporters.annotate(
        counted_from=Coalesce(Subquery(held), F("since")),
        limit=Case(*limits, default=_limit(EVERY, grace), output_field=DateField()),
    ).filter(Q(counted_from__lt=F("limit")) | Q(counted_from=None) & ~Q(Exists(of_both.filter(OF_ONE_PLANNED))))


def _limit(weeks: int, grace: timedelta) -> OpenValue:
    return TODAY.less(timedelta(weeks=weeks) + grace)


def _supporters_in(programme: Programme) -> QuerySet[Peer]:
    here = parts_of_supporters_now().filter(programme=programme)
    return Peer.objects.filter(pk__in=here.values("peer"))


# A peer supporter's own
IS_OPEN = Q(done_on=None, let_go_on=None)


def my_next(user: User) -> QuerySet[Sheet]:
    """Return the sheets of what is planned for a peer supporter, the next first."""
    return _my_sheets(user).filter(OF_ONE_PLANNED).order_by("supervision__on", "pk")


def my_sheets(user: User) -> QuerySet[Sheet]:
    """Return all their sheets, the newest first."""
    return _my_sheets(user).order_by("-supervision__on", "-pk")


def to_sign(user: User) -> QuerySet[Sheet]:
    """Return the sheets that wait for somebody's signature, the oldest first."""
    return _sheets(user, Can.SIGN_SHEET).filter(OF_ONE_HELD, unsigned_by(user)).order_by("supervision__on", "pk")


def _my_sheets(user: User) -> QuerySet[Sheet]:
    return _sheets(user, Can.SEE_SHEET).filter(peer__user=user)


def _sheets(user: User, can: Any) -> QuerySet[Sheet]:
    sheets: QuerySet[Sheet] = allowed(user, can, Sheet.objects.select_related("peer__user", "supervision__supervisor"))
    return sheets


def unsigned_by(user: Any) -> Q:
    """Keep the sheets whose newest version somebody has not signed."""
    later = Version.objects.filter(sheet=OuterRef("sheet"), number__gt=OuterRef("number"))
    signed = Signature.objects.filter(version=OuterRef("pk"), by=user)
    return Q(Exists(Version.objects.filter(~Exists(later), ~Exists(signed), sheet=OuterRef("pk"))))


def my_steps(user: User) -> QuerySet[AgreedStep]:
    """Return what was agreed with a peer supporter and is neither done nor let go, what is due first."""
    steps = AgreedStep.objects.select_related(*AgreedStep.always_with)
    mine: QuerySet[AgreedStep] = allowed(user, Can.SETTLE_STEP, steps).filter(IS_OPEN, sheet__peer__user=user)
    return mine.order_by(F("due_on").asc(nulls_last=True), "pk")


def while_away(user: User, absence: Absence) -> QuerySet[Supervision]:
    """Return what is planned for somebody in a time in which they are away, in order.

    It says whether this reader may open it, and move or cancel it; who coordinates reads only that it is.
    """
    own = Supervision.objects.filter(pk=OuterRef("pk"))
    whose = Q(sheets__peer=absence.peer_id) | Q(supervisor=absence.peer.user_id) | Q(beside=absence.peer.user_id)
    watched = allowed(user, Can.SEE_SUPERVISIONS, Programme.objects.all())
    found = (
        Supervision.objects.filter(whose, absence.days())
        .filter(IS_PLANNED)
        .select_related("supervisor")
        .annotate(
            opens=Exists(allowed(user, Can.SEE_SUPERVISION, own)),
            moves=Exists(allowed(user, Can.MOVE_SUPERVISION, own)),
        )
    )
    mine: QuerySet[Supervision] = found.filter(Q(opens=True) | Q(programme__in=watched.values("pk")))
    return mine.distinct().order_by("on", "at", "pk")


# Planning one
def could_take_part(programme: Programme, supervisor: User) -> QuerySet[Peer]:
    """Return the peer supporters of a programme but the supervisor themself, who may be one."""
    return (
        _supporters_in(programme)
        .filter(user__is_active=True)
        .exclude(user=supervisor)
        .select_related("user")
        .order_by("user__name", "pk")
    )


def could_lead_beside(programme: Programme, supervisor: User) -> QuerySet[User]:
    """Return who of a programme's supervisors and coordinators could lead a joint one."""
    leading = in_force(programme.memberships.filter(role__in=[Role.SUPERVISOR, Role.COORDINATOR]))
    could = User.objects.filter(is_active=True, pk__in=leading.values("user")).exclude(pk=supervisor.pk)
    return could.order_by("name", "pk")


def supervisors_for(peer: Peer) -> QuerySet[Membership]:
    """Return whom a peer supporter can ask: the supervisors of their programmes, each with the programme."""
    theirs = parts_of_supporters_now().filter(peer=peer).values("programme")
    here = in_force(Membership.objects.filter(role=Role.SUPERVISOR, programme__in=theirs, user__is_active=True))
    others: QuerySet[Membership] = here.exclude(user=peer.user_id).select_related("user", "programme")
    return others.order_by("user__name", "programme__name", "pk")


def as_planned(supervision: Supervision) -> list:
    """Return all that moving it would replace."""
    return [supervision.on, supervision.at, supervision.way]


# Reading one
def my_sheets_of(user: User, supervision: Supervision) -> list[Sheet]:
    """Return of a supervision's sheets those this reader may open."""
    return list(_sheets(user, Can.SEE_SHEET).filter(supervision=supervision).order_by("peer__user__name", "pk"))


def whole(model: type[Sheet]) -> QuerySet[Sheet]:
    """Return sheets with all that stands on them."""
    signed = Signature.objects.select_related("by").order_by("on", "pk")
    versions = Version.objects.select_related("by").prefetch_related(Prefetch("signatures", signed))
    return model.objects.select_related(*Sheet.always_with).prefetch_related(
        Prefetch("versions", versions.order_by("-number")),
        Prefetch("steps", AgreedStep.objects.order_by(F("due_on").asc(nulls_last=True), "pk")),
    )


def opened_by(user: User, sheet: Sheet) -> Supervision:
    """Return a sheet's supervision, with what its reader may do with it."""
    supervision: Supervision = sheet.supervision
    supervision.deeds = deeds_of(user, supervision)  # type: ignore[attr-defined]
    return supervision


def newest(sheet: Sheet) -> Version | None:
    return sheet.versions.order_by("-number").first()


def said_in(version: Version | None) -> dict[str, Any]:
    """Return what a version says; of one that is not there yet, that it says nothing."""
    return version.said if version else NOTHING_YET


def as_signed(version: Version | None) -> list:
    """Return what signing a version stands for: its words, and which version they are."""
    return [version and version.number, said_in(version)]


def waits_for(sheet: Sheet, version: Version) -> list[User]:
    """Return who has not signed a version."""
    signed = {signature.by_id for signature in version.signatures.all()}
    return [user for user in sheet.who_sign if user.pk not in signed]


def as_settled(step: AgreedStep) -> list:
    return [step.done_on, step.let_go_on]


# For others: that and when, how often and about what; never words
def supervisions(programme: Programme) -> QuerySet[Supervision]:
    """Return the supervisions that took place in a programme, the newest first."""
    sheets = Sheet.objects.select_related("peer__user").order_by("peer__user__name", "pk")
    held = programme.supervisions.filter(TOOK_PLACE).select_related("supervisor", "beside")
    return held.prefetch_related(Prefetch("sheets", sheets)).order_by("-on", "-pk")


def held_between(programme: Programme, begins: date, until: date) -> QuerySet[Supervision]:
    """Return the supervisions that took place from a day on, before another."""
    return Supervision.objects.filter(TOOK_PLACE, programme=programme, on__gte=begins, on__lt=until)


def in_numbers(programme: Programme, today: date) -> dict[str, Any]:
    """Return how often there was supervision in the last half-year that is over, and what it was about.

    Topics only once enough peer supporters stand behind them, and each only where it came up often enough (I9).
    Half-years follow one another and do not overlap, so that two looks tell no more than one.
    """
    begins = last_half_year(today)
    held = held_between(programme, begins, half_year_of(today))
    found = held.aggregate(number=Count("pk"), minutes=Sum("minutes"))
    peers = Sheet.objects.filter(supervision__in=held.values("pk")).aggregate(peers=Count("peer", distinct=True))
    is_enough = peers["peers"] >= programme.smallest_cell
    topics = _topics(programme, begins) if is_enough else []
    return found | peers | {"begins": begins, "ends": half_year_of(today) - timedelta(days=1), "topics": topics}


def _topics(programme: Programme, begins: date) -> list[tuple[Any, int]]:
    counted = TopicCount.objects.filter(
        programme=programme, half_year=begins, times__gte=programme.smallest_cell
    ).order_by("-times", "topic")
    return [(Topic(each.topic).label, each.times) for each in counted]


def rhythm_of(programme: Programme) -> int:
    """Return how many weeks lie between two."""
    return programme.rhythm.weeks if hasattr(programme, "rhythm") else EVERY
