"""Accounts tell nobody here: whoever has one hears of it by letter, for they may not be able to come in."""

from wayfellow.access.tellings import nobody
from wayfellow.people.access import Can

TELLS = {
    **nobody("whose account it is hears of it by letter: they may not be able to come in", Can.ASK_WAY_BACK,
             Can.KEEP_ACCOUNT, Can.CHANGE_PASSWORD, Can.SIGN_OUT_ELSEWHERE, Can.CLOSE_ACCOUNT, Can.OPEN_ACCOUNT,
             Can.CHANGE_ADDRESS, Can.SETTLE_ADDRESS, Can.CONFIRM_ADDRESS, Can.STOP_ADDRESS, Can.GIVE_WAY_BACK,
             Can.STOP_WAY_BACK),
    **nobody("it is the reader’s own calendar", Can.OPEN_CALENDAR, Can.KEEP_CALENDAR),
    **nobody("a role that begins or ends shows in what its owner can open", Can.KEEP_MEMBERSHIP),
    **nobody("it shows something and changes nothing", Can.SEE_OWN_SPACE),
}  # fmt: skip
