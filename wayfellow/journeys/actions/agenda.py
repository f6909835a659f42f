"""What two plan: days, rows of days, what is moved or cancelled, and the breaks they take."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import (
    arrangement_of,
    ask_about,
    can_rest,
    let_go,
    not_over,
    rest,
    set_days,
    still_planned,
    there_is_a_break,
)
from wayfellow.journeys.models import Accompaniment, Repeats, UpTo
from wayfellow.journeys.queries.agenda import as_planned

MOST_IN_A_ROW = 30
CAN_CHANGE = ["at", "minutes", "setting"]
CHANGED_MEANWHILE = _("This plan was changed in the meantime. Please look at what is planned now.")
State = Accompaniment.State


@act(Can.PLAN)
def plan(
    journey, *, by, id, on, at, setting, minutes=None, place="", repeats="", up_to=UpTo.TALK, anyway=False, **who_joins
):
    """Set a day for the next accompaniment, or a row of days. What looks like a slip is asked about, not refused."""
    _can_plan(journey)
    if on < timezone.localdate():
        raise Refused(_("This day has passed. To note a meeting that took place, use “Note a meeting”."), field="on")
    days = _days(journey, on, repeats=repeats, up_to=up_to)
    if not anyway:
        for day in days:
            ask_about(journey, by=by, on=day, at=at, minutes=minutes, setting=setting)
    return set_days(journey, id=id, days=days, at=at, minutes=minutes, setting=setting, place=place, **who_joins)


@act(Can.SETTLE, when=still_planned)
def settle(
    accompaniment, *, by, state, on=None, place=None, rest_of_row=False, anyway=False, edit_token=None, **changed
):
    """Change a planned accompaniment, or cancel it, with those later in its row if so wished. Nobody is blamed.

    `changed` is its time, its length and its setting, as far as these change.
    """
    arrangement = arrangement_of(accompaniment)
    unless_changed(as_planned(accompaniment), edit_token=edit_token, because=CHANGED_MEANWHILE)
    meetings = [accompaniment, *(_later(accompaniment, arrangement) if rest_of_row else [])]
    accompaniment.facts = {"before": accompaniment.on.isoformat()}
    if state == State.LET_GO:
        let_go(meetings, by=by)
        return
    place = arrangement.place if place is None else place
    said = {name: changed.get(name) or getattr(accompaniment, name) for name in CAN_CHANGE}
    moved = _moved(accompaniment, arrangement, on=on, place=place, **said)
    if not anyway:
        ask_about(accompaniment.journey, by=by, on=on, but=meetings, **said)
    for each in meetings:
        _move(each, by=by, days=moved, place=place, **said)
    if not moved:
        accompaniment.facts = {}


@act(Can.TAKE_BREAK, when=can_rest)
def take_break(journey, *, by, begins_on, until=None, words=""):
    """Rest until a day, or until one of the two ends it. What was planned in that time is cancelled; nothing ends."""
    rest(journey, by=by, begins_on=begins_on, until=until, words=words)


@act(Can.END_BREAK, when=there_is_a_break)
def end_break(journey, *, by, on):
    """Go on. A break that was still to come is not taken."""
    journey.breaks.not_over().update(ended_on=on)


def _can_plan(journey):
    not_over(journey)
    if not journey.is_walked_now:
        raise Refused(_("A day can be set once a peer supporter has agreed to meet."))


def _days(journey, first, *, repeats, up_to):
    if not repeats:
        return [first]
    wanted = journey.programme.talk_at if up_to == UpTo.TALK else journey.programme.proposed_accompaniments
    planned = journey.accompaniments.filter(state=State.PLANNED).count()
    missing = wanted - journey.accompaniments_count - planned
    if missing < 1:
        raise Refused(
            _("You have met or planned as often as that already. Please choose a single day."), field="repeats"
        )
    weeks = 1 if repeats == Repeats.WEEKLY else 2
    return [first + timedelta(weeks=weeks * number) for number in range(min(missing, MOST_IN_A_ROW))]


def _later(accompaniment, arrangement):
    """Return what is planned after it in the same row."""
    row = Accompaniment.objects.filter(state=State.PLANNED, arrangement__series=arrangement.series)
    later = row.filter(journey=accompaniment.journey_id, on__gt=accompaniment.on) if arrangement.series else []
    for each in later:
        each.journey = accompaniment.journey
    return later


def _moved(accompaniment, arrangement, *, on, place, **said):
    """Return by how much it is moved, if anything changes by it."""
    if on is None or on < timezone.localdate():
        raise Refused(_("Please choose a new day, today or later."), field="on")
    kept = {name: getattr(accompaniment, name) for name in said}
    if (on, place, said) == (accompaniment.on, arrangement.place, kept):
        raise Refused(_("This is what is planned already. Please change something, or go back."), field="on")
    return on - accompaniment.on


def _move(meeting, *, by, days, place, **said):
    arrangement = arrangement_of(meeting)
    arrangement.before_on, arrangement.before_at = meeting.on, meeting.at
    arrangement.place, arrangement.changed_by, arrangement.changes = place, by, arrangement.changes + 1
    meeting.on += days
    for name, value in said.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=["on", *said])
    arrangement.save()
