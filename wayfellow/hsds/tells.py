"""Nobody is told: whoever brings a directory in is at it, and what it says then is there for everyone to read."""

from wayfellow.access.tellings import nobody
from wayfellow.hsds.access import Can

TELLS = {
    **nobody("what the directory says is there for everyone to read", Can.TAKE_DELIVERY, Can.UNDO_DELIVERY),
    **nobody(
        "it stands on the page of the programme’s files", Can.BRING_IN_DIRECTORY, Can.LOOK_AGAIN, Can.LEAVE_DELIVERY
    ),
    **nobody("it shows something and changes nothing", Can.SEE_DELIVERY),
}  # fmt: skip
