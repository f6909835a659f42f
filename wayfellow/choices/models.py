"""What a person decided about peer support, under what circumstances, and what matters to them in a peer supporter."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.people.models import Person, User
from wayfellow.vault.models import SealedText

TOLD = 1  # the version of what the person is told before they choose: choices/templates/choices/told.html


class Choice(models.Model):
    """One answer of a person, kept as it was given; a later answer is another row."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NOT_NOW = "not_now", _("Not now")
        NO = "no", _("No")

    class Idea(models.TextChoices):
        MINE = "mine", _("It was my idea")
        SUGGESTED = "suggested", _("A professional suggested it and I like the idea")
        FAMILY = "family", _("Someone close to me suggested it")
        TREATMENT_PLAN = "treatment_plan", _("It is part of my treatment plan")

    class Free(models.TextChoices):
        YES = "yes", _("Yes, I feel free to say no")
        UNSURE = "unsure", _("I am not sure")
        NO = "no", _("No, I do not feel free to say no")

    class How(models.TextChoices):
        OWN_SPACE = "own_space", _("In their own space")
        PROFESSIONAL_DEVICE = (
            "professional_device",
            _("On the professional’s device, with the person present"),
        )
        PEER_DEVICE = "peer_device", _("On the peer supporter’s device, with the person present")
        PAPER = "paper", _("On paper")
        BEFORE = "before", _("Before Wayfellow, as the programme’s own records state")

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="choices")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer)
    idea = models.CharField(max_length=20, choices=Idea, blank=True)
    free = models.CharField(max_length=10, choices=Free, blank=True)
    words = SealedText()
    how = models.CharField(max_length=20, choices=How)
    who_was_there = SealedText()
    told = models.PositiveSmallIntegerField(default=TOLD)
    kept_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(answer="yes") | models.Q(how="before") | ~models.Q(idea="") & ~models.Q(free=""),
                name="a_yes_says_whose_idea_and_how_free",
            ),
        ]

    def __str__(self):
        return f"{self.get_answer_display()} ({self.on})"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id

    @property
    def is_free(self):
        """A yes counts when it is the person's own (I1; "the single most important factor", Marion County handbook)."""
        return self.idea != self.Idea.TREATMENT_PLAN and self.free not in {self.Free.NO, self.Free.UNSURE}


class Preference(models.Model):
    """What matters to a person in a peer supporter: asked, never assumed, and read by nobody but them (D6).

    Each wish has its weight; without one it does not matter. What speaks for a peer supporter is made of them.
    """

    class Weight(models.TextChoices):
        MUST = "must", _("It must be so")
        NICE = "nice", _("It would be nice")

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, blank=True)
    language_weight = models.CharField(max_length=10, choices=Weight, blank=True)
    gender = models.CharField(max_length=10, choices=Person.Gender, blank=True)
    gender_weight = models.CharField(max_length=10, choices=Weight, blank=True)
    culture = SealedText()
    culture_weight = models.CharField(max_length=10, choices=Weight, blank=True)
    age = SealedText()
    age_weight = models.CharField(max_length=10, choices=Weight, blank=True)
    experience = SealedText()
    experience_weight = models.CharField(max_length=10, choices=Weight, blank=True)

    def __str__(self):
        return f"preference {self.pk}"

    def sealing_key(self):
        return self.person.key

    def wished(self, name):
        """Return a wish, if it matters."""
        return getattr(self, name) if getattr(self, f"{name}_weight") else ""

    def must(self, name):
        return getattr(self, name) if getattr(self, f"{name}_weight") == self.Weight.MUST else ""
