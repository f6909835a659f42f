"""What matters to a person in a peer supporter."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Person
from wayfellow.vault.models import SealedText


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
