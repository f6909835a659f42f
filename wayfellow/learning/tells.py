"""What is told of learning. That something falls due is no deed: the pages of the one who learns say it in time.

Their letter of the week counts it two months ahead; that of the coordinators only once it is past its day.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayfellow.access.open_values import TODAY
from wayfellow.access.tellings import Figure, desk, nobody, supervision, wherever_they_work
from wayfellow.learning.access import (
    Can,
    of_whom_it_is_asked,
    who_assesses_it,
    who_coordinates_what_is_learned,
    who_takes_it,
    who_works_there,
    whose_learning_it_is,
)
from wayfellow.learning.queries import DONE_LAST, FALLS_DUE, HAS_A_PLACE, WAITS

A_COURSE = "learning:course"
A_DAY: dict[str, Any] = {"of": "learning.CourseDay", "stands": "course", "opens": "course"}
TO_TALK = _("Somebody asks to have counted what they have done and lived.")
ASKED: dict[str, Any] = {"of": "learning.Conversation", "where": WAITS, "page": "learning:conversation"}
FIGURES = [
    Figure(
        "today",
        whose_learning_it_is,
        of="learning.Completion",
        where=DONE_LAST & FALLS_DUE,
        since="renew_by",
        words=ngettext_lazy(
            "%(num)d thing you learned falls due again, on %(since)s.",
            "%(num)d things you learned fall due again, the first on %(since)s.",
            "num",
        ),
    ),
    Figure(
        "desk",
        who_coordinates_what_is_learned,
        of="learning.Completion",
        stands="module",
        where=DONE_LAST & Q(renew_by__lt=TODAY),
        words=ngettext_lazy(
            "%(num)d thing that somebody learned is past the day on which it fell due.",
            "%(num)d things that people learned are past the day on which they fell due.",
            "num",
        ),
    ),
]
ASKED_OF_YOU = _("Your programme asks you to learn something.")
TELLS = {
    Can.ASK_PATHWAY: wherever_they_work(of_whom_it_is_asked, ASKED_OF_YOU, "learning:mine", opens=None),
    Can.ASK_MODULE: wherever_they_work(of_whom_it_is_asked, ASKED_OF_YOU, "learning:mine", opens=None),
    Can.PLAN_COURSE: wherever_they_work(who_works_there, _("There is a new course that you can take."), A_COURSE,
                                        of="learning.Course", where=Q(finished_on=None)),
    Can.CHANGE_COURSE: wherever_they_work(who_takes_it, _("Something about your course is different now."), A_COURSE),
    Can.ADD_DAY: wherever_they_work(who_takes_it, _("Your course has one more day."), A_COURSE,
                                    where=Q(course__finished_on=None), **A_DAY),
    Can.CHANGE_DAY: wherever_they_work(who_takes_it, _("A day of your course was moved or cancelled."), A_COURSE,
                                       at_once=True, where=Q(course__finished_on=None), **A_DAY),
    Can.GIVE_PLACE_BACK: wherever_they_work(whose_learning_it_is, _("A place became free, and it is yours."),
                                            "learning:mine", opens=None, at_once=True,
                                            where=HAS_A_PLACE),
    Can.FINISH_COURSE: wherever_they_work(
        who_takes_it, _("Your course is finished. Your skills passport says what counts."), A_COURSE),
    Can.ASK_TO_COUNT: [desk(who_assesses_it, TO_TALK, **ASKED), supervision(who_assesses_it, TO_TALK, **ASKED)],
    Can.HOLD_CONVERSATION: wherever_they_work(
        whose_learning_it_is, _("You can read whether what you have done and lived counts."), "learning:conversation"),
    Can.ISSUE_CERTIFICATE: wherever_they_work(
        whose_learning_it_is, _("You have a certificate. You decide who sees it."), "learning:certificate",
        of="learning.Certificate"),
    Can.REVOKE_CERTIFICATE: wherever_they_work(
        whose_learning_it_is, _("Your certificate was taken back. You can read why."), "learning:certificate"),
    **nobody("it stands on the pages of the programme’s learning", Can.ADD_PATHWAY, Can.CHANGE_PATHWAY, Can.ADD_MODULE,
             Can.CHANGE_MODULE),
    **nobody("whoever coordinates sees it on the page of the course", Can.TAKE_PLACE),
    **nobody("those who take part were there", Can.NOTE_WHO_CAME),
    **nobody("it is theirs alone", Can.LOG_HOURS, Can.CHANGE_HOURS, Can.SHOW_CERTIFICATE),
    **nobody("it shows something and changes nothing", Can.SEE_LEARNING, Can.SEE_WHO_HAS_WHAT, Can.SEE_COURSE,
             Can.SEE_WHO_TAKES_IT, Can.SEE_CONVERSATION, Can.SEE_CERTIFICATE, Can.TAKE_CERTIFICATE_ALONG),
}  # fmt: skip
