"""What someone changes about their own account, and what others settle about accounts and who belongs where."""

from wayfellow.people.actions.members import end_membership, keep_membership
from wayfellow.people.actions.noting import forget_old, note, note_refusal, note_sign_in
from wayfellow.people.actions.own import change_password, give_time, send_link, sign_out_elsewhere

__all__ = [
    "change_password",
    "end_membership",
    "forget_old",
    "give_time",
    "keep_membership",
    "note",
    "note_refusal",
    "note_sign_in",
    "send_link",
    "sign_out_elsewhere",
]
