"""The states of a first step, and the transitions between them: from asked to happened, or let go."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.choices.access import Can


class State(TextChoices):
    ASKED = "asked", _("Asked")
    TAKEN_UP = "taken_up", _("Someone is taking care of it")
    DAY_SET = "day_set", _("A day is set")
    HAPPENED = "happened", _("It happened")
    LET_GO = "let_go", _("Not going ahead")


S = State
OPEN = {S.ASKED, S.TAKEN_UP, S.DAY_SET}


class Transition(TextChoices):
    TAKE_UP = "take_up"
    SET_DAY = "set_day"
    HAPPEN = "happen"
    LET_GO = "let_go"


T = Transition
LETTING_GO = {Can.LET_GO, Can.WITHDRAW_FIRST_STEP}
FIRST_STEP = Lifecycle(
    of="a first step",
    stages=State,
    begins="ask",
    column="state",
    refusal=_("This is not possible now: it has moved on to “%(state)s”."),
    rules={
        # transition        through deeds            from        to
        T.TAKE_UP: Rule({Can.TAKE_UP},          {S.ASKED},  S.TAKEN_UP),
        T.SET_DAY: Rule({Can.SET_DAY},          OPEN,       S.DAY_SET),
        T.HAPPEN:  Rule({Can.NOTE_IT_HAPPENED}, OPEN,       S.HAPPENED),
        T.LET_GO:  Rule(LETTING_GO,             OPEN,       S.LET_GO),
    },
)  # fmt: skip


IS_ASKED = FIRST_STEP.where({S.ASKED})
IS_OPEN = FIRST_STEP.where(OPEN)

# The way of one that is not let go, and how far along it is in words
WAY = {S.ASKED: _("Asked"), S.TAKEN_UP: _("Assigned"), S.DAY_SET: _("A day is set"), S.HAPPENED: _("It happened")}
STANDS = {
    S.ASKED: _("You have asked. Nobody is taking care of it yet."),
    S.TAKEN_UP: _("%(name)s is taking care of it, and will get in touch in the way you asked."),
    S.DAY_SET: _("A day is set: %(day)s%(hour)s."),
    S.HAPPENED: _("It happened on %(day)s."),
}
