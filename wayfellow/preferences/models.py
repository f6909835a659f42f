"""What matters to a person in a peer supporter."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Person
from wayfellow.ui.spoken import own_name
from wayfellow.vault.models import SealedCode, SealedText
from wayfellow.workforce.models import Peer

OWN_OR_FAMILY = [(each.value, each.label) for each in [Peer.ExperienceOf.OWN, Peer.ExperienceOf.FAMILY]]


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
    language = SealedCode()
    language_weight = SealedCode(choices=Weight)
    gender = SealedCode(choices=Person.Gender)
    gender_weight = SealedCode(choices=Weight)
    experience_of = SealedCode(choices=OWN_OR_FAMILY)
    experience_of_weight = SealedCode(choices=Weight)
    culture = SealedText()
    culture_weight = SealedCode(choices=Weight)
    age = SealedText()
    age_weight = SealedCode(choices=Weight)
    experience = SealedText()
    experience_weight = SealedCode(choices=Weight)

    def __str__(self):
        return f"preference {self.pk}"

    def sealing_key(self):
        return self.person.key

    def get_language_display(self):
        return own_name(self.language)

    def wished(self, name):
        """Return a wish, if it matters."""
        return getattr(self, name) if getattr(self, f"{name}_weight") else ""

    def must(self, name):
        return getattr(self, name) if getattr(self, f"{name}_weight") == self.Weight.MUST else ""
