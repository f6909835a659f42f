"""What two arranged for a meeting that is to come, and the breaks they take."""

from django.db import models
from django.db.models import F, Q

from wayfellow.access.open_values import TODAY
from wayfellow.journeys.models.accompaniment import Accompaniment
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Absences

LONGEST_PLACE = 200


class Arrangement(models.Model):
    """Where exactly the two meet, which row of meetings it belongs to, and who changed it last.

    A meeting keeps its number when it is moved, and `changes` counts each time: so a calendar knows it again.
    """

    always_with = ("accompaniment__journey__person__key",)

    id = new_id()
    accompaniment = models.OneToOneField(Accompaniment, on_delete=models.CASCADE, related_name="arrangement")
    place = SealedText()
    series = models.UUIDField(null=True)
    changes = models.PositiveSmallIntegerField(default=0)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    before_on = models.DateField(null=True)
    before_at = models.TimeField(null=True)

    def __str__(self):
        return f"arrangement of {self.accompaniment_id}"

    def sealing_key(self):
        return self.accompaniment.journey.person.key

    def about_person(self):
        return self.accompaniment.journey.person_id


class Breaks(Absences):
    def going_on(self):
        return self.on(TODAY)


class Break(models.Model):
    """A time in which a journey rests: nothing ends, no reminder is sent and no days are counted."""

    objects = Breaks.as_manager()
    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="breaks")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    words = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("begins_on")), name="a_break_has_an_order"),
            models.UniqueConstraint(fields=["journey"], condition=Q(ended_on=None), name="one_open_break"),
        ]

    def __str__(self):
        return f"break of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
