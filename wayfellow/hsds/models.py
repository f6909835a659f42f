"""What an import brought that belongs to nothing here, and directories that came in a file."""

import uuid
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import LONGEST_NAME, Programme
from wayfellow.vault.files import SealedFile
from wayfellow.vault.models import Key


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


class Delivery(models.Model):
    """A directory that came in a file: looked at, and since `taken_on` taken in, until that is undone.

    `sign` is a short sign of all that it would change, so that only what was shown is taken in.
    """

    A_MONTH = timedelta(days=31)
    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="deliveries")
    source = models.CharField(max_length=LONGEST_NAME)
    sign = models.CharField(max_length=32)
    brought_on = models.DateField()
    taken_on = models.DateField(null=True)
    undone_on = models.DateField(null=True)

    def __str__(self):
        return self.source


class DeliveredFile(models.Model):
    """The file itself, until it is taken in. It is about nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="file")
    file = SealedFile()

    def __str__(self):
        return f"file of {self.delivery_id}"

    def sealing_key(self):
        return Key.of_the_installation()


class Change(models.Model):
    """What a delivery makes of one record, by the standard’s table and id: what its columns say before and after.

    `rest` has what differs that no column here holds.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("Added")
        CHANGED = "changed", _("Changed")
        WITHDRAWN = "withdrawn", _("No longer in the file: taken out of the directory")
        OTHERS = "others", _("Kept by others: stays as it is")
        SAME = "same", _("As before")
        LOOSE = "loose", _("Belongs to nothing here: kept for when the directory is given away")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=20, choices=Kind)
    table = models.CharField(max_length=40)
    uid = models.UUIDField()
    name = models.CharField(max_length=200)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    rest = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["delivery", "kind"], name="changes_by_their_kind")]

    def __str__(self):
        return self.name
