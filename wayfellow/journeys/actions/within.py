"""What acts ask before they do anything, and what several of them do: each within an act that opened the door."""

import uuid
from operator import attrgetter

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.choices.actions import GONE
from wayfellow.journeys.lifecycle import JOURNEY, Transition
from wayfellow.journeys.models import Accompaniment, Arrangement, Break, Journey
from wayfellow.journeys.queries.leaving import leaving_before
from wayfellow.journeys.queries.reminding import CAN_BE_REMINDED
from wayfellow.journeys.stages import ENDINGS, TOGETHER
from wayfellow.workforce.access import supports_in
from wayfellow.workforce.engagements import engagement_between
from wayfellow.workforce.queries import minutes_between

NOTHING_NEW = _("This is already saved. Nothing was changed.")
TOO_CLOSE = _(
    "Only %(minutes)s min between the end of the meeting at %(first)s and the one at %(second)s, on %(day)s. "
    "You usually need %(needed)s min. To plan it all the same, tick here."
)
State = Accompaniment.State


def not_in_the_future(on):
    if on > timezone.localdate():
        raise Refused(_("This day is still to come. Please check the date."), field="on")


def on_or_after(on, earliest):
    if on < earliest:
        raise Refused(
            _("This day is before %(day)s, when it began. Please check the date.") % {"day": date_format(earliest)},
            field="on",
        )


def it_can_have_happened(journey, on):
    """Ask whether two who walk, or walked then, can have met on this day."""
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    if journey.is_over and on <= journey.ended_on:
        return
    not_over(journey)
    if not (journey.is_meeting or journey.is_together):
        raise Refused(_("A meeting can be noted once a peer supporter has agreed to the journey."))


def not_noted_yet(journey, *, on, setting, but=None):
    """Ask whether this is another meeting, or the same one sent again (I7), be it with its length put right.

    `but`: not counting this one.
    """
    if journey.last_met_on is None or on > journey.last_met_on:
        return
    noted = journey.accompaniments.filter(state=Accompaniment.State.HELD, on=on, setting=setting)
    if noted.exclude(pk=but).exists():
        raise Refused(
            _("You noted a meeting like this on this day already. If this was another one, tick here."), field="another"
        )


def not_over(journey):
    if journey.is_over:
        raise Refused(
            _("This journey ended on %(day)s. What took place until then can still be noted.")
            % {"day": date_format(journey.ended_on)}
        )


def nothing_else_is_open(journey):
    """Ask, before an ended journey goes on, whether its person is on another one in this programme by now."""
    if journey.person.journeys.filter(programme=journey.programme, ended_on=None).exists():
        raise Refused(_("There is a journey with this programme already, or the offer of one. Nothing was changed."))


def still_planned(accompaniment):
    if accompaniment.state == State.LET_GO:
        raise Refused(_("This meeting was cancelled in the meantime. Nothing was changed."))
    if accompaniment.state != State.PLANNED:
        raise Refused(_("This meeting was noted already. Nothing was changed."))


def still_noted(note):
    if note.is_struck:
        raise Refused(_("This note was taken out already. Nothing was changed."))
    if not note.is_held:
        raise Refused(_("This meeting has not been noted, so there is nothing to put right."))


def still_fresh(note):
    """Ask whether a note is its writer's to change: on the day of it, and before the person answers to its words."""
    if not note.can_be_changed:
        raise Refused(
            _(
                "A working note can be changed on the day it was written, until the person has said something to it. "
                "You can write another one, or take words out of this one."
            )
        )


def can_rest(journey):
    not_over(journey)
    if not journey.is_walked_now:
        raise Refused(_("A break is for two who have begun to meet."))
    if journey.breaks.not_over().exists():
        raise Refused(_("There is a break already. You can end it, and take another one."))


def there_is_a_break(journey):
    if not journey.breaks.not_over().exists():
        raise Refused(_("There is no break now. Nothing was changed."))


def still_asked(step):
    if step.is_erased or step.is_let_go:
        raise Refused(GONE)


def still_choosing(journey):
    if not journey.is_choosing:
        raise Refused(_("The person has chosen already. Nothing was changed."))


