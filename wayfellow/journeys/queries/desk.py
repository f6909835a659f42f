"""What the coordinator’s desk shows: what waits, since when, and what is next."""

import re
from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    TextChoices,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import nobody_refers_now
from wayfellow.journeys.lifecycle import IS_AT_REST, IS_OVER, IS_TOGETHER, JOURNEY, WAITS_FOR_A_PEER
from wayfellow.journeys.models import GoingOn, Journey, Objective
from wayfellow.journeys.queries.opened import space_is_new
from wayfellow.journeys.queries.recorded import recorded_on
from wayfellow.journeys.stages import CHOOSING, ENDINGS, Stage

LONG_APART = 30  # days
MOST_FOUND = 50


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
ASKED_TO_GO_ON = GoingOn.objects.filter(journey=OuterRef("pk"))
WAITS_FOR_NOD = Q(Exists(ASKED_TO_GO_ON.filter(nodded_on=None))) & IS_TOGETHER
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
        .annotate(space_is_new=space_is_new())
        .select_related("person", "source", "peer__user")
        .order_by("waits_since", "pk")
    )


def _nobody_refers():
    """Whoever referred them refers there no more, and somebody is to follow while it goes on."""
    return nobody_refers_now() & ~IS_AT_REST


def _in_group(group):
    if group == Group.YOURS:
        return WAITS_FOR_A_PEER | WAITS_FOR_NOD | _nobody_refers()
    return IN_GROUP[group]


def in_group(journeys, group):
    """Keep of a desk’s lines one group; what has ended stands with the latest first."""
    kept = journeys.filter(_in_group(group))
    return kept.order_by("-ended_on", "pk") if group == Group.ENDED else kept


def sizes(user, programme):
    """Count the journeys of each group."""
    counts = {group.name: Count("pk", filter=_in_group(group)) for group in Group}
    found = _journeys(user, programme).aggregate(**counts)
    return {group: found[group.name] for group in Group}


def named(journeys, name):
    """Find by a part of the name, however its accents and capitals were typed."""
    return journeys.filter(person__name__iregex=_as_heard(name))[:MOST_FOUND]


def _journeys(user, programme):
    return allowed(user, Can.SEE_PLACE_ON_DESK, programme.journeys.all())


def _with_what_is_next(journeys):
    agreed = ASKED_TO_GO_ON.exclude(nodded_on=None).order_by().values("journey").annotate(most=Max("up_to"))
    return journeys.annotate(
        waits_since=Greatest("stage_since", Coalesce("last_met_on", "stage_since")),
        waits_for_nod=ExpressionWrapper(WAITS_FOR_NOD, BooleanField()),
        nobody_refers=ExpressionWrapper(_nobody_refers(), BooleanField()),
        agreed_up_to=Subquery(agreed.values("most")),
    )


SOUND_ALIKE = ["aàáâäã", "cç", "eèéêë", "iìíîï", "nñ", "oòóôöõ", "uùúûü"]
ANY_OF = {letter: f"[{family}{family.upper()}]" for family in SOUND_ALIKE for letter in family}


def _as_heard(name):
    return "".join(ANY_OF.get(letter, re.escape(letter)) for letter in name.lower())


def place(model):
    """Return journeys with all that a coordinator’s page of one shows: the referral, never the notes."""
    return (
        _with_what_is_next(model.objects.all())
        .select_related("person__key", "programme", "site", "source", "referrer", "peer__user", "greeter__user")
        .annotate(recorded_on=recorded_on())
        .prefetch_related(
            Prefetch("objectives", Objective.objects.order_by("position")),
            Prefetch("going_on", GoingOn.objects.order_by("asked_on", "pk")),
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
}


def what_is_next(journey, today):
    """Say in one sentence what a line of the desk waits for."""
    if journey.waits_for_nod:
        return _("A reason to go on is waiting for your approval")
    if journey.nobody_refers and not journey.waits_for_a_peer:
        return _("The professional who referred them no longer works there: choose who takes over")
    days = _days(journey, today)
    match journey.stage:
        case Stage.PROPOSED:
            return _choice_is_open(days)
        case Stage.OFFERED:
            return _answer_is_open(journey.peer, days)
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


def _answer_is_open(peer, days):
    if not days:
        return _("%(name)s was asked today") % {"name": peer}
    return ngettext(
        "%(name)s has not answered for %(days)s day", "%(name)s has not answered for %(days)s days", days
    ) % {"name": peer, "days": days}


def _on_the_road(journey, days):
    agreed = max(journey.agreed_up_to or 0, journey.programme.proposed_accompaniments)
    if days >= LONG_APART:
        return ngettext("Not met for %(days)s day", "Not met for %(days)s days", days) % {"days": days}
    if journey.accompaniments_count > agreed:
        return _("More accompaniments than agreed: the two write why going on helps")
    return _the_talk(journey)


def _the_talk(journey):
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


def lines(journeys, today):
    """Put journeys into the desk’s words."""
    return [
        Line(journey, what_is_next(journey, today), _days(journey, today), is_yours(journey)) for journey in journeys
    ]
