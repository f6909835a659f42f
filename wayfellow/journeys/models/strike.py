"""Words that have no place in what is written about a person, and go."""

from django.db import models

from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedText


class Strike(models.Model):
    """Words that a person wants out of what somebody wrote (I2). When they are struck, they are gone from here, too."""

    always_with = ("journey__person__key", "journey__programme", "author")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="strikes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = SealedText()
    asked_on = models.DateField()
    struck_on = models.DateField(null=True)

    def __str__(self):
        return f"strike {self.pk}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
