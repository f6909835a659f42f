"""Three questions that the two who walk together both get, about the two of them."""

from typing import Any

from django.db import models

from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.surveys.models import Questionnaire
from wayfellow.vault.models import SealedJSON
from wayfellow.workforce.models import Peer


class OneSide(models.Model):
    """What one of the two said, as steps of a scale, and whether the other may see it beside theirs.

    It belongs to these two: whoever walks along later sees nothing of it.
    """

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="sides")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="+")
    is_the_persons = models.BooleanField()
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    given: Any = SealedJSON()
    shows = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "peer", "is_the_persons"], name="each_side_once")]

    def __str__(self):
        return f"one side of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
