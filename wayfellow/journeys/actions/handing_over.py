"""Whoever refers people leaves, and a colleague takes over (I4)."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.referring import who_refer
from wayfellow.people.actions import end_membership


@act(Can.CHANGE_REFERRER)
def change_referrer(journey, *, by, to):
    """A colleague takes over from whoever referred the person and refers there no more. The person reads of it."""
    if not who_refer(journey.programme).filter(pk=to.pk).exists():
        raise Refused(_("They do not refer to this programme now. Please choose someone else."), field="to")
    _goes_to(journey, to.user)


@act(Can.TAKE_OVER_REFERRAL)
def take_over_referral(journey, *, by):
    """Somebody takes over from a colleague in their team. The person reads of it, and so does the team."""
    _goes_to(journey, by)


def _goes_to(journey, referrer):
    journey.first_referrer, journey.referrer = journey.proposed_by, referrer
    journey.save(update_fields=["first_referrer", "referrer"])


@act(Can.HAND_OVER_SEVERAL)
def hand_over_several(programme, *, by, journeys, to):
    """A colleague takes over several people at once, whose professional refers there no more. Each of them reads it."""
    for journey in journeys:
        change_referrer(journey, by=by, to=to)


@act(Can.HAND_OVER)
def hand_over(membership, *, by, on, to):
    """End what somebody is here, and have a colleague take over the people they referred."""
    end_membership(membership, by=by, on=on)
    theirs = Journey.objects.filter(referrer=membership.user_id, programme=membership.programme_id)
    for journey in allowed(by, Can.CHANGE_REFERRER, theirs).order_by("pk"):
        change_referrer(journey, by=by, to=to)
