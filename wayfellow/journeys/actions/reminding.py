"""A coordinator reminds peer supporters of what waits for them."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import somebody_can_be_reminded


@act(Can.REMIND, when=somebody_can_be_reminded)
def remind(journey, *, by, on):
    """The peer supporter is told again what waits for them, at most once a day. It asks nothing of the person."""
    if journey.reminded_on == on:
        raise Refused(_("%(name)s was reminded today already.") % {"name": journey.peer})
    journey.reminded_on = on
    journey.save(update_fields=["reminded_on"])


@act(Can.REMIND_SEVERAL)
def remind_several(programme, *, by, on, journeys):
    """Several peer supporters are told again what waits for them, each of their own journeys."""
    for journey in journeys:
        remind(journey, by=by, on=on)
