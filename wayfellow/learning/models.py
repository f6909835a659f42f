"""Pathways and courses, who takes part, and what somebody has learned."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Programme
from wayfellow.learning.competencies import Competency
from wayfellow.people.models import User
from wayfellow.vault.files import SealedFile
from wayfellow.vault.models import Key, SealedText

A_DAY = 1440  # minutes
MOST_HOURS, MOST_MONTHS = 500, 120  # that a module takes, and after which it falls due again
IS_ASKED_SINCE_A_DAY = Q(asked_of="", asked_since=None, asked_within=None) | ~Q(asked_of="") & Q(
    asked_since__isnull=False, asked_within__isnull=False
)


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Learner(models.Model):
    """Somebody who works here and learns, peer supporter or not. What they write of it is sealed with their key."""

    always_with = ("key", "user")

    id = _new_id()
    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="learner")
    key = models.OneToOneField(Key, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return self.user.name

    def sealing_key(self):
        return self.key


class AskedOf(models.TextChoices):
    """Of whom a programme asks to learn something. Everything else is learned by choice."""

    EVERYBODY = "everybody", _("Everyone who works here")
    PEERS = "peers", _("All peer supporters")
    PAID = "paid", _("Peer supporters who are paid")
    VOLUNTEERS = "volunteers", _("Peer supporters who volunteer")


class Pathway(models.Model):
    """What a programme has people learn, module by module. `asked_of`: of whom it asks all of it, and by when."""

    class Level(models.TextChoices):
        BEGIN = "begin", _("To begin")
        FURTHER = "further", _("To go further")
        PASS_ON = "pass_on", _("To pass it on to others")

    always_with = ("programme",)

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pathways")
    name = models.CharField(max_length=LONGEST_NAME)
    level = models.CharField(max_length=10, choices=Level)
    about = models.TextField(blank=True)
    is_closed = models.BooleanField(default=False)
    asked_of = models.CharField(max_length=10, choices=AskedOf, blank=True)
    asked_since = models.DateField(null=True)
    asked_within = models.PositiveSmallIntegerField(null=True)  # months

    class Meta:
        constraints = [
            models.CheckConstraint(condition=IS_ASKED_SINCE_A_DAY, name="a_pathway_is_asked_since_a_day"),
        ]

    def __str__(self):
        return self.name


class Module(models.Model):
    """One part of a pathway: what it is about, how long it takes, what it lets somebody do, and if it falls due."""

    always_with = ("programme", "pathway")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="modules")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="modules")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    about = models.TextField(blank=True)
    hours = models.PositiveSmallIntegerField()
    competencies: Any = models.JSONField(default=list)
    own_competencies = models.TextField(blank=True)
    renewed_after = models.PositiveSmallIntegerField(null=True)  # months
    is_closed = models.BooleanField(default=False)
    asked_of = models.CharField(max_length=10, choices=AskedOf, blank=True)
    asked_since = models.DateField(null=True)
    asked_within = models.PositiveSmallIntegerField(null=True)  # months

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pathway", "number"], name="modules_follow_one_another"),
            models.CheckConstraint(condition=IS_ASKED_SINCE_A_DAY, name="a_module_is_asked_since_a_day"),
        ]

    def __str__(self):
        return self.name

    @property
    def asked(self):
        """Return what says of whom it is asked: the module itself, or else its pathway; None where neither does."""
        return next((each for each in [self, self.pathway] if each.asked_of), None)

    def competencies_as_read(self):
        return [Competency(code).label for code in self.competencies] + self.own_competencies.splitlines()


class Course(models.Model):
    """A module taught on some days, for so many people."""

    always_with = ("programme", "module")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="courses")
    led_by = models.CharField(max_length=LONGEST_NAME)
    place = models.TextField()
    places = models.PositiveSmallIntegerField()
    materials = models.TextField(blank=True)
    finished_on = models.DateField(null=True)

    def __str__(self):
        return self.module.name


class Enrolment(models.Model):
    """Somebody asked for a place in a course, and has one since `placed_on`; until then they wait."""

    always_with = ("course__module", "learner__user", "learner__key")

    id = _new_id()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="enrolments")
    asked_at = models.DateTimeField()
    placed_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "learner"], condition=Q(left_on=None), name="each_takes_a_course_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"enrolment {self.pk}"


class CourseDay(models.Model):
    """One day of a course, and who came."""

    always_with = ("course__module",)

    id = _new_id()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    is_cancelled = models.BooleanField(default=False)
    noted_on = models.DateField(null=True)
    came = models.ManyToManyField(Enrolment, related_name="days")

    class Meta:
        indexes = [models.Index(fields=["course", "on"], name="days_of_a_course_in_order")]

    def __str__(self):
        return f"{self.course_id} on {self.on}"


class Conversation(models.Model):
    """What somebody has done, thought about and lived, and asks to have counted; and what came of talking about it."""

    always_with = ("programme", "module", "learner__key", "learner__user")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="conversations")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="conversations")
    asked_on = models.DateField()
    practice = SealedText()
    reflection = SealedText()
    experience = SealedText()
    held_on = models.DateField(null=True)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    counts = models.BooleanField(null=True)
    words = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None, by=None, counts=None)
                | Q(held_on__isnull=False, by__isnull=False, counts__isnull=False),
                name="a_conversation_that_was_held_says_with_whom_and_what_for",
            ),
            models.UniqueConstraint(
                fields=["module", "learner"], condition=Q(held_on=None), name="one_conversation_waits_at_a_time"
            ),
        ]

    def __str__(self):
        return f"conversation {self.pk}"

    def sealing_key(self):
        return self.learner.key


class Completion(models.Model):
    """A module is behind somebody: since when, in which way, who says so, and when it falls due again."""

    class Way(models.TextChoices):
        COURSE = "course", _("By a course")
        CONVERSATION = "conversation", _("By practice and experience")

    id = _new_id()
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="completions")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="completions")
    way = models.CharField(max_length=20, choices=Way)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    renew_by = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "module", "on"], name="a_module_counts_once_a_day")]

    def __str__(self):
        return f"{self.module_id}, done on {self.on}"


class Certificate(models.Model):
    """A whole pathway is behind somebody: signed once, and kept as it was signed. Its holder decides who sees it."""

    always_with = ("programme__organisation", "pathway__programme__organisation", "learner__key", "learner__user")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certificates")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="certificates")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="certificates")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    until = models.DateField(null=True)
    signed = SealedText()
    is_public = models.BooleanField(default=False)
    revoked_on = models.DateField(null=True)
    why_revoked = SealedText()

    def __str__(self):
        return f"certificate {self.pk}"

    def sealing_key(self):
        return self.learner.key


class Hours(models.Model):
    """Time that somebody learned, and what they say of it. Nobody else reads it."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("By doing it")
        COURSE = "course", _("A course or a talk")
        READING = "reading", _("Reading, watching or listening")
        WITH_OTHERS = "with_others", _("With other peer supporters")

    always_with = ("programme", "learner__key")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="hours")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    words = SealedText()

    class Meta:
        verbose_name_plural = "hours"
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=A_DAY), name="hours_of_one_day")]

    def __str__(self):
        return f"hours {self.pk}"

    def sealing_key(self):
        return self.learner.key


class Evidence(models.Model):
    """A photo or a PDF that shows such hours, another row each time it is handed in anew. Nobody else opens it."""

    always_with = ("hours__learner__key",)

    id = _new_id()
    hours = models.OneToOneField(Hours, on_delete=models.CASCADE, related_name="evidence")
    file = SealedFile()

    def __str__(self):
        return f"evidence {self.pk}"

    def sealing_key(self):
        return self.hours.learner.key
