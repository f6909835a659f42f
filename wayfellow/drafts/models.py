"""Words on their way: what a form held when somebody left it half written."""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models

from wayfellow.vault.models import Key, SealedText

A_WEEK = timedelta(days=7)
LONGEST_PLACE = 200


class Draft(models.Model):
    """What one writer left half written at one address, sealed under the key of whom it is about.

    `hand` is the page that kept it, `number` grows with each time that page does: an earlier one may arrive later.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=LONGEST_PLACE)
    key = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="+")
    hand = models.UUIDField()
    number = models.BigIntegerField(default=0)
    words = SealedText()
    began_at = models.DateTimeField()
    written_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writer", "place"], name="one_draft_per_writer_and_place")]

    def __str__(self):
        return f"draft {self.pk}"

    def sealing_key(self):
        return self.key

    @property
    def until(self):
        return self.written_at + A_WEEK

    def is_over(self, at):
        """Whether its week is over, or the key it was sealed under was destroyed."""
        return self.until <= at or self.key.is_destroyed

    @property
    def fields(self):
        """What was in each field, as a browser sends it."""
        return json.loads(self.words)
