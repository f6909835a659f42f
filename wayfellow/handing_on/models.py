"""What a programme handed on, and what came to it from others. Nobody stands in it."""

import uuid
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.vault import signing

LONGEST_TITLE = 200
LONGEST_NUMBER = 300


class Licence(models.TextChoices):
    """What others may do with it. Each lets them use it, change it and hand it on."""

    BY = "CC-BY-4.0", _("CC BY 4.0: whoever uses it says whose it is")
    BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: they say whose it is, and hand on what they make of it likewise")
    ZERO = "CC0-1.0", _("CC0 1.0: anyone does with it what they like")


DEEDS = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.ZERO: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class InAFile(models.Model):
    """Something with its file, as it was signed."""

    always_with = ("programme",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="%(class)s_things")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=LONGEST_TITLE)
    signed = models.TextField()

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @cached_property
    def sheet(self) -> Any:
        """Return what its file says."""
        return signing.said_in(self.signed)


class Published(InAFile):
    """What a programme handed on: the file as it was signed, and whether a public page shows it."""

    published_on = models.DateField()
    is_public = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_public=False) | models.Q(withdrawn_on=None),
                name="what_is_withdrawn_is_not_public",
            )
        ]
        indexes = [models.Index(fields=["is_public", "published_on"], name="published_in_order")]


class Received(InAFile):
    """What came from another programme: looked at, and since `taken_on` taken in. What it became has its own number.

    `number` is its own, by which it comes in once. `site` is where it was signed, `key` the fingerprint of the key.
    """

    number = models.CharField(max_length=LONGEST_NUMBER)
    site = models.CharField(max_length=LONGEST_TITLE)
    key = models.CharField(max_length=40)
    received_on = models.DateField()
    taken_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="a_thing_comes_in_once")]
