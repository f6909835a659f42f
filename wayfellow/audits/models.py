"""Audits of a programme or a team, what came of each, and which needs were drawn from it."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from wayfellow.audits.tools import OF_STATEMENTS, Tool
from wayfellow.directory.models import Programme
from wayfellow.office.models import Need
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.ui.languages import in_my_language

LONGEST_ABOUT = 80
LONGEST_CODE = 64


class Template(models.Model):
    """What another programme asks in an audit, to begin one with here. `tool`: the one it comes from."""

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="audit_templates")
    tool = models.CharField(max_length=20, choices=Tool)
    content: Any = models.JSONField()

    def __str__(self):
        return in_my_language(self.content["title"])


class Audit(models.Model):
    """A look at how a programme or a team works, by those who know it. Its result is made once, when it closes.

    `about`: which team or part, in words. `asked`: the version that the result is about; `result`: what is told of it.
    """

    always_with = ("programme", "survey")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="audits")
    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="audit")
    tool = models.CharField(max_length=20, choices=Tool)
    template = models.ForeignKey(Template, null=True, on_delete=models.PROTECT, related_name="audits")
    about = models.CharField(max_length=LONGEST_ABOUT)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next_time")
    begun_on = models.DateField()
    until = models.DateField()
    closed_on = models.DateField(null=True)
    let_go_on = models.DateField(null=True)
    asked = models.ForeignKey(Questionnaire, null=True, on_delete=models.PROTECT, related_name="+")
    result: Any = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on=None, result=None, asked=None)
                | models.Q(let_go_on=None, closed_on__isnull=False, result__isnull=False, asked__isnull=False),
                name="an_audit_has_a_result_once_it_is_closed",
            ),
        ]
        indexes = [models.Index(fields=["programme", "begun_on"], name="audits_in_order")]

    def __str__(self):
        return f"{self.tool}: {self.about}"

    @property
    def is_open(self):
        return self.closed_on is None and self.let_go_on is None

    @property
    def content(self):
        """Return what was asked, of an audit that is closed."""
        return self.asked.content

    @property
    def tells_of_statements(self):
        """Return whether its result is told statement by statement, apart by who answered."""
        return self.result is not None and self.tool in OF_STATEMENTS

    @property
    def is_over(self):
        return self.until < timezone.localdate()


class Finding(models.Model):
    """A need that was drawn from an audit, and from which statement of it."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="findings")
    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="finding")
    statement = models.CharField(max_length=LONGEST_CODE, blank=True)

    def __str__(self):
        return f"finding of {self.audit_id}"
