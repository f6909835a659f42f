"""How long something is kept, and the wish of a person that all of it be erased."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Person
from wayfellow.vault.models import Key


class Kind(models.TextChoices):
    """What a person's journey left behind, by how far it came; what was asked before there was one; what it cost."""

    UNDECIDED = "undecided", _("A referral that was never answered")
    DECLINED = "declined", _("A referral answered with “no” or “not now”")
    ENDED = "ended", _("A journey that has ended")
    FIRST_STEP = "first_step", _("A first step that led to no journey")
    WISH = "wish", _("A request to be told when there is something nearby")
    EXPENSE = "expense", _("An approved expense, with its receipt")


class Retention(models.Model):
    """How many days a kind of record is kept under the law of a place, and why.

    After `days` it is erased by itself; none: it stays until the person asks.
    Before `at_least` the law does not let it be erased, even if the person asks.
    """

    kind = models.CharField(max_length=20, choices=Kind)
    jurisdiction = models.CharField(max_length=10, blank=True)
    days = models.PositiveIntegerField(null=True)
    at_least = models.PositiveIntegerField(default=0)
    why = models.JSONField(default=dict)
    is_checked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "jurisdiction"], name="one_rule_per_kind_and_jurisdiction"),
            models.CheckConstraint(
                condition=Q(days=None) | Q(days__gte=F("at_least")), name="nothing_goes_before_the_law_lets_it"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.jurisdiction}".strip()

    @property
    def reason(self):
        return self.why.get(get_language()) or self.why.get("en") or ""


class Erasure(models.Model):
    """A wish to be erased; once it is done, the certificate. Then it names nobody, and holds no way back."""

    class Cause(models.TextChoices):
        ASKED = "asked", _("the person asked for it")
        TIME = "time", _("its retention period had ended")
        RESTORED = "restored", _("an older backup had been restored")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="erasure")
    cause = models.CharField(max_length=10, choices=Cause)
    asked_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    key = models.UUIDField(null=True)
    code = models.CharField(max_length=64, blank=True)  # not the code itself: see `mark_of`

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, key=None, person__isnull=False)
                | Q(done_on__isnull=False, key__isnull=False, person=None),
                name="a_certificate_names_nobody",
            ),
        ]

    def __str__(self):
        return f"erasure {self.pk}"

    @staticmethod
    def mark_of(code, key=None):
        """Return what is kept of the code of someone erased, so that an import does not bring them in again."""
        return (key or Key.of_the_installation()).mark(code, "keeping_erasure.code")
