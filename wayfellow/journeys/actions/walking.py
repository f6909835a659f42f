"""On the road: accompaniments, the talk around eight and twelve, connections."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.days import not_in_the_future, on_or_after
from wayfellow.journeys.models import Accompaniment, Addition, Connection, GoingOn


@act(Can.PLAN)
def plan(journey, *, by, id, on, at, setting):
    """Set a day for the next accompaniment."""
    _not_over(journey)
    if not journey.is_together:
        raise Refused(_("The journey begins when both of you have accepted the agreement."))
    if on < timezone.localdate():
        raise Refused(_("This day has passed. To note a meeting that took place, use “Note a meeting”."), field="on")
    return Accompaniment.objects.create(
        id=id,
        journey=journey,
        peer=journey.peer,
        state=Accompaniment.State.PLANNED,
        on=on,
        at=at,
        setting=setting,
    )


@act(Can.LOG)
def log(journey, *, by, id, on, minutes, setting, another=False, **note):
    """Note that the two met. It is never refused for being one too many: it happened (I6)."""
    _it_can_have_happened(journey, on)
    if not another:
        _not_noted_yet(journey, on=on, minutes=minutes, setting=setting)
    return Accompaniment.objects.create(
        id=id,
        journey=journey,
        peer=journey.peer,
        state=Accompaniment.State.HELD,
        on=on,
        minutes=minutes,
        setting=setting,
        **note,
    )


@act(Can.SETTLE)
def settle(accompaniment, *, by, state, on=None, at=None):
    """Move a planned accompaniment to another day, or let it go. Nobody is blamed."""
    _still_planned(accompaniment)
    accompaniment.facts = {"before": accompaniment.on.isoformat()}
    if state == Accompaniment.State.MOVED:
        if on is None or on < timezone.localdate():
            raise Refused(_("Please choose a new day, today or later."), field="on")
        Accompaniment.objects.create(
            journey=accompaniment.journey,
            peer=accompaniment.peer,
            state=Accompaniment.State.PLANNED,
            on=on,
            at=at,
            setting=accompaniment.setting,
        )
    accompaniment.state = state
    accompaniment.save(update_fields=["state"])


@act(Can.HOLD)
def hold(accompaniment, *, by, on, minutes, setting, another=False, **note):
    """Note that a planned accompaniment took place."""
    _still_planned(accompaniment)
    _it_can_have_happened(accompaniment.journey, on)
    if not another:
        _not_noted_yet(accompaniment.journey, on=on, minutes=minutes, setting=setting)
    for name, value in {"on": on, "minutes": minutes, "setting": setting, **note}.items():
        setattr(accompaniment, name, value)
    accompaniment.state = Accompaniment.State.HELD
    accompaniment.save(update_fields=["state", "on", "minutes", "setting", *note])


@act(Can.ADD_TO_NOTE)
def add_to_note(accompaniment, *, by, on, words):
    """Add to what is written, beside it."""
    _add(accompaniment, by=by, on=on, words=words, kind=Addition.Kind.ADDS)


@act(Can.DISPUTE_NOTE)
def dispute_note(accompaniment, *, by, on, words):
    """Say that one sees it differently. It stays attached to the note (I3)."""
    _add(accompaniment, by=by, on=on, words=words, kind=Addition.Kind.DISPUTES)


def _add(accompaniment, *, by, on, words, kind):
    Addition.objects.create(accompaniment=accompaniment, author=by, on=on, words=words, kind=kind)


def _it_can_have_happened(journey, on):
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    if journey.is_over and on <= journey.ended_on:
        return
    _not_over(journey)
    if not (journey.is_meeting or journey.is_together):
        raise Refused(_("A meeting can be noted once a peer supporter has agreed to the journey."))


def _not_noted_yet(journey, **meeting):
    """Ask whether this is another meeting, or the same one sent again (I7)."""
    if journey.last_met_on is None or meeting["on"] > journey.last_met_on:
        return
    if journey.accompaniments.filter(state=Accompaniment.State.HELD, **meeting).exists():
        raise Refused(
            _("You noted a meeting like this on this day already. If this was another one, tick here."), field="another"
        )


def _not_over(journey):
    if journey.is_over:
        raise Refused(
            _("This journey ended on %(day)s. What took place until then can still be noted.")
            % {"day": date_format(journey.ended_on)}
        )


def _still_planned(accompaniment):
    if accompaniment.state != Accompaniment.State.PLANNED:
        raise Refused(_("This accompaniment was noted already. Your words are still here."))


@act(Can.TALK_ABOUT_THE_ROAD)
def talk_about_the_road(journey, *, by, on):
    """Note that the two talked about how it is going and what comes next."""
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    journey.talked_on = on
    journey.save(update_fields=["talked_on"])


@act(Can.ASK_TO_GO_ON)
def ask_to_go_on(journey, *, by, on, up_to, person_reason, peer_reason):
    """Write together why going on helps. A coordinator's nod follows; nothing stops meanwhile (I6)."""
    if not journey.is_together:
        raise Refused(_("This journey is not under way."))
    if up_to <= journey.programme.proposed_accompaniments:
        raise Refused(_("Please give a number higher than the one proposed at the start."), field="up_to")
    if journey.going_on.filter(nodded_on=None).exists():
        raise Refused(_("You have asked already; the coordinator has not answered yet."))
    return GoingOn.objects.create(
        journey=journey,
        peer=journey.peer,
        asked_on=on,
        up_to=up_to,
        person_reason=person_reason,
        peer_reason=peer_reason,
    )


@act(Can.NOD)
def nod(journey, *, by, on):
    """The coordinator agrees that the two go on."""
    if not journey.going_on.filter(nodded_on=None).update(nodded_by=by, nodded_on=on):
        raise Refused(_("Nobody is waiting for an answer here."))


@act(Can.CONNECT)
def connect(journey, *, by, association, state, on):
    """Note how it stands between the person and an association."""
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    connection, _new = Connection.objects.update_or_create(
        journey=journey, association=association, defaults={"state": state, "on": on}
    )
    return connection