def there_is_somebody_to_agree_with(journey):
    if not journey.can_agree:
        raise Refused(_("There is nobody to agree with yet, or the journey is ending."))


def nobody_is_asked(journey):
    if journey.is_offered:
        raise Refused(_("%(name)s has been asked already. Nothing was changed.") % {"name": journey.peer})
    JOURNEY.check(Transition.OFFER, journey)


def somebody_is_looked_for(journey):
    if not journey.waits_for_a_peer:
        raise Refused(_("Somebody is being asked at the moment, or nobody is looked for. Nothing was changed."))


def still_walked(journey):
    if not journey.is_walked_now:
        raise Refused(_("This changes together, from the first meeting until the end of the journey."))


def can_go_on(journey):
    """Ask whether two can write why they go on: while they walk, and once until somebody has answered (I6)."""
    if not journey.is_together:
        raise Refused(_("This journey is not under way."))
    if journey.going_on.filter(nodded_on=None).exists():
        raise Refused(_("You have asked already; the coordinator has not answered yet."))


def still_to_introduce(journey):
    if not journey.can_be_introduced:
        raise Refused(_("There is no introduction to arrange now. Nothing was changed."))


def not_reviewed(glass):
    if glass.reviewed_on:
        raise Refused(_("%(name)s has already reviewed it. Nothing was changed.") % {"name": glass.reviewed_by})


def somebody_can_be_reminded(journey):
    if not Journey.objects.filter(CAN_BE_REMINDED, pk=journey.pk).exists():
        raise Refused(_("Nothing waits for the peer supporter now, so nobody was reminded."))


def places_are_open(journey):
    if not journey.places_are_open:
        raise Refused(_("A place can be added until 30 days after the two closed their journey. Nothing was changed."))


def place_can_be_answered(place):
    places_are_open(place.journey)


def not_said_yes_to(place):
    if place.added_on:
        raise Refused(_("The person has said yes to it, so it stays. Nothing was changed."))


def stop_is_fresh(journey):
    """Ask whether a stop can be taken back: for a week, and while nothing else is open."""
    if not journey.stop_can_be_taken_back:
        raise Refused(_("A stop can be taken back for a week. Peer support can be proposed again at any time."))
    nothing_else_is_open(journey)


def end_is_fresh(journey):
    """Ask whether an ending can be taken back: for a week, and while nothing else is open."""
    if journey.is_closed:
        raise Refused(
            _("You both agreed to this ending, so it stays. They can ask for peer support again at any time.")
        )
    is_there = journey.offer_accepted and supports_in(journey.peer.user).filter(programme=journey.programme_id).exists()
    if not (journey.end_can_be_taken_back and is_there):
        raise Refused(_("An ending can be taken back for a week, as long as the peer supporter is still here."))
    nothing_else_is_open(journey)


def unless_chosen(journey):
    """Until whoever referred can read of a yes, whatever was answered: what they may do tells of no answer (I1)."""
    if not journey.can_be_corrected:
        raise Refused(_("The person has said yes, so the referral stays as it is."))


def take(transition, journey, *, on, **changes):
    """Move a journey along. What was planned, and a break, end where the two no longer walk; an ending has its day."""
    after = JOURNEY.rules[transition].after
    JOURNEY.take(transition, journey, on=on, ended_on=on if after in ENDINGS else None, **changes)
    if after not in TOGETHER:
        let_go(journey.accompaniments.filter(state=State.PLANNED), by=None)
        journey.breaks.not_over().update(ended_on=on)


def rest(journey, *, by, begins_on, until=None, words=""):
    """Have a journey rest, within whichever act."""
    can_rest(journey)
    if begins_on < timezone.localdate():
        raise Refused(_("Please choose today, or a day to come."), field="begins_on")
    if until and until < begins_on:
        raise Refused(_("The last day of the break is before its first. Please check the days."), field="until")
    journey.breaks.filter(ended_on=None).update(ended_on=F("until"))
    planned = journey.accompaniments.filter(state=State.PLANNED, on__gte=begins_on)
    let_go(planned.filter(on__lte=until) if until else planned, by=by)
    Break.objects.create(journey=journey, by=by, begins_on=begins_on, until=until, words=words)


