"""What the coordinator’s desk shows: what waits, since when, and what is next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Prefetch,
    Subquery,
    TextChoices,
)
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import nobody_refers_now
from wayfellow.journeys.lifecycle import IS_AT_REST, IS_OVER, JOURNEY, WAITS_FOR_A_PEER
from wayfellow.journeys.models import Accompaniment, GoingOn, Journey, Objective
from wayfellow.journeys.queries.asking import someone_let_go
from wayfellow.journeys.queries.away import with_absence
from wayfellow.journeys.queries.every import Every
from wayfellow.journeys.queries.narrowing import SORTS, WAITS_SINCE, is_named, names_of, narrowed
from wayfellow.journeys.queries.noting_work import noted_on, working_notes
from wayfellow.journeys.queries.opened import space_is_new
from wayfellow.journeys.queries.recorded import recorded_on
from wayfellow.journeys.queries.reminding import (
    AGREED_UP_TO,
    CAN_BE_REMINDED,
    LONG_APART,
    NOT_NOTED,
    RESTING,
    WAITS_FOR_NOD,
)
from wayfellow.journeys.stages import CHOOSING, ENDINGS, Stage

DAYS_OF_A_WEEK = 7


class Group(TextChoices):
    """The parts of the desk, in the order of the road."""

    GOING_ON = "going-on", _("Active")
    YOURS = "yours", _("For you")
    CHOICE = "choice", _("Choosing")
    FINDING = "finding", _("Matching")
    MEETING = "meeting", _("First meetings")
    ROAD = "road", _("Under way")
    CLOSING = "closing", _("Closing")
    ENDED = "ended", _("Ended")
    NOT_NOW = "not-now", _("Not now")


THE_ROAD = {
    Group.CHOICE: CHOOSING,
    Group.FINDING: {Stage.CHOSEN, Stage.OFFERED},
    Group.MEETING: {Stage.MEETING},
    Group.ROAD: {Stage.WALKING},
    Group.CLOSING: {Stage.CLOSING},
    Group.ENDED: ENDINGS,
}
IN_GROUP = {
    Group.GOING_ON: ~(IS_OVER | IS_AT_REST),
    **{group: JOURNEY.where(stages) for group, stages in THE_ROAD.items()},
    Group.NOT_NOW: IS_AT_REST,
}


def group_of(code):
    """Read a group from the address, whatever stands there."""
    return Group(code) if code in Group.values else Group.GOING_ON


def on_desk(user, programme):
    """Return the programme’s journeys with what a line of the desk says, the longest waiting first."""
    return (
        _with_what_is_next(_journeys(user, programme))
        .annotate(space_is_new=space_is_new(), noted_on=noted_on())
        .select_related("person__key", "source", "site", "peer__user")
        .order_by("waits_since", "pk")
    )


def _nobody_refers():
    """Whoever referred them refers there no more, and somebody is to follow while it goes on."""
    return nobody_refers_now() & ~IS_AT_REST


def _in_group(group):
    if group == Group.YOURS:
        return WAITS_FOR_A_PEER | WAITS_FOR_NOD | _nobody_refers()
    return IN_GROUP[group]


def shown(journeys, group, asked, today):
    """Keep of a desk’s lines what is asked for; those of one name stand in whichever group they are."""
    kept = journeys.filter(_is_shown(group, asked, today))
    if asked.sort != "waiting":
        return kept.order_by(*SORTS[asked.sort])
    return kept.order_by("-ended_on", "pk") if group == Group.ENDED else kept


def _is_shown(group, asked, today):
    return is_named(asked.name) if asked.by_name else _in_group(group) & narrowed(asked, today)


@dataclass(frozen=True)
class Sizes:
    """How many journeys stand in each group and are found by name, and what the desk is narrowed to is called."""

    groups: dict[Group, int]
    found: int
    names: dict[str, str]
    besides: dict[str, Any]


def sizes(user, programme, asked, today, besides=None):
    """Count the journeys of each group and of what is looked for, and say in words what the desk is narrowed to.

    `besides` is what else is asked of the same journeys.
    """
    groups = {group.name: Count("pk", filter=_in_group(group) & narrowed(asked, today)) for group in Group}
    names = {f"name_of_{part}": Max(name) for part, name in names_of(programme, asked).items()}
    besides = besides or {}
    groups["found"] = Count("pk", filter=is_named(asked.name))
    found = _journeys(user, programme).aggregate(**groups, **names, **besides)
    return Sizes(
        groups={group: found[group.name] for group in Group},
        found=found["found"],
        names={name.removeprefix("name_of_"): found[name] for name in names},
        besides={name: found[name] for name in besides},
    )


def _journeys(user, programme):
    return allowed(user, Can.SEE_PLACE_ON_DESK, programme.journeys.all())


def _with_what_is_next(journeys):
    planned = Accompaniment.objects.filter(journey=OuterRef("pk"), state=Accompaniment.State.PLANNED, on__gte=TODAY)
    return with_absence(journeys).annotate(
        waits_since=WAITS_SINCE,
        is_resting=Exists(RESTING),
        rests_until=Subquery(RESTING.values("until")[:1]),
        days_planned=Every(planned.order_by("on", "pk").values(item=JSONObject(on="on"))),
        waits_for_nod=ExpressionWrapper(WAITS_FOR_NOD, BooleanField()),
        nobody_refers=ExpressionWrapper(_nobody_refers(), BooleanField()),
        agreed_up_to=AGREED_UP_TO,
    )


def to_remind(user, programme):
    """Return the journeys whose peer supporter can be reminded, and was not yet today, the longest waiting first."""
    waiting = on_desk(user, programme).filter(CAN_BE_REMINDED).exclude(reminded_on=timezone.localdate())
    return allowed(user, Can.REMIND, waiting.annotate(is_not_noted=Exists(NOT_NOTED)))


def place(model):
    """Return journeys with all that a coordinator’s page of one shows: the referral, never the notes."""
    return (
        _with_what_is_next(model.objects.all())
        .select_related("person__key", "programme", "site", "source", "referrer", "peer__user", "greeter__user")
        .select_related("introduction__meeting")
        .annotate(
            recorded_on=recorded_on(),
            someone_let_go=someone_let_go(),
            is_not_noted=Exists(NOT_NOTED),
            can_be_reminded=ExpressionWrapper(CAN_BE_REMINDED, BooleanField()),
        )
        .prefetch_related(
            Prefetch("objectives", Objective.objects.as_referred()),
            Prefetch("going_on", GoingOn.objects.order_by("asked_on", "pk")),
            working_notes(),
        )
    )


def matching(model):
    """Return the same, with what the person wishes in a peer supporter, of which only the reasons are shown."""
    return place(model).select_related("person__preference")


def reach(model):
    """Return people with how to reach them safely."""
    return model.objects.select_related("key", "reach")


def road(journey):
    """Say how far along this is, part by part. A journey at rest or over stands nowhere on the road."""
    if journey.is_over or journey.is_at_rest:
        return []
    here = [journey.stage in stages for stages in THE_ROAD.values()].index(True)
    states = ["done"] * here + ["now"] + ["ahead"] * (len(THE_ROAD) - here - 1)
    return [(group.label, state) for group, state in zip(THE_ROAD, states, strict=True)]


NEXT = {
    Stage.PAUSED: _("Talk with whoever proposed it, so that the choice can be free"),
    Stage.NOT_NOW: _("Nothing to do: the person can come back whenever they like"),
    Stage.SAID_NO: _("Nothing to do: the person can come back whenever they like"),
    Stage.CHOSEN: _("Choose a peer supporter"),
    Stage.MEETING: _("The two are working out their agreement"),
    Stage.CLOSING: _("The two are writing the closing sheet"),
    Stage.CLOSED: _("Closed together"),
    Stage.ENDED: _("Ended sooner than planned"),
    Stage.LEFT: _("The person stopped"),
    Stage.WITHDRAWN: _("The referral was withdrawn"),
}


def what_is_next(journey, today):
    """Say in one sentence what a line of the desk waits for."""
    if journey.waits_for_nod:
        return _("A reason to go on is waiting for your approval")
    if journey.nobody_refers and not journey.waits_for_a_peer:
        return _("The professional who referred them no longer works there: choose who takes over")
    if journey.is_resting:
        return _resting(journey)
    if journey.peer_is_away:
        return _away(journey)
    days = _days(journey, today)
    match journey.stage:
        case Stage.PROPOSED:
            return _choice_is_open(days)
        case Stage.OFFERED:
            return _answer_is_open(journey, days)
        case Stage.WALKING:
            return _on_the_road(journey, days)
    return NEXT[journey.stage]


def _days(journey, today):
    return (today - journey.waits_since).days


def _choice_is_open(days):
    if not days:
        return _("Waiting for the person’s choice since today")
    return ngettext(
        "Has waited %(days)s day for the person’s choice",
        "Has waited %(days)s days for the person’s choice",
        days,
    ) % {"days": days}


def answer_is_late(journey, today):
    """Whether whoever was asked has not answered for as long as the programme waits."""
    return journey.is_offered and _is_late(journey, _days(journey, today))


def _is_late(journey, days):
    return days >= journey.programme.days_to_answer


def _answer_is_open(journey, days):
    peer = journey.peer
    if not days:
        return _("%(name)s was asked today") % {"name": peer}
    if _is_late(journey, days):
        return ngettext(
            "%(name)s has not answered for %(days)s day: let go of the offer, and ask someone else?",
            "%(name)s has not answered for %(days)s days: let go of the offer, and ask someone else?",
            days,
        ) % {"name": peer, "days": days}
    return ngettext(
        "%(name)s has not answered for %(days)s day", "%(name)s has not answered for %(days)s days", days
    ) % {"name": peer, "days": days}


def what_waits_for_the_peer(journey, today):
    """Say what somebody who can be reminded has before them: the line of the desk, or a meeting to note."""
    if journey.is_offered or not journey.is_not_noted:
        return what_is_next(journey, today)
    return _("A planned meeting is not noted yet")


def days_planned(journey):
    """Return the days on which the two will meet. When and where on that day is theirs."""
    return [date.fromisoformat(each["on"]) for each in journey.days_planned]


def _resting(journey):
    if journey.rests_until:
        return _("They are taking a break, until %(day)s") % {"day": date_format(journey.rests_until)}
    return _("They are taking a break")


def _away(journey):
    if journey.away_until:
        said = {"name": journey.peer, "day": date_format(journey.away_until)}
        return _("%(name)s is away, until %(day)s") % said
    return _("%(name)s is away") % {"name": journey.peer}


def agreed(journey):
    """Return up to how many times the two meet, as it was proposed or agreed since."""
    return max(journey.agreed_up_to or 0, journey.programme.proposed_accompaniments)


def _on_the_road(journey, days):
    if days >= LONG_APART:
        weeks = days // DAYS_OF_A_WEEK
        return ngettext("No meeting noted for %(weeks)s week", "No meeting noted for %(weeks)s weeks", weeks) % {
            "weeks": weeks
        }
    if journey.accompaniments_count > agreed(journey):
        return _("More accompaniments than agreed: the two write why going on helps")
    return _the_talk(journey)


def _the_talk(journey):
    """Once a coordinator agreed that the two go on, the talk has led to it."""
    if journey.agreed_up_to:
        return _("The journey is under way")
    if journey.talk_is_due:
        return _("The talk about how to go on is due")
    if journey.talk_is_offered:
        return _("The talk around %(number)s can take place now") % {"number": journey.programme.talk_at}
    return _("The journey is under way")


def is_yours(journey):
    """Whether the next step is the coordinator’s own, as in the group of that name."""
    return journey.waits_for_a_peer or journey.waits_for_nod or journey.nobody_refers


@dataclass(frozen=True)
class Line:
    """One journey as the desk shows it."""

    journey: Journey
    next: str
    days: int
    is_yours: bool
    planned: date | None
    agreed: int


def lines(journeys, today):
    """Put journeys into the desk’s words."""
    return [
        Line(
            journey,
            next=what_is_next(journey, today),
            days=_days(journey, today),
            is_yours=is_yours(journey),
            planned=next(iter(days_planned(journey)), None),
            agreed=agreed(journey),
        )
        for journey in journeys
    ]
