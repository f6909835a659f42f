"""What a peer supporter spent, for tests."""

from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from wayfellow.expenses.actions import send_expense
from wayfellow.expenses.models import Expense

TODAY = timezone.localdate()
A_TICKET = {"kind": "travel", "occasion": "meeting", "receipt": "17", "words": "To the library and back"}


def spent(cast, **said):
    id, told = uuid4(), A_TICKET | {"amount": Decimal("4.50"), "spent_on": TODAY, "programme": cast.programme} | said
    send_expense(cast.peer, by=cast.pau, id=id, today=TODAY, **told)
    return Expense.objects.select_related(*Expense.always_with).get(pk=id)
