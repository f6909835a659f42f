"""Who may do what with a first step that somebody asked for."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import any_operator
from wayfellow.directory import access as directory
from wayfellow.people.access import the_person
from wayfellow.workforce.access import the_coordinators


class Can(Deed):
    # a programme
    TELL_OF_SOMETHING = deed(
        "programme.tell_of_something",
        _("tell those who wished to know that there is something near them now, without names"),
    )
    SET_REPLY_ADDRESS = deed(
        "programme.set_reply_address", _("say to which e-mail address requests to the programme go")
    )
    # a first step
    SEE_FIRST_STEP = deed(
        "first_step.see",
        _("read what was asked, and how to reach whoever asked"),
        told=_("Read what you asked for"),
        is_reading=True,
    )
    SEE_OWN_FIRST_STEP = deed("first_step.see_own", _("see where it stands"), told=_("Looked at where it stands"))
    CHANGE_FIRST_STEP = deed("first_step.change", _("change what was written"), told=_("Changed what was asked for"))
    WITHDRAW_FIRST_STEP = deed(
        "first_step.withdraw",
        _("withdraw it, so that nothing written can be read any more"),
        told=_("Withdrew what was asked for"),
    )
    TAKE_UP = deed("first_step.take_up", _("take it in hand"), told=_("Took in hand what you asked for"))
    SET_DAY = deed("first_step.set_day", _("set a day"), told=_("Set a day for what you asked for"))
    NOTE_IT_HAPPENED = deed(
        "first_step.note_it_happened",
        _("note that it happened, and what came of it"),
        told=_("Noted that what you asked for happened"),
    )
    LET_GO = deed("first_step.let_go", _("let it go, with a few kind words"), told=_("Let go what you asked for"))


RECORDS = {
    "choices.FirstStep": _("A first step that somebody asked for"),
}


GRANTS = {
    "directory.Programme": {
        Can.TELL_OF_SOMETHING: [directory.its_coordinators],
        Can.SET_REPLY_ADDRESS: [any_operator],
    },
    "choices.FirstStep": {
        Can.SEE_FIRST_STEP:      [the_coordinators],
        Can.SEE_OWN_FIRST_STEP:  [the_person],
        Can.CHANGE_FIRST_STEP:   [the_person],
        Can.WITHDRAW_FIRST_STEP: [the_person],
        Can.TAKE_UP:             [the_coordinators],
        Can.SET_DAY:             [the_coordinators],
        Can.NOTE_IT_HAPPENED:    [the_coordinators],
        Can.LET_GO:              [the_coordinators],
    },
}  # fmt: skip
