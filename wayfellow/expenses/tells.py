"""What is told of an expense: to those who answer for it that it waits, and to whoever spent it what was answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayfellow.access.tellings import Figure, desk, nobody, today
from wayfellow.expenses.access import Can, who_answers_for_it, who_spent_it, who_spent_it_and_supports
from wayfellow.expenses.lifecycle import IS_APPROVED, IS_ASKED_ABOUT, IS_SENT

IT: dict[str, Any] = {"of": "expenses.Expense", "page": "expenses:answer"}
FIGURES = [
    Figure(
        "desk",
        who_answers_for_it,
        of="expenses.Expense",
        where=IS_SENT,
        since="stage_since",
        words=ngettext_lazy(
            "%(num)d expense waits for an answer, since %(since)s.",
            "%(num)d expenses wait for an answer, the first since %(since)s.",
            "num",
        ),
    ),
]
TELLS = {
    Can.SEND_EXPENSE: [desk(who_answers_for_it, _("An expense was sent in."), where=IS_SENT, **IT)],
    Can.CHANGE_EXPENSE: [desk(who_answers_for_it, _("An expense was corrected."), "expenses:answer", where=IS_SENT)],
    Can.ANSWER_EXPENSE: [
        today(who_spent_it_and_supports, _("Somebody asked about an expense of yours."), "expenses:correct",
              where=IS_ASKED_ABOUT, at_once=True),
        today(who_spent_it, _("An expense of yours was approved."), "expenses:mine", opens=None, where=IS_APPROVED),
    ],
    Can.TAKE_BACK_APPROVAL: [
        today(who_spent_it, _("The approval of an expense of yours was taken back. It waits for an answer again."),
              "expenses:mine", opens=None, where=IS_SENT),
    ],
    **nobody("it shows something and changes nothing", Can.SEE_EXPENSES, Can.SEE_EXPENSE),
}  # fmt: skip
