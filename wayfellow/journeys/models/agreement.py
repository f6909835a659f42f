"""What the two who walk together settle between them, and why they go on past what was proposed."""

from django.db import models
from django.db.models import Q

from wayfellow.journeys.models.codes import Rhythm
from wayfellow.journeys.models.journey import Journey, name_of, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer

TERMS = 1  # the version of what every agreement says: journeys/templates/journeys/road.html, `agreement_text`


class Agreement(models.Model):
    """What the two settled at the first meeting. A change is a new version; every version is kept (I12)."""

    always_with = ("journey__person__key",)
    SETTLED = ("rhythm", "own_rhythm", "places", "contact", "if_worried")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="agreements")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    written_on = models.DateField()
    rhythm = models.CharField(max_length=20, choices=Rhythm)
    own_rhythm = SealedText()
    places = SealedText()
    contact = SealedText()
    if_worried = SealedText()
    person_accepted_on = models.DateField(null=True)
    peer_accepted_on = models.DateField(null=True)
    accepted_together = models.BooleanField(default=False)
    terms = models.PositiveSmallIntegerField(default=TERMS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "version"], name="agreement_versions_are_kept")]

    def __str__(self):
        return f"agreement {self.version} of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def peer_name(self):
        return name_of(self.peer)

    @property
    def is_settled(self):
        return bool(self.person_accepted_on and self.peer_accepted_on)


class GoingOn(models.Model):
    """Why the two go on past what was proposed: the reason both write, and the coordinator's nod (I6)."""

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="going_on")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    up_to = models.PositiveSmallIntegerField()
    person_reason = SealedText()
    peer_reason = SealedText()
    nodded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    nodded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nodded_by=None, nodded_on=None) | Q(nodded_by__isnull=False, nodded_on__isnull=False),
                name="a_nod_has_a_name_and_a_day",
            ),
        ]

    def __str__(self):
        return f"going on with {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id
