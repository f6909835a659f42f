"""The ending of a journey."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.vault.models import SealedCode, SealedJSON, SealedText


class Closing(models.Model):
    """The sheet that ends a journey in two voices, and the words the person agrees to send."""

    class Way(models.TextChoices):
        TOGETHER = "together", _("We decided it together")
        PERSON = "person", _("The person decided it")
        PEER = "peer", _("The peer supporter had to stop")
        SERVICE = "service", _("The programme ended")
        MOVED = "moved", _("The person moved away")
        UNREACHED = "unreached", _("We lost touch")

    class How(models.TextChoices):
        """How someone without an account agreed to the words."""

        DEVICE = "device", _("Here, on this device")
        PAPER = "paper", _("On paper, signed by both")

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.OneToOneField(Journey, on_delete=models.CASCADE, related_name="closing")
    begun_on = models.DateField()
    way = models.CharField(max_length=20, choices=Way, default=Way.TOGETHER)
    person_takes = SealedText()
    peer_takes = SealedText()
    how_to_come_back = SealedText()
    set_aside = SealedText()
    words_for_referrer = SealedText()
    comes_next: Any = SealedJSON()  # what places to go on to are called: a part of these words
    words_version = models.PositiveSmallIntegerField(default=0)
    agreed_how = SealedCode(null=True, choices=How)
    agreed_version = models.PositiveSmallIntegerField(null=True)
    person_agreed_on = models.DateField(null=True)
    peer_agreed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_version=None) | Q(agreed_version__lte=F("words_version")),
                name="agreed_words_were_written",
            ),
        ]

    def __str__(self):
        return f"closing of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def words_wait(self):
        """Whether words were proposed that the person has not agreed to."""
        return bool(self.words_for_referrer) and not self.words_are_agreed

    @property
    def words_are_agreed(self):
        return self.words_version > 0 and self.agreed_version == self.words_version
