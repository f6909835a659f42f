"""On the road: accompaniments, the talk around eight and twelve."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import (
    can_go_on,
    it_can_have_happened,
    not_in_the_future,
    not_noted_yet,
    on_or_after,
    still_planned,
)
from wayfellow.journeys.models import Accompaniment, Addition, GoingOn


@act(Can.LOG)
def log(journey, *, by, id, on, minutes, setting, another=False, **note):
    """Note that the two met. It is never refused for being one too many: it happened (I6)."""
    it_can_have_happened(journey, on)
    if not another:
        not_noted_yet(journey, on=on, setting=setting)
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


@act(Can.HOLD, when=still_planned)
def hold(accompaniment, *, by, on, minutes, setting, another=False, **note):
    """Note that a planned accompaniment took place."""
    _hold(accompaniment, on=on, minutes=minutes, setting=setting, another=another, **note)


@act(Can.HOLD, when=still_planned)
def hold_as_planned(accompaniment, *, by, another=False):
    """Note that it took place just as it was planned."""
    if not accompaniment.minutes:
        raise Refused(_("How long you would meet was not planned. Please note it with its length."))
    as_planned = {name: getattr(accompaniment, name) for name in ("on", "minutes", "setting")}
    _hold(accompaniment, another=another, **as_planned)


def _hold(accompaniment, *, on, minutes, setting, another, **note):
    it_can_have_happened(accompaniment.journey, on)
    if not another:
        not_noted_yet(accompaniment.journey, on=on, setting=setting)
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


@act(Can.TALK_ABOUT_THE_ROAD)
def talk_about_the_road(journey, *, by, on):
    """Note that the two talked about how it is going and what comes next."""
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    journey.talked_on = on
    journey.save(update_fields=["talked_on"])


@act(Can.ASK_TO_GO_ON, when=can_go_on)
def ask_to_go_on(journey, *, by, on, up_to, person_reason, peer_reason):
    """Write together why going on helps. A coordinator's nod follows; nothing stops meanwhile (I6)."""
    if up_to <= journey.programme.proposed_accompaniments:
        raise Refused(_("Please give a number higher than the one proposed at the start."), field="up_to")
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
