"""What is told of a first step that somebody asked for. What is new is also a letter to the programme."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, my, nobody
from wayfellow.choices.access import Can
from wayfellow.people.access import the_person
from wayfellow.workforce.access import the_coordinators

MINE = "choices:my_first_step"

MEETINGS = [Can.SET_DAY]
TELLS = {
    Can.CHANGE_FIRST_STEP: [desk(the_coordinators, _("A request was changed."), "choices:desk_step")],
    Can.TAKE_UP: [my(the_person, _("What you asked for was taken in hand."), MINE)],
    Can.SET_DAY: [my(the_person, _("A day was set for what you asked for."), MINE, at_once=True)],
    Can.NOTE_IT_HAPPENED: [my(the_person, _("It was noted that what you asked for happened."), MINE)],
    Can.LET_GO: [my(the_person, _("What you asked for was let go, for now. You can ask again at any time."), MINE)],
    **nobody("whoever withdraws owes nobody a word", Can.WITHDRAW_FIRST_STEP),
    **nobody("it goes out by letter, to those who asked for it", Can.TELL_OF_SOMETHING),
    **nobody("whoever does it keeps the installation, and nobody waits for it", Can.SET_REPLY_ADDRESS),
    **nobody("it shows something and changes nothing", Can.SEE_OWN_FIRST_STEP),
}  # fmt: skip
