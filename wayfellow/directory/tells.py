"""The directory tells nobody: what it says is there for everyone, and what waits stands where it is kept.

Where what it says of days is about a group that is run here, that room says whom it tells.
"""

from wayfellow.access.tellings import nobody
from wayfellow.directory.access import Can

TELLS = {
    **nobody("what the directory says is there for everyone to read", Can.ADD_LISTING, Can.CHANGE_LISTING,
             Can.PUBLISH_LISTING, Can.CHECK_LISTING, Can.ADD_VENUE, Can.CHANGE_VENUE, Can.SETTLE_MISTAKE,
             Can.KEEP_ASSOCIATIONS, Can.CORRECT_ASSOCIATION),
    **nobody("it shows something and changes nothing", Can.SEE_HOUSE, Can.SEE_DESK, Can.SEE_SET_UP, Can.KEEP_LISTING),
}  # fmt: skip
