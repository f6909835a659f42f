"""What the programme proposes as what comes next, after an ending that was agreed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models.closing import Closing
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedCode, SealedText


class ProposedPlace(models.Model):
    """A place for what comes next that a coordinator proposes. It is added on the day the person says yes.

    A no is sealed, and nothing beside it tells it from no answer.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, add it")
        NO = "no", _("No, leave it out")

    always_with = ("journey__person__key", "journey__programme", "by")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="places")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    name = SealedText()
    answer = SealedCode(choices=Answer)
    agreed_how = SealedCode(null=True, choices=Closing.How)
    added_on = models.DateField(null=True)

    def __str__(self):
        return f"proposed place {self.pk}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def is_open(self):
        """Whether the person can still say yes or no."""
        return self.journey.places_are_open
