"""Invitations tell nobody here: they go out as letters or on paper."""

from wayfellow.access.tellings import nobody
from wayfellow.invitations.access import Can

TELLS = {
    **nobody("it goes out as a letter, or on paper", Can.INVITE_OPERATOR, Can.INVITE, Can.INVITE_PERSON,
             Can.KEEP_INVITATION),
    **nobody("those around the person are told by letter, and read it beside their name", Can.TAKE_UP_INVITATION),
    **nobody("both sit together", Can.SHOW_DIGITS, Can.CONFIRM_SPACE),
    **nobody("it shows something and changes nothing", Can.SEE_OPENINGS),
}  # fmt: skip
