"""What an import brought that belongs to nothing here."""

import uuid

from django.db import models


class LooseRow(models.Model):
    """A row of an imported directory that no programme, place or organisation holds, such as a taxonomy's term.

    It is kept for the way out, so that what came in goes out whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    table = models.CharField(max_length=40)
    uid = models.UUIDField()
    row = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "uid"], name="a_loose_row_is_kept_once")]

    def __str__(self):
        return f"{self.table} {self.uid}"
