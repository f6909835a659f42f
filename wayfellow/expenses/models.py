"""What it costs to support somebody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.expenses.lifecycle import EXPENSE
from wayfellow.expenses.stages import Stage
from wayfellow.people.models import User
from wayfellow.vault.files import SealedFile
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer

LONGEST_NUMBER = 40
MOST_DIGITS = 8


class Expense(models.Model):
    """One cost. It points to no meeting and no person; its words are sealed with the key of whoever spent it."""

    class Kind(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        SMALL_COST = "small_cost", _("A coffee, a ticket, another small cost")

    class Occasion(models.TextChoices):
        MEETING = "meeting", _("A meeting with somebody I support")
        COURSE = "course", _("A course or a training")
        TEAM = "team", _("The team, supervision or the programme")

    always_with = ("peer__key", "peer__user", "programme")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="expenses")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="expenses")
    spent_on = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    occasion = models.CharField(max_length=10, choices=Occasion)
    amount = models.DecimalField(max_digits=MOST_DIGITS, decimal_places=2)
    receipt = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    words = SealedText()
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.SENT)
    stage_since = models.DateField()
    question = SealedText()
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_expense_costs_something"),
            models.CheckConstraint(
                condition=Q(stage="approved", approved_by__isnull=False)
                | ~Q(stage="approved") & Q(approved_by__isnull=True),
                name="who_approved_an_expense_is_known",
            ),
        ]
        indexes = [models.Index(fields=["programme", "stage", "stage_since"], name="expenses_of_a_month")]

    is_approved = EXPENSE.stands_in({Stage.APPROVED})
    is_asked_about = EXPENSE.stands_in({Stage.ASKED_ABOUT})

    def __str__(self):
        return f"expense {self.pk}"

    @property
    def was_approved_this_month(self):
        today = timezone.localdate()
        return self.is_approved and (self.stage_since.year, self.stage_since.month) == (today.year, today.month)

    def sealing_key(self):
        return self.peer.key


class Receipt(models.Model):
    """A photo or a PDF of a receipt, another row each time it is handed in anew. It goes with its expense."""

    always_with = ("expense__peer__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    expense = models.OneToOneField(Expense, on_delete=models.CASCADE, related_name="photo")
    file = SealedFile()

    def __str__(self):
        return f"receipt {self.pk}"

    @property
    def is_picture(self):
        return self.file is not None and self.file.is_picture

    def sealing_key(self):
        return self.expense.peer.key
