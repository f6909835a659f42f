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
        _("tell the people who asked to know, without seeing their names, that there is now something near them"),
    )
    SET_REPLY_ADDRESS = deed(
        "programme.set_reply_address", _("set the e-mail address that receives requests to the programme")
    )
    # a first step
    SEE_FIRST_STEP = deed(
        "first_step.see",
        _("read the request, and how to reach the person who asked"),
        told=_("Read your request"),
        is_reading=True,
    )
    SEE_OWN_FIRST_STEP = deed("first_step.see_own", _("see where it stands"), told=_("Checked where it stands"))
    CHANGE_FIRST_STEP = deed("first_step.change", _("change what was written"), told=_("Changed the request"))
    WITHDRAW_FIRST_STEP = deed(
        "first_step.withdraw",
        _("withdraw it, so that nobody can read any more what was written"),
        told=_("Withdrew the request"),
    )
    TAKE_UP = deed("first_step.take_up", _("take care of it"), told=_("Took on your request"))
    SET_DAY = deed("first_step.set_day", _("set a day"), told=_("Set a day for what you asked for"))
    NOTE_IT_HAPPENED = deed(
        "first_step.note_it_happened",
        _("record that it took place, and the outcome"),
        told=_("Noted that what you asked for happened"),
    )
    LET_GO = deed("first_step.let_go", _("close it, with a few kind words"), told=_("Closed your request"))


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