def ask_about(journey, *, by, on, at, minutes, setting, but=()):
    """Ask about the same plan twice, a day in a break or away, and, of a peer supporter only, too little time for two.

    A person learns nothing of when others are met, and nobody but the two of the hour at which they meet.
    """
    others = [each.pk for each in but]
    planned = Accompaniment.objects.filter(state=State.PLANNED, on=on).exclude(pk__in=others)
    meeting = Accompaniment(on=on, at=at, minutes=minutes, setting=setting)
    of_the_two = list(planned.filter(journey=journey))
    if any(each.at == at for each in of_the_two):
        raise Refused(_("This is planned already. If it is another meeting, tick here."), field="anyway")
    is_one_of_them = by.pk in {journey.person.user_id, journey.peer.user_id}
    if is_one_of_them and any(map(meeting.may_be_the_same_as, of_the_two)):
        raise Refused(
            _("You two meet on %(day)s already. If this is another meeting, tick here.") % {"day": date_format(on)},
            field="anyway",
        )
    if journey.breaks.on(on).exists():
        raise Refused(_("That day is in your break. To plan it all the same, tick here."), field="anyway")
    if journey.peer.absences.on(on).exists():
        raise Refused(
            _("%(name)s is away that day. To plan it all the same, tick here.") % {"name": journey.peer}, field="anyway"
        )
    if leaving := leaving_before(journey, on):
        said = {"name": journey.peer, "day": date_format(leaving.last_day)}
        raise Refused(_("%(name)s is here until %(day)s. To plan it all the same, tick here.") % said, field="anyway")
    if journey.peer.user_id == by.pk:
        _ask_about_time(meeting, planned.filter(peer__user=by).order_by("at"), by=by)


def _ask_about_time(meeting, others, *, by):
    """Ask about two things at one time, and about two meetings between which somebody has less time than they need."""
    others = list(others)
    if meeting.at and (other := engagement_between(by, meeting.begins, meeting.ends)):
        raise Refused(
            _("On %(day)s at that time there is “%(title)s”. To plan it all the same, tick here.")
            % {"day": date_format(meeting.on), "title": other.title},
            field="anyway",
        )
    if any(map(meeting.overlaps, others)):
        raise Refused(
            _("On %(day)s you meet someone else at that time. To plan it all the same, tick here.")
            % {"day": date_format(meeting.on)},
            field="anyway",
        )
    needed = minutes_between(by) if others else None
    for other in others:
        if meeting.is_closer_than(needed, other):
            first, second = sorted([meeting, other], key=attrgetter("begins"))
            hours = {"first": f"{first.at:%H:%M}", "second": f"{second.at:%H:%M}", "day": date_format(meeting.on)}
            said = hours | {"minutes": second.minutes_after(first), "needed": needed}
            raise Refused(TOO_CLOSE % said, field="anyway")


def set_days(journey, *, id, days, place, **said):
    """Plan a meeting of the two on each of these days, in a row if there are several. Return the first."""
    planned = [
        Accompaniment(
            id=uuid.uuid5(id, str(number)) if number else id,
            journey=journey,
            peer=journey.peer,
            state=State.PLANNED,
            on=day,
            **said,
        )
        for number, day in enumerate(days)
    ]
    series = id if len(days) > 1 else None
    Accompaniment.objects.bulk_create(planned)
    Arrangement.objects.bulk_create(Arrangement(accompaniment=each, place=place, series=series) for each in planned)
    return planned[0]


def arrangement_of(accompaniment):
    arrangement, _new = Arrangement.objects.get_or_create(accompaniment=accompaniment)
    arrangement.accompaniment = accompaniment
    return arrangement


def let_go(meetings, *, by):
    """Cancel what was planned, and keep by whom: by nobody, where it goes because the two no longer walk."""
    for each in meetings:
        arrangement = arrangement_of(each)
        arrangement.changed_by, arrangement.changes = by, arrangement.changes + 1
        each.state = State.LET_GO
        each.save(update_fields=["state"])
        arrangement.save(update_fields=["changed_by", "changes"])
