"""The steps towards associations and groups that outlast a journey."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Organisation
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.vault.models import SealedText


class Connection(models.Model):
    """An accompanied step towards an association (B7). It stands where the latest of its steps left it."""

    class State(models.TextChoices):
        TOLD = "told", _("Heard about it")
        IN_TOUCH = "in_touch", _("Got in touch")
        WENT_TOGETHER = "went_together", _("We went together")
        WENT_ALONE = "went_alone", _("Went alone")
        BELONGS = "belongs", _("Belongs there")
        NOT_FOR_ME = "not_for_me", _("Not for me")
        ENDED = "ended", _("Does not go there any more")

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="connections")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    on = models.DateField()
    next_on = models.DateField(null=True)
    contact = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "association"], name="one_connection_per_association")
        ]

    def __str__(self):
        return f"connection of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id


class ConnectionStep(models.Model):
    """One step towards an association, or a group of it in the directory by its short name, and the day it was taken.

    Which group it was is sealed with the person's key: no column of a group, nor one that leads to it, knows of it.
    """

    always_with = ("connection__journey__person__key",)

    id = new_id()
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=Connection.State)
    on = models.DateField()
    noted_at = models.DateTimeField()
    group = SealedText()

    class Meta:
        indexes = [models.Index(fields=["on"], name="steps_of_a_time")]

    def __str__(self):
        return f"step of {self.connection_id}"

    def sealing_key(self):
        return self.connection.journey.person.key

    def about_person(self):
        return self.connection.journey.person_id
