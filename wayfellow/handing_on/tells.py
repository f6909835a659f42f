"""Nobody is told: whoever hands something on or takes it in is at it. What comes of it tells where it belongs."""

from wayfellow.access.tellings import nobody
from wayfellow.handing_on.access import Can

TELLS = {
    **nobody("it stands on the page of the exchange", Can.HAND_ON, Can.RECEIVE, Can.SHOW_PUBLISHED,
             Can.WITHDRAW_PUBLISHED, Can.LEAVE_RECEIVED),
    **nobody("it is a beginning that nobody else sees before somebody goes on with it", Can.TAKE_RECEIVED,
             Can.UNDO_RECEIVED),
    **nobody("it shows something and changes nothing", Can.SEE_PUBLISHED, Can.SEE_RECEIVED),
}  # fmt: skip
