"""Somebody would like to become a peer supporter, and the steps until they are one."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.joining.lifecycle import APPLICATION, HAS_BEGUN, STANDS
from wayfellow.joining.stages import Stage
from wayfellow.joining.steps import ORDER, Kind
from wayfellow.vault.models import Key, SealedCode, SealedText

LONGEST_LINE = 120


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class WayIn(models.Model):
    """A programme that looks for peer supporters says so on a page for anyone. Without a row it does not."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="way_in")
    is_open = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    def __str__(self):
        return f"way in to {self.programme_id}"


class PlannedStep(models.Model):
    """A step as a programme takes it: what exactly, who goes along, and within how many days of the beginning."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="planned_steps")
    kind = models.CharField(max_length=20, choices=Kind)
    what = models.CharField(max_length=LONGEST_LINE, blank=True)
    who = models.CharField(max_length=LONGEST_LINE, blank=True)
    days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "kind"], name="a_programme_plans_a_step_once")]

    def __str__(self):
        return f"{self.kind} in {self.programme_id}"


class Application(models.Model):
    """Somebody would like to become a peer supporter, in their own words.

    It is held under a private address, of which only a digest is kept, and points to no account and to no person:
    nobody learns from it who gets support.
    """

    always_with = ("key", "programme")

    id = _new_id()
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=64, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.WRITTEN)
    stage_since = models.DateField()
    written_on = models.DateField()
    name = SealedText()
    reach = SealedText()
    words = SealedText()
    practical = SealedText()
    answer = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="application_stage_is_known"),
        ]
        indexes = [models.Index(fields=["programme", "stage", "written_on"], name="applications_of_a_desk")]

    is_written = APPLICATION.stands_in({Stage.WRITTEN})
    has_begun = APPLICATION.stands_in(HAS_BEGUN)
    is_ready = APPLICATION.stands_in({Stage.READY})
    is_let_go = APPLICATION.stands_in({Stage.LET_GO})

    def __str__(self):
        return f"application {self.pk}"

    def sealing_key(self):
        return self.key

    @property
    def in_order(self):
        """The steps, the first due first."""
        return sorted(self.steps.all(), key=lambda step: (step.due_on, ORDER.index(step.kind)))

    @property
    def stands(self):
        """Where it stands, for whoever wrote it."""
        return STANDS[Stage(self.stage)]


class Step(models.Model):
    """A step on the way of one: who goes along, until when, and what is known of it once it is done.

    Of a check there is a result, and the last day on which it holds. What it says stands nowhere.
    """

    class Result(models.TextChoices):
        IN_ORDER = "in_order", _("In order")
        NOT_IN_ORDER = "not_in_order", _("Not in order")

    always_with = ("application__key", "application__programme")

    id = _new_id()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=Kind)
    what = models.CharField(max_length=LONGEST_LINE, blank=True)
    who = SealedText()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = SealedCode(choices=Result)
    holds_until = models.DateField(null=True)
    words = SealedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="each_step_is_taken_once")]

    def __str__(self):
        return f"step {self.pk}"

    def sealing_key(self):
        return self.application.key

    @property
    def is_check(self):
        return self.kind == Kind.CHECK

    @property
    def label(self):
        return self.what or self.get_kind_display()

    @property
    def is_late(self):
        return self.done_on is None and self.due_on < timezone.localdate()

    @property
    def has_lapsed(self):
        return self.holds_until is not None and self.holds_until < timezone.localdate()
