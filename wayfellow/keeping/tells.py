"""What is told of what a person keeps: that they are reached in another way now."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, my, nobody, referrals, today
from wayfellow.journeys.access.elsewhere import their_coordinators, their_peer, their_referrer
from wayfellow.keeping.access import Can
from wayfellow.people.access import themself

CHANGED = _("%(person)s changed their details. See how to reach them now.")
HOW_TO_REACH = "journeys:reach"

TELLS = {
    Can.CHANGE_DETAILS: [
        today(their_peer, CHANGED, HOW_TO_REACH),
        desk(their_coordinators, CHANGED, HOW_TO_REACH),
        referrals(their_referrer, CHANGED, HOW_TO_REACH),
    ],
    Can.TAKE_BACK_REFERRAL: [
        my(themself, _("Peer support was proposed to you by mistake, and that was taken back. Nothing of it is kept."),
           "home:my", of="people.Person", opens=None),
    ],
    **nobody("what somebody has erased is theirs alone to know", Can.ASK_ERASURE, Can.TAKE_BACK_ERASURE, Can.ERASE),
    **nobody("whoever does it keeps the installation, and nobody waits for it", Can.SET_JURISDICTION,
             Can.CHANGE_RETENTION),
}  # fmt: skip
