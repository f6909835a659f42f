"""A cost is sent in, asked about and corrected, or approved."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.expenses.access import Can
from wayfellow.expenses.lifecycle import EXPENSE, Transition, approval_is_fresh
from wayfellow.expenses.models import Expense, Receipt
from wayfellow.expenses.queries import as_sent
from wayfellow.workforce.actions import give_key


@act(Can.SEND_EXPENSE)
def send_expense(peer, *, by, id, today, photo=None, **said):
    """Send in what was spent, with a photo or a PDF of the receipt where there is one."""
    _unless_it_is_still_to_come(said["spent_on"], today)
    give_key(peer)
    expense = Expense.objects.create(id=id, peer=peer, stage_since=today, **said)
    _keep_receipt(expense, photo)
    return expense


@act(Can.CHANGE_EXPENSE, when=EXPENSE.allows(Transition.CORRECT))
def correct_expense(expense, *, by, edit_token, today, photo=None, without_photo=False, **said):
    """Correct it, also where somebody asked about it: it waits for an answer again. Another photo replaces the one."""
    unless_changed(as_sent(expense), edit_token=edit_token)
    _unless_it_is_still_to_come(said["spent_on"], today)
    if photo or without_photo:
        Receipt.objects.filter(expense=expense).delete()
    _keep_receipt(expense, photo)
    EXPENSE.take(Transition.CORRECT, expense, on=today, question="", **said)


@act(Can.CHANGE_EXPENSE)
def withdraw_expense(expense, *, by):
    """Take it back. Nothing of it stays."""
    Expense.objects.filter(pk=expense.pk).delete()


@anonymous
def forget_expense(expense):
    """It has been kept as long as the law of the place asks: nothing of it stays, nor of its receipt."""
    Expense.objects.filter(pk=expense.pk).delete()


@act(Can.ANSWER_EXPENSE, when=EXPENSE.allows(Transition.APPROVE))
def approve_expense(expense, *, by, edit_token, on):
    """Approve it as it was read: it is on the list of this month."""
    unless_changed(as_sent(expense), edit_token=edit_token)
    EXPENSE.take(Transition.APPROVE, expense, on=on, approved_by=by)


# Its page is the one that approves as well: it is open as long as one of the two can be done.
@act(Can.ANSWER_EXPENSE, when=EXPENSE.allows(Transition.APPROVE))
def ask_about_expense(expense, *, by, edit_token, on, question):
    """Ask about it. Whoever spent it reads the question, corrects it and sends it again."""
    unless_changed(as_sent(expense), edit_token=edit_token)
    EXPENSE.take(Transition.ASK_ABOUT, expense, on=on, question=question)


@act(Can.TAKE_BACK_APPROVAL, when=approval_is_fresh)
def take_back_approval(expense, *, by, on):
    """Within the month it was approved in, an approval by mistake is none: it waits for an answer again."""
    EXPENSE.take(Transition.TAKE_BACK, expense, on=on, approved_by=None)


def _keep_receipt(expense, photo):
    if photo:
        Receipt.objects.create(expense=expense, file=photo)


def _unless_it_is_still_to_come(on, today):
    if on > today:
        raise Refused(_("This day is still to come. Please check the date."), field="spent_on")
