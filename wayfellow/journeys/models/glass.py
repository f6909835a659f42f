"""Opening what two people wrote, for what something serious needs."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.access.road import GLASS_STAYS_OPEN
from wayfellow.journeys.models.journey import Journey, new_id
from wayfellow.people.models import User
from wayfellow.vault.models import SealedText


class BrokenGlass(models.Model):
    """A coordinator opened what the two wrote, for an hour and with a reason; a second person says what follows (I4).

    `told_on` is the day on which the person knew of all that is written here.
    """

    class Outcome(models.TextChoices):
        NEEDED = "needed", _("It was needed")
        NOT_NEEDED = "not_needed", _("It was not needed")

    REVIEW_WITHIN = timedelta(days=3)
    always_with = ("journey__person__key", "journey__programme", "by", "reviewed_by")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="glasses")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = SealedText()
    told_on = models.DateField(null=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    what_follows = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_on=None, outcome="")
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False, outcome__in=["needed", "not_needed"]),
                name="a_review_is_whole_or_not_there",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("by")), name="nobody_reviews_themself"
            ),
        ]
        indexes = [models.Index(fields=["by", "at"], name="glasses_broken_lately")]

    def __str__(self):
        return f"broken glass of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def closes_at(self):
        return self.ended_at or self.at + GLASS_STAYS_OPEN

    @property
    def is_open(self):
        return timezone.now() < self.closes_at

    @property
    def review_due_on(self):
        return timezone.localdate(self.at) + self.REVIEW_WITHIN
