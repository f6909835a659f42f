"""Questionnaires kept as data, by version, and the answers given to each version (I12)."""

import uuid

from django.db import models

from wayfellow.directory.models import Programme


class Questionnaire(models.Model):
    """One version of a questionnaire: its questions in each language."""

    slug = models.SlugField()
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="a_questionnaire_version_is_kept")]

    def __str__(self):
        return f"{self.slug} {self.version}"


class Invitation(models.Model):
    """A one-time way in to an anonymous questionnaire. It is gone once used, and names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return f"invitation to {self.questionnaire_id}"


class Answers(models.Model):
    """One anonymous set of answers: no person, no day, no device; the month only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="answers")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    language = models.CharField(max_length=10)
    given = models.JSONField()

    def __str__(self):
        return f"answers to {self.questionnaire_id}"
