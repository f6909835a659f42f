"""What a peer supporter spent, and the coordinators' answers and lists for payroll."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.expenses import actions, queries
from wayfellow.expenses.access import Can
from wayfellow.expenses.forms import APPROVE, AnswerForm, CorrectForm, ExpenseForm, WithdrawForm
from wayfellow.files.opening import to_save as file_to_save
from wayfellow.sheets.writing import to_save
from wayfellow.ui.money import currency_here
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of
from wayfellow.workforce.queries import as_peers


@require_safe
@signed_in
def mine(request):
    """What somebody spent and where it stands; once for each employer they can send in more."""
    page = page_of(request, queries.mine(request.user))
    return render(request, "expenses/mine.html", {"page": page, "as_peers": as_peers(request.user, Can.SEND_EXPENSE)})


@form_page(Can.SEND_EXPENSE, ExpenseForm, "expenses/send.html")
def send(peer, *, by, idempotency_key, answers):
    actions.send_expense(
        peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, today=timezone.localdate(), **answers
    )
    return reverse("expenses:mine")


@form_page(Can.CHANGE_EXPENSE, CorrectForm, "expenses/correct.html")
def correct(expense, *, by, idempotency_key, answers):
    actions.correct_expense(expense, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return reverse("expenses:mine")


@form_page(Can.CHANGE_EXPENSE, WithdrawForm, "expenses/withdraw.html")
def withdraw(expense, *, by, idempotency_key, answers):
    actions.withdraw_expense(expense, by=by, idempotency_key=idempotency_key)
    return reverse("expenses:mine")


@require_safe
@needs(Can.SEE_EXPENSE)
def receipt(request, expense):
    """The photo or PDF of a receipt, to save; a photo can stand on a page."""
    found = queries.receipt_to_open(expense)
    return file_to_save(found and found.file, f"receipt-{expense.spent_on}")


# On the desk
@require_safe
@needs(Can.SEE_EXPENSES)
def expenses(request, programme):
    """What waits for an answer, and what was approved in a month."""
    today = timezone.localdate()
    months = queries.months(request.user, programme, today)
    month = _month(request, months)
    approved = list(queries.approved_in(request.user, programme, month))
    shown = {
        "programme": programme,
        "waiting": list(queries.to_answer(request.user, programme)),
        "months": _tabs(months, month),
    }
    shown |= {"month": month, "approved": approved, "in_all": queries.in_all(approved)}
    return render(request, "expenses/expenses.html", shown)


@require_POST
@needs(Can.SEE_EXPENSES)
def take_month(request, programme):
    """What was approved in a month, for payroll, as a file."""
    month = _month(request, queries.months(request.user, programme, timezone.localdate()))
    header = [
        _("Name"),
        _("Employer"),
        _("Paid or volunteer"),
        _("Day"),
        _("What was it?"),
        _("What was it for?"),
        _("Amount"),
        _("Currency"),
        _("Number of the receipt"),
        _("Approved on"),
    ]
    rows = [_in_list(expense) for expense in queries.approved_in(request.user, programme, month)]
    return to_save(request.POST.get("kind"), f"expenses-{month:%Y-%m}", header, rows)


def _in_list(expense):
    return [
        expense.peer.user.name,
        expense.peer.employer.name,
        _("Paid") if expense.peer.is_paid else _("Volunteer"),
        expense.spent_on,
        expense.get_kind_display(),
        expense.get_occasion_display(),
        expense.amount,
        currency_here(),
        expense.receipt,
        expense.stage_since,
    ]


@form_page(Can.ANSWER_EXPENSE, AnswerForm, "expenses/answer.html")
def answer(expense, *, by, idempotency_key, answers):
    given = {"by": by, "idempotency_key": idempotency_key, "on": timezone.localdate()}
    given["edit_token"] = answers["edit_token"]
    if answers["answer"] == APPROVE:
        actions.approve_expense(expense, **given)
    else:
        actions.ask_about_expense(expense, question=answers["question"], **given)
    return reverse("expenses:expenses", args=[expense.programme_id])


@form_page(Can.TAKE_BACK_APPROVAL, Form, "expenses/take_back.html")
def take_back(expense, *, by, idempotency_key, answers):
    actions.take_back_approval(expense, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("expenses:answer", args=[expense.pk])


def _tabs(months, month):
    return [
        (date_format(each, "YEAR_MONTH_FORMAT").capitalize(), f"?month={each:%Y-%m}", each == month) for each in months
    ]


def _month(request, months):
    """Read a month from the address, whatever stands there."""
    asked = {f"{month:%Y-%m}": month for month in months}
    this: date = months[0]
    return asked.get(request.GET.get("month", ""), this)
