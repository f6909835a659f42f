"""Letters that wait to be sent, and what was read of what is new."""

import uuid

from django.conf import settings
from django.db import models

from wayfellow.vault.models import Key, SealedText


class Letter(models.Model):
    """A letter on its way. It is gone once it is sent; until then only the key of whom it is for opens it (I11).

    After `useless_after` nobody is helped by it: it is not sent any more.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    to = SealedText()
    subject = SealedText()
    words = SealedText()
    unsubscribe = SealedText()
    written_at = models.DateTimeField()
    useless_after = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"letter {self.pk}"

    def sealing_key(self):
        return self.key


def has_failed(letter):
    """Say whether a letter was tried, and has not gone out yet. There is none once it was sent."""
    return letter is not None and letter.failed_at is not None


class Read(models.Model):
    """That somebody has read what a line of the journal told them, and when. It names the line, as `Link` does."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    line = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "line"], name="read_once")]

    def __str__(self):
        return f"line {self.line}, read"
