"""Questionnaires kept as data, by version, and the answers given to each version (I12)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.people.models import Person
from wayfellow.surveys.shape import ANONYMOUS, CONFIDENTIAL, NAMED
from wayfellow.vault.models import Key, SealedText


class Privacy(models.TextChoices):
    """How answers are kept. It is said before the first question."""

    ANONYMOUS = ANONYMOUS, _("Without a name")
    CONFIDENTIAL = CONFIDENTIAL, _("For the person alone")
    NAMED = NAMED, _("With a name")


class ReadBy(models.TextChoices):
    """Who reads answers with a name, beside the person."""

    COORDINATORS = "coordinators", _("The coordinators of the programme")
    PEER = "peer", _("Their peer supporter")
    BOTH = "both", _("The peer supporter and the coordinators")


class Survey(models.Model):
    """What a programme asks, again and again. Its versions are questionnaires; what is being written are questions.

    `stands_for`: the questionnaire of the installation in whose place the programme asks this one.
    `told_apart`: another room tells what was answered, and no editions are made of it.
    `came_with`: what a file from elsewhere says beside its questions, such as whose the wording is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="surveys")
    slug = models.SlugField(unique=True)
    stands_for = models.SlugField(blank=True)
    title = models.JSONField(default=dict)
    description = models.JSONField(default=dict)
    scoring = models.JSONField(default=list)
    came_with = models.JSONField(null=True)
    kept = models.CharField(max_length=20, choices=Privacy, default=Privacy.ANONYMOUS)
    read_by = models.CharField(max_length=20, choices=ReadBy, blank=True)
    told_apart = models.BooleanField(default=False)
    opened_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "stands_for"], condition=~models.Q(stands_for=""), name="one_survey_in_its_place"
            ),
            models.CheckConstraint(
                condition=models.Q(kept=Privacy.NAMED) & ~models.Q(read_by="")
                | ~models.Q(kept=Privacy.NAMED) & models.Q(read_by=""),
                name="a_named_survey_says_who_reads",
            ),
        ]

    def __str__(self):
        return self.slug


class Question(models.Model):
    """One question of a version that is still being written."""

    always_with = ("survey",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="being_written")
    position = models.PositiveSmallIntegerField()
    content = models.JSONField()

    def __str__(self):
        return f"question {self.pk}"


class Questionnaire(models.Model):
    """One version of a questionnaire: its questions in each language. The database refuses to rewrite it (I12)."""

    slug = models.SlugField()
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    survey = models.ForeignKey(Survey, null=True, on_delete=models.PROTECT, related_name="versions")
    kept = models.CharField(max_length=20, choices=Privacy, default=Privacy.ANONYMOUS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="a_questionnaire_version_is_kept")]

    def __str__(self):
        return f"{self.slug} {self.version}"


class Licence(models.Model):
    """That an organisation may use somebody else's instrument here, and the wording it may use."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="licence")
    instrument = models.SlugField()
    confirmed_on = models.DateField()
    evidence = models.TextField()
    text_hash = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"licence of {self.instrument}"


class Tablet(models.Model):
    """A shared device on which people answer one after another, on one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="tablets")
    on = models.DateField()

    def __str__(self):
        return f"tablet for {self.survey_id}"


class Invitation(models.Model):
    """A one-time way in to an anonymous questionnaire. It is gone once used, and names nobody.

    Whoever begins gets another, which nothing else points to; what they answered so far waits on it, sealed. All that
    are begun in one month end on one day, so that the day tells nothing of where somebody came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    tablet = models.ForeignKey(Tablet, null=True, on_delete=models.CASCADE, related_name="begun")
    until = models.DateField()
    so_far = SealedText()

    def __str__(self):
        return f"invitation to {self.questionnaire_id}"

    def sealing_key(self):
        return Key.of_the_installation()


class Invited(models.Model):
    """How many ways in to a questionnaire were opened in a month. Which of them were used is written nowhere."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "questionnaire", "month"], name="a_month_is_invited_once")
        ]

    def __str__(self):
        return f"invited to {self.questionnaire_id} in {self.month}"


class Answers(models.Model):
    """One anonymous set of answers: no person, no day, no device; the month only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="answers")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    language = models.CharField(max_length=10)
    given = models.JSONField()
    on_paper = models.BooleanField(default=False)

    def __str__(self):
        return f"answers to {self.questionnaire_id}"


class OwnAnswers(models.Model):
    """One set of answers that is somebody's own, sealed with their key. There is none to an anonymous questionnaire.

    `read_by` is what was said before the first question, whatever the survey says later.
    """

    always_with = ("person__key", "questionnaire")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_answers")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="own_answers")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    kept = models.CharField(max_length=20, choices=Privacy)
    read_by = models.CharField(max_length=20, choices=ReadBy, blank=True)
    language = models.CharField(max_length=10)
    begun_on = models.DateField()
    sent_on = models.DateField(null=True)
    given = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept=Privacy.CONFIDENTIAL, read_by="")
                | models.Q(kept=Privacy.NAMED) & ~models.Q(read_by=""),
                name="confidential_answers_are_read_by_nobody",
            ),
        ]

    def __str__(self):
        return f"own answers {self.pk}"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id


class Mail(models.Model):
    """That somebody wants a short note by e-mail when a survey waits. Its id is the end of the link that stops it.

    `told`: of which survey they were told, and how far along its three times. `site`: where they know the installation.
    """

    always_with = ("person",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail")
    site = models.URLField()
    told = models.JSONField(default=dict)

    def __str__(self):
        return f"mail {self.pk}"


class Shown(models.Model):
    """That somebody shows how their answers to a survey go over time, and to whom: numbers, never words."""

    always_with = ("person__key", "survey")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shown")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="shown")
    to = models.CharField(max_length=20, choices=ReadBy)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "survey"], name="shown_once")]

    def __str__(self):
        return f"shown {self.pk}"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id
