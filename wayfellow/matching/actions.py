"""What a coordinator does for several who wait."""

from wayfellow.access.guard import Refused, act
from wayfellow.journeys import actions
from wayfellow.matching.access import Can
from wayfellow.matching.queries import field_of


@act(Can.OFFER_SEVERAL)
def offer_several(programme, *, by, offers, on):
    """Ask for each of several people the peer supporter that the coordinator chose: all of them, or nobody."""
    for journey, peer in offers:
        try:
            actions.offer(journey, by=by, peer=peer, on=on, beyond_load=False, while_away=False)
        except Refused as refusal:
            raise Refused(refusal.message, field=field_of(journey)) from refusal
