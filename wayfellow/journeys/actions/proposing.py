"""Proposing a place for what comes next once a journey was closed, and the person's word on it."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import not_said_yes_to, place_can_be_answered, places_are_open
from wayfellow.journeys.models import ProposedPlace


@act(Can.PROPOSE_PLACE, when=places_are_open)
def propose_place(journey, *, by, on, name):
    """A coordinator proposes a place. Nothing is added, and nobody else is told, before the person says yes."""
    if any(each.name == name for each in journey.places.select_related("journey__person__key")):
        raise Refused(_("This place was proposed already. Nothing was changed."), field="name")
    return ProposedPlace.objects.create(journey=journey, by=by, on=on, name=name)


@act(Can.ANSWER_PLACE, when=place_can_be_answered)
def answer_place(place, *, by, on, answer, how=None):
    """The person says yes or no to it, and may say otherwise as long as it is open. A no tells nobody.

    Someone without an account does so beside their peer supporter: `how` says on this device, or on paper.
    """
    is_yes = answer == ProposedPlace.Answer.YES
    place.answer, place.agreed_how = answer, how if is_yes else None
    place.added_on = (place.added_on or on) if is_yes else None
    place.save(update_fields=["answer", "agreed_how", "added_on"])


@act(Can.TAKE_BACK_PLACE, when=not_said_yes_to)
def take_back_place(place, *, by):
    """It was proposed by mistake. What the person said yes to is theirs, and stays."""
    ProposedPlace.objects.filter(pk=place.pk).delete()
