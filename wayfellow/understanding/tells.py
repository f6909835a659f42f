"""What is told of stories and presentations. That a story waits to be read is told where there are roads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, nobody, referrals
from wayfellow.understanding.access import Can, who_asked_for_it, who_coordinates_it
from wayfellow.understanding.lifecycle import IS_ASKED_FOR, PRESENTATION, Talk

THE_PRESENTATION: dict[str, Any] = {"of": "understanding.Presentation", "page": "understanding:presentation"}
IS_LET_GO = PRESENTATION.where({Talk.LET_GO})
NOT_NOW = _("A presentation was let go.")

TELLS = {
    Can.INVITE_TO_PRESENT: [
        desk(who_coordinates_it, _("A team asks you to present the programme."), where=IS_ASKED_FOR, at_once=True,
             **THE_PRESENTATION),
    ],
    Can.PLAN_PRESENTATION: [
        referrals(who_asked_for_it,
                  (_("The presentation you asked for has its day: %(on)s"),
                   _("The presentation you asked for has its day.")), **THE_PRESENTATION),
    ],
    Can.LET_PRESENTATION_GO: [
        desk(who_coordinates_it, NOT_NOW, where=IS_LET_GO, **THE_PRESENTATION),
        referrals(who_asked_for_it, NOT_NOW, where=IS_LET_GO, **THE_PRESENTATION),
    ],
    **nobody("whoever came was there", Can.HOLD_PRESENTATION, Can.NOTE_WHAT_FOLLOWED),
    **nobody("a story is its teller's own until they want it shown", Can.TELL_STORY, Can.TELL_STORY_AS_PEER,
             Can.CHANGE_STORY, Can.WITHDRAW_STORY),
    **nobody("it stands on the page for help as soon as it is kept", Can.ADD_HELP_LINE, Can.CHANGE_HELP_LINE),
    **nobody("it shows something and changes nothing", Can.SEE_STORY, Can.SEE_PRESENTATION, Can.SEE_FEEDBACK),
}  # fmt: skip
