"""The directory tells nobody: what it says is there for everyone, and what waits stands where it is kept."""

from wayfellow.access.tellings import nobody
from wayfellow.directory.access import Can

TELLS = {
    **nobody("what the directory says is there for everyone to read", Can.ADD_LISTING, Can.CHANGE_LISTING,
             Can.PUBLISH_LISTING, Can.UNPUBLISH_LISTING, Can.CHECK_LISTING, Can.ADD_VENUE, Can.LEAVE_VENUE,
             Can.ADD_TIME, Can.CHANGE_VENUE, Can.CHANGE_TIME, Can.SET_LAST_DAY, Can.SETTLE_MISTAKE,
             Can.KEEP_ASSOCIATIONS, Can.CORRECT_ASSOCIATION),
    **nobody("its page says it to everyone at once, and a group that is run here writes to whoever asked for that",
             Can.EXCEPT_TIME, Can.EXCEPT_DAYS),
    **nobody("it shows something and changes nothing", Can.SEE_HOUSE, Can.SEE_DESK, Can.SEE_SET_UP, Can.KEEP_LISTING),
}  # fmt: skip
