"""What somebody else wrote in a person's name, which waits for the person's own word."""

from django.db import models

from wayfellow.choices.models import Choice
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedCode, SealedText


class RecordedChoice(models.Model):
    """What somebody wrote that a person with an account chose: it moves nothing, and the person says if it is so (I1).

    Each who writes has one, the newest. It stays when it is settled, so that their page reads the same.
    """

    always_with = ("journey__person__key", "journey__programme", "by")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="recorded")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    answer = SealedCode()
    idea = SealedCode()
    free = SealedCode()
    words = SealedText()
    how = SealedCode()
    who_was_there = SealedText()
    tell_team = models.BooleanField(default=False)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "by"], name="one_recorded_choice_of_each_who_writes")]

    def __str__(self):
        return f"recorded choice {self.pk}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    def answers(self):
        """Return what was written, as the person would have answered it."""
        written = {name: str(getattr(self, name)) for name in ["answer", "idea", "free", "words"]}
        return written | {"how": str(self.how), "who_was_there": str(self.who_was_there)}

    def as_choice(self):
        """Return it as the choice it would become, to be read."""
        return Choice(person=self.journey.person, programme=self.journey.programme, on=self.on, **self.answers())
