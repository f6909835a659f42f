"""How an expense goes from sent to approved."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.expenses.access import Can
from wayfellow.expenses.stages import Stage

S = Stage


class Transition(TextChoices):
    CORRECT = "correct"
    ASK_ABOUT = "ask_about"
    APPROVE = "approve"
    TAKE_BACK = "take_back"


T = Transition
EXPENSE = Lifecycle(
    of="an expense",
    stages=Stage,
    begins="send",
    refusal=_("This is not possible now. Current stage: %(stage)s."),
    rules={
        # transition       through deeds              from                     to
        T.CORRECT:   Rule({Can.CHANGE_EXPENSE},     {S.SENT, S.ASKED_ABOUT}, S.SENT),
        T.ASK_ABOUT: Rule({Can.ANSWER_EXPENSE},     {S.SENT},                S.ASKED_ABOUT),
        T.APPROVE:   Rule({Can.ANSWER_EXPENSE},     {S.SENT, S.ASKED_ABOUT}, S.APPROVED),
        T.TAKE_BACK: Rule({Can.TAKE_BACK_APPROVAL}, {S.APPROVED},            S.SENT),
    },
)  # fmt: skip

IS_SENT = EXPENSE.where({S.SENT})
IS_ASKED_ABOUT = EXPENSE.where({S.ASKED_ABOUT})
IS_APPROVED = EXPENSE.where({S.APPROVED})


def approval_is_fresh(expense):
    """Ask whether an approval can be taken back: in its own month, whose list is still being written."""
    EXPENSE.check(Transition.TAKE_BACK, expense)
    if not expense.was_approved_this_month:
        raise Refused(_("It is on the list of an earlier month, and may be paid by now. It stays as it is."))
