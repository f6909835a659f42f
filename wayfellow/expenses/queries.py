"""What somebody spent, what waits for an answer, and what was approved in a month."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.expenses.access import Can
from wayfellow.expenses.lifecycle import IS_APPROVED, IS_SENT
from wayfellow.expenses.models import Expense, Receipt
from wayfellow.people.models import User
from wayfellow.ui.home_pages import number_of
from wayfellow.workforce.models import Peer

SAID = ["programme_id", "spent_on", "kind", "occasion", "amount", "receipt", "words"]


def mine(user: User) -> QuerySet[Expense]:
    """Return what somebody spent, the newest first."""
    own = with_receipt(Expense).filter(peer__user=user)
    seen: QuerySet[Expense] = allowed(user, Can.SEE_EXPENSE, own)
    return seen.order_by("-spent_on", "-pk")


def programmes_of(peer: Peer) -> QuerySet[Programme]:
    return peer.programmes.order_by("name")


def as_sent(expense: Expense) -> list[Any]:
    """Return all that correcting it would replace."""
    return [str(getattr(expense, name)) for name in SAID] + [str(receipt_of(expense))]


def with_receipt(model: type[Expense]) -> QuerySet[Expense]:
    """Have each expense say which photo or PDF of a receipt it has. The file itself stays where it is."""
    receipt = Receipt.objects.filter(expense=OuterRef("pk")).values("pk")
    return model.objects.select_related(*model.always_with).annotate(receipt_id=Subquery(receipt))


def receipt_of(expense: Expense) -> Any:
    """Return the number of the photo or PDF that an expense has, if it has one."""
    if hasattr(expense, "receipt_id"):
        return expense.receipt_id
    return Receipt.objects.filter(expense=expense).values_list("pk", flat=True).first()


def receipt_to_open(expense: Expense) -> Receipt | None:
    return Receipt.objects.select_related(*Receipt.always_with).filter(expense=expense).first()


def to_answer(user: User, programme: Programme) -> QuerySet[Expense]:
    """Return what waits for an answer of this reader, the longest first."""
    waiting: QuerySet[Expense] = allowed(user, Can.ANSWER_EXPENSE, _seen(user, programme).filter(IS_SENT))
    return waiting.order_by("stage_since", "pk")


def approved_in(user: User, programme: Programme, month: date) -> QuerySet[Expense]:
    """Return what was approved in a month, by name and day: what payroll pays, each once."""
    there = _seen(user, programme).filter(IS_APPROVED, stage_since__year=month.year, stage_since__month=month.month)
    return there.order_by("peer__user__name", "spent_on", "pk")


def approved_before(day: date, programme: Programme) -> QuerySet[Expense]:
    """Return what was approved that long ago, and is only kept because the law of the place asks for it."""
    return Expense.objects.filter(IS_APPROVED, programme=programme, stage_since__lte=day).order_by("pk")


def months(user: User, programme: Programme, today: date) -> list[date]:
    """Return the months in which something was approved, and this one: the latest first."""
    found = _seen(user, programme).filter(IS_APPROVED).annotate(month=TruncMonth("stage_since")).order_by()
    return sorted({today.replace(day=1), *found.values_list("month", flat=True).distinct()}, reverse=True)


def in_all(expenses: Iterable[Expense]) -> Decimal:
    return sum((each.amount for each in expenses), Decimal())


def with_expenses_sent(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many expenses wait for an answer."""
    return programmes.annotate(expenses_sent=number_of(Expense.objects.filter(IS_SENT)))


def _seen(user: User, programme: Programme) -> QuerySet[Expense]:
    there = with_receipt(Expense).select_related("peer__employer").filter(programme=programme)
    seen: QuerySet[Expense] = allowed(user, Can.SEE_EXPENSE, there)
    return seen
