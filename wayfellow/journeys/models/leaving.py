"""How somebody goes on whose peer supporter leaves."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedCode, SealedJSON
from wayfellow.workforce.models import Leaving


class WayOn(models.Model):
    """What a person chose, once their peer supporter said that they leave; or who stays in touch until they choose.

    It is carried out when the peer supporter's part ends. Until then the two go on as before.
    """

    class Way(models.TextChoices):
        SOMEBODY_ELSE = "somebody_else", _("Go on with somebody else")
        REST = "rest", _("Rest for now, and come back when I like")
        END = "end", _("End it here")

    always_with = ("journey__person__key", "kept_by")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="ways_on")
    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="ways_on")
    on = models.DateField()
    way: Any = SealedCode(choices=Way)
    wants_to_meet = SealedJSON()
    kept_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "leaving"], name="one_way_on_for_each_who_leaves")]

    def __str__(self):
        return f"way on of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
