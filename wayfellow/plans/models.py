"""What is the person's own: here, the visits they prepare for."""

import uuid

from django.db import models

from wayfellow.people.models import Person
from wayfellow.vault.models import SealedText


class Visit(models.Model):
    """An upcoming visit with a professional, and what the person wants to raise. Nobody else sees it (B6)."""

    always_with = ("person__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField(null=True)
    with_whom = SealedText()
    to_raise = SealedText()

    def __str__(self):
        return f"visit {self.pk}"

    def sealing_key(self):
        return self.person.key
