"""What someone changes about their own account, and what others settle about accounts and who belongs where."""

from wayfellow.people.actions.address import ask_new_address, confirm_address, settle_address, stop_address
from wayfellow.people.actions.calendars import change_calendar, close_calendar, note_reading, open_calendar
from wayfellow.people.actions.doors import close_account, open_account
from wayfellow.people.actions.members import end_membership, keep_membership
from wayfellow.people.actions.noting import forget_old, note, note_refusal, note_sign_in
from wayfellow.people.actions.own import change_password, give_time, keep_list, send_link, sign_out_elsewhere
from wayfellow.people.actions.way_back import ask_way_back, give_way_back, stop_way_back

__all__ = [
    "ask_new_address",
    "ask_way_back",
    "change_calendar",
    "change_password",
    "close_account",
    "close_calendar",
    "confirm_address",
    "end_membership",
    "forget_old",
    "give_time",
    "give_way_back",
    "keep_list",
    "keep_membership",
    "note",
    "note_reading",
    "note_refusal",
    "note_sign_in",
    "open_account",
    "open_calendar",
    "send_link",
    "settle_address",
    "sign_out_elsewhere",
    "stop_address",
    "stop_way_back",
]
