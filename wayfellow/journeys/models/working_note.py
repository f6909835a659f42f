"""What the coordinators note among themselves while they look after a journey."""

from django.db import models
from django.utils import timezone

from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedText


class WorkingNote(models.Model):
    """“Rang twice, no answer.” The person reads it like anything else, and what they say to it stays beside it (I3)."""

    always_with = ("journey__person__key", "journey__programme", "author")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="working_notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = SealedText()
    person_says = SealedText()
    said_on = models.DateField(null=True)

    @property
    def can_be_changed(self):
        """Whether it is still the day it was written on, and the person has said nothing to it."""
        return self.on == timezone.localdate() and not self.person_says

    def __str__(self):
        return f"working note {self.pk}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
