"""Whoever signs is told that a sheet is theirs to sign; whoever does what was agreed, that it is theirs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import Telling, desk, nobody, supervision, wherever_they_work
from wayfellow.follow_ups.access import Can, who_signs_it
from wayfellow.follow_ups.queries import UNSIGNED
from wayfellow.office.access import who_does_the_step
from wayfellow.office.queries import IS_OPEN

YOURS = _("A step for the programme is yours.")
BEGUN = _("You are asked to sign the follow-up of a quarter for your organisation.")
WRITTEN = _("The follow-up of a quarter was written down. You can read and sign it.")


def _to_who_signs(words: Any, **more: Any) -> list[Telling]:
    told = {"where": UNSIGNED, **more}
    return [at(who_signs_it, words, "follow_ups:follow_up", **told) for at in [desk, supervision]]


TELLS = {
    Can.BEGIN_FOLLOW_UP: _to_who_signs(BEGUN, of="follow_ups.FollowUp"),
    Can.CHANGE_WHO_SIGNS: _to_who_signs(BEGUN),
    Can.WRITE_FOLLOW_UP: _to_who_signs(WRITTEN),
    Can.AGREE_AT_FOLLOW_UP: wherever_they_work(
        who_does_the_step, YOURS, "office:step", of="office.Step", where=IS_OPEN
    ),
    **nobody("it stands on the sheet, which both read", Can.SIGN_FOLLOW_UP),
    **nobody("nothing was written on it", Can.TAKE_BACK_FOLLOW_UP),
    **nobody("it shows something and changes nothing", Can.SEE_FOLLOW_UPS, Can.SEE_FOLLOW_UP),
}  # fmt: skip
