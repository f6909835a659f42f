"""The steps towards associations and groups that outlast a journey."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Organisation
from wayfellow.journeys.models.journey import Journey, new_id


class Connection(models.Model):
    """An accompanied step towards an association (B7)."""

    class State(models.TextChoices):
        TOLD = "told", _("Heard about it")
        WENT_TOGETHER = "went_together", _("We went together")
        WENT_ALONE = "went_alone", _("Went alone")
        BELONGS = "belongs", _("Belongs there")
        NOT_FOR_ME = "not_for_me", _("Not for me")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="connections")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "association"], name="one_connection_per_association")
        ]

    def __str__(self):
        return f"connection of {self.journey_id}"

    def about_person(self):
        return self.journey.person_id
