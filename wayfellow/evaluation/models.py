"""What an evaluation holds beside the programme's own figures: what was published, and a clinical partner's totals."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.people.models import User
from wayfellow.surveys.models import Survey

WHOLE = "programme"
PAIRS = "pairs"
CHANGE = "change "
RESPONSE = "response "
THEMES = "themes "
EXTRACT = "extract"


class ClinicalTotal(models.Model):
    """One total of a whole group, as the clinical partner typed or sent it (I2)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="clinical_totals")
    variable = models.CharField(max_length=120)
    category = models.CharField(max_length=120, blank=True)
    n = models.PositiveIntegerField()
    mean = models.FloatField(null=True)
    sd = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "variable", "category"], name="one_total_per_category"),
        ]

    def __str__(self):
        return f"{self.variable} {self.category}".strip()


class PartnerTotal(models.Model):
    """What a clinical partner counted over a whole group, before and after, as they handed it on (I2): never who.

    It is told from the month after it was written down; until then it is put right in place. Later a correction is
    another total, and the one that it replaces stays as it was, and is told no longer (I12).
    """

    class Counted(models.TextChoices):
        PEOPLE = "people", _("People in hospital")
        STAYS = "stays", _("Hospital stays")
        DAYS = "days", _("Days in hospital")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="partner_totals")
    partner = models.CharField(max_length=120)
    start = models.DateField()
    end = models.DateField()
    counted = models.CharField(max_length=10, choices=Counted)
    n = models.PositiveIntegerField()
    people_before = models.PositiveIntegerField()
    people_after = models.PositiveIntegerField()
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    told_from = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lte=models.F("end")), name="a_total_begins_before_it_ends"
            ),
            models.UniqueConstraint(
                fields=["programme", "partner", "counted", "start", "end"],
                condition=models.Q(withdrawn_on=None),
                name="one_total_of_the_same_days",
            ),
        ]

    def __str__(self):
        return f"total of {self.programme_id}"

    def was_told(self, today):
        """Say whether somebody could read it in the report."""
        return self.told_from <= min(self.withdrawn_on or today, today)


class MonthEnd(models.Model):
    """That the figures of a programme were made at the end of a month: once, whatever is typed in afterwards."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "on"], name="a_month_ends_once")]

    def __str__(self):
        return f"{self.programme_id} {self.on}"


class Edition(models.Model):
    """What anybody may read of a programme, or of one of its surveys, as it stood at a month's end (I9).

    `figures` are as published: a number that is hidden is not in them. `people` stand behind it, or sets of answers.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="editions")
    subject = models.CharField(max_length=40)
    as_of = models.DateField()
    people = models.PositiveIntegerField()
    smallest = models.PositiveSmallIntegerField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "subject", "as_of"], name="one_edition_of_a_month"),
            models.CheckConstraint(
                condition=models.Q(people__gte=models.F("smallest")), name="enough_people_stand_behind_an_edition"
            ),
        ]

    @staticmethod
    def of_survey(version: int) -> str:
        """Return the subject of the editions of one version of a survey."""
        return f"survey {version}"

    @staticmethod
    def of_response(version: int) -> str:
        """Return the subject of the editions of how many answered one version of a survey, of those asked."""
        return f"{RESPONSE}{version}"

    @staticmethod
    def of_change(survey: uuid.UUID) -> str:
        """Return the subject of the editions of how answers to a survey changed."""
        return f"{CHANGE}{survey.hex}"

    @staticmethod
    def of_themes(survey: uuid.UUID) -> str:
        """Return the subject of the editions of what people wrote of in answer to a survey."""
        return f"{THEMES}{survey.hex}"

    def __str__(self):
        return f"{self.subject} of {self.programme_id} as of {self.as_of}"


class KeptReport(models.Model):
    """A report as it was read on a day. Nothing of it is worked out again: opened later, it is the same.

    `lines` and `page` are what stood there, in the language of whoever kept it; `fingerprint` is of the figures alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="kept_reports")
    kept_on = models.DateField()
    start = models.DateField(null=True)
    end = models.DateField()
    year = models.PositiveSmallIntegerField(null=True)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    fingerprint = models.CharField(max_length=64)
    figures = models.JSONField()
    lines = models.JSONField()
    page = models.TextField()

    def __str__(self):
        return f"report of {self.programme_id} kept on {self.kept_on}"


class Codebook(models.Model):
    """One version of the themes that the answers to a survey are sorted by. It stays as it is; a change is the next."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="codebooks")
    version = models.PositiveSmallIntegerField()
    themes = models.JSONField()
    written_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "version"], name="a_codebook_version_is_kept")]

    def __str__(self):
        return f"codebook {self.version} of {self.survey_id}"

    @property
    def names(self):
        return [each["name"] for each in self.themes]


class Coding(models.Model):
    """Which themes somebody sees in one answer, as they said `first` and as they say now.

    `answer` is a digest of words that were published: the words are not here, and nothing leads to who wrote them.
    """

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="codings")
    coder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=64)
    first = models.JSONField()
    themes = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "coder", "answer"], name="an_answer_is_coded_once_by_each")
        ]

    def __str__(self):
        return f"coding {self.pk}"
