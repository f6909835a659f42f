"""Whoever referred introduces the two: they are offered times for the first meeting, and take one."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import ask_about, let_go, set_days, still_to_introduce
from wayfellow.journeys.models import Introduction, OfferedTime
from wayfellow.journeys.queries.introducing import TIMES_CHANGED, as_offered

A_DAY_IS_SET = _("A day is set already. It can be moved or cancelled on the page of that meeting.")
HAS_PASSED = _("This time has passed. Please choose another one.")


@act(Can.OFFER_TIMES, when=still_to_introduce)
def offer_times(journey, *, by, id, on, times, setting, minutes, anyway=False, edit_token=None):
    """Offer whoever introduces the two up to three times. What was offered before is replaced.

    Each of `times` is a day, an hour and a place.
    """
    introduction = _introduction_of(journey)
    unless_changed(as_offered(introduction), edit_token=edit_token)
    if introduction and introduction.is_set:
        raise Refused(A_DAY_IS_SET)
    for number, (day, at, _place) in enumerate(times, start=1):
        _still_to_come(day, at, field=f"on_{number}")
        if not anyway:
            ask_about(journey, by=by, on=day, at=at, minutes=minutes, setting=setting)
    offered = getattr(journey, "introduction", None) or Introduction(journey=journey)
    offered.peer, offered.offered_by, offered.offered_on = journey.peer, by, on
    offered.would_suit, offered.answered_on, offered.meeting = "", None, None
    offered.offer(
        OfferedTime(str(uuid.uuid5(id, str(number))), day, at, place, minutes, setting)
        for number, (day, at, place) in enumerate(times)
    )
    offered.save()
    return offered


@act(Can.WITHDRAW_TIMES, when=still_to_introduce)
def withdraw_times(journey, *, by, absence):
    """Take back the times that lie in a time in which the peer supporter is away. Without any left, none is offered."""
    introduction = _introduction_of(journey)
    if introduction is None or not introduction.waits:
        raise Refused(TIMES_CHANGED)
    left = [each for each in introduction.offered if not absence.holds(each.on)]
    if not left:
        introduction.delete()
        return
    introduction.offer(left)
    introduction.save(update_fields=["times"])


@act(Can.ANSWER_TIMES, when=still_to_introduce)
def take_time(journey, *, by, on, time):
    """Whoever introduces the two takes one of the times by its number, and it is a planned meeting of all three."""
    introduction = _introduction_of(journey)
    taken = next((each for each in introduction.offered if each.number == time), None) if introduction else None
    if taken is None:
        raise Refused(TIMES_CHANGED, field="time")
    if introduction.is_set:
        raise Refused(A_DAY_IS_SET)
    _still_to_come(taken.on, taken.at, field="time")
    said = {"at": taken.at, "minutes": taken.minutes, "setting": taken.setting, "place": taken.place}
    meeting = set_days(journey, id=uuid.uuid4(), days=[taken.on], with_referrer=True, **said)
    _answer(introduction, on=on, meeting=meeting)
    journey.facts = {"on": taken.on.isoformat()}
    return meeting


@act(Can.ANSWER_TIMES, when=still_to_introduce)
def turn_down_times(journey, *, by, on, would_suit):
    """Whoever introduces the two says that none of the times suits, or no longer does, and which would."""
    introduction = _introduction_of(journey)
    if introduction is None:
        raise Refused(TIMES_CHANGED)
    if introduction.is_set:
        introduction.meeting.journey = journey
        journey.facts = {"before": introduction.meeting.on.isoformat()}
        let_go([introduction.meeting], by=by)
    _answer(introduction, on=on, would_suit=would_suit)


def _introduction_of(journey):
    """Return what was offered for these two, if anything was."""
    return journey.introduction_now


def _still_to_come(day, at, *, field):
    now = timezone.make_naive(timezone.now())
    if (day, at) <= (now.date(), now.time()):
        raise Refused(HAS_PASSED, field=field)


def _answer(introduction, *, on, **answer):
    introduction.answered_on = on
    for name, said in answer.items():
        setattr(introduction, name, said)
    introduction.save(update_fields=["answered_on", *answer])
