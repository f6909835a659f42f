"""Whoever does a step is told that it is theirs, and in time that it falls due; the coordinators, that it is done."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayfellow.access.tellings import Figure, Telling, desk, nobody, wherever_they_work
from wayfellow.office.access import (
    Can,
    who_does_the_step,
    who_is_asked_to_come,
    who_is_asked_to_sign,
    who_reads_the_handbook,
    who_runs_the_office,
)
from wayfellow.office.queries import IS_DUE, IS_NEEDED, IS_NEWEST, IS_OPEN, IS_TO_REVIEW_SOON

YOURS = _("A step for the programme is yours.")
OTHERWISE = _("A step of yours for the programme was changed.")
IN_FORCE = _("A document of the handbook is new, or has another version.")
COME = _("You are asked to come to a meeting of the programme.")
MOVED = _("A meeting of the programme was changed.")
CANCELLED = _("A meeting of the programme does not take place.")
AGREED = _("What was agreed at a meeting of the programme is written down.")
IS_TO_COME = Q(held_on=None, let_go_on=None)
SIGN = _("You are asked to sign who sees what, for your organisation.")
REVIEW = ngettext_lazy(
    "%(num)d agreement on who sees what is due for review: %(since)s.",
    "%(num)d agreements on who sees what are due for review, the first on %(since)s.",
    "num",
)
DONE = _("A step for the programme is done.")
FALL_DUE = ngettext_lazy(
    "%(num)d step for the programme is due within a week or past its day: %(since)s.",
    "%(num)d steps for the programme are due within a week or past their day, the first on %(since)s.",
    "num",
)
YOURS_FALL_DUE = ngettext_lazy(
    "%(num)d step of yours for the programme is due within a week or past its day: %(since)s.",
    "%(num)d steps of yours for the programme are due within a week or past their day, the first on %(since)s.",
    "num",
)
NOBODY_DOES_ANYTHING = ngettext_lazy(
    "%(num)d need was noted and nothing is settled about it yet, since %(since)s.",
    "%(num)d needs were noted and nothing is settled about them yet, the first since %(since)s.",
    "num",
)
A_STEP: dict[str, Any] = {"of": "office.Step", "where": IS_DUE, "since": "due_on"}


def to_whoever_does_it(words: Any) -> list[Telling]:
    """Tell of a step that was settled, whoever does it."""
    return wherever_they_work(who_does_the_step, words, "office:step", of="office.Step", where=IS_OPEN)


TELLS = {
    Can.ADD_STEP: to_whoever_does_it(YOURS),
    Can.PLAN_FOR_NEED: to_whoever_does_it(YOURS),
    Can.CHANGE_STEP: to_whoever_does_it(OTHERWISE),
    Can.PUT_IN_FORCE: wherever_they_work(who_reads_the_handbook, IN_FORCE, "office:document"),
    Can.DO_STEP: [desk(who_runs_the_office, DONE, "office:step", where=Q(done_on__isnull=False))],
    Can.WRITE_SHARING: wherever_they_work(who_is_asked_to_sign, SIGN, "office:sign_sharing", of="office.Sharing",
                                          where=Q(IS_NEWEST)),
    **nobody("it stands on the page of who does what, which everyone who works in the programme reads",
             Can.ADD_RESPONSIBILITY, Can.CHANGE_RESPONSIBILITY, Can.REMOVE_RESPONSIBILITY, Can.SIGN_SHARING),
    **nobody("it stands on the page of all steps, where what comes next is read", Can.BEGIN_PHASES, Can.TELL_OF_STEP,
             Can.REOPEN_STEP, Can.LET_STEP_GO),
    **nobody("it stands on the page of what is needed, and in the letter of the week", Can.NOTE_NEED, Can.CHANGE_NEED,
             Can.TEACH_NEED, Can.MEET_NEED, Can.LET_NEED_GO, Can.REOPEN_NEED),
    Can.PLAN_MEETING: wherever_they_work(who_is_asked_to_come, COME, "office:meeting", of="office.Meeting",
                                         where=IS_TO_COME),
    Can.CHANGE_MEETING: wherever_they_work(who_is_asked_to_come, MOVED, "office:meeting", where=IS_TO_COME),
    Can.LET_MEETING_GO: wherever_they_work(who_is_asked_to_come, CANCELLED, "office:meeting",
                                           where=Q(let_go_on__isnull=False)),
    Can.HOLD_MEETING: wherever_they_work(who_is_asked_to_come, AGREED, "office:meeting",
                                         where=Q(held_on__isnull=False)),
    Can.FOLLOW_UP_MEETING: to_whoever_does_it(YOURS),
    **nobody("who comes and what there is to talk about stands on the page of the meeting", Can.ANSWER_MEETING,
             Can.ADD_POINT, Can.TAKE_BACK_POINT, Can.SAY_CONTRIBUTION),
    **nobody("it stands on the page of the organisations around, for those who coordinate", Can.ADD_LIAISON,
             Can.CHANGE_LIAISON, Can.NOTE_CONTACT, Can.TAKE_BACK_CONTACT),
    **nobody("readers are told once it is in force", Can.ADD_DOCUMENT, Can.CHANGE_DOCUMENT, Can.WRITE_DOCUMENT),
    **nobody("it stands on the page of who has read it", Can.CONFIRM_DOCUMENT),
    **nobody("it shows something and changes nothing", Can.SEE_OFFICE, Can.SEE_MEETING, Can.SEE_LIAISON, Can.SEE_STEP,
             Can.SEE_NEED, Can.SEE_HANDBOOK, Can.READ_DOCUMENT, Can.SEE_READERS, Can.SEE_RESPONSIBILITIES),
}  # fmt: skip
FIGURES = [
    Figure("desk", who_runs_the_office, words=FALL_DUE, **A_STEP),
    Figure(
        "desk",
        who_runs_the_office,
        of="office.Need",
        where=IS_NEEDED & Q(steps=None),
        since="noted_on",
        words=NOBODY_DOES_ANYTHING,
    ),
    Figure("desk", who_runs_the_office, of="office.Sharing", where=IS_TO_REVIEW_SOON, since="review_on", words=REVIEW),
    Figure("supervision", who_does_the_step, words=YOURS_FALL_DUE, **A_STEP),
]
