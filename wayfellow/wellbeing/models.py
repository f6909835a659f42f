"""What a peer supporter writes of how they are, the page of their own, and what of it they share with one person."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import User
from wayfellow.vault.models import SealedCode, SealedJSON, SealedText
from wayfellow.wellbeing.questions import as_read, says_it_is_hard
from wayfellow.workforce.models import Peer, Reflection


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class CheckIn(models.Model):
    """How a peer supporter is, one day. Only whom they share it with reads it; no administrator (I3)."""

    always_with = ("peer__key",)

    id = _new_id()
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField()
    said: Any = SealedJSON()

    def __str__(self):
        return f"check-in {self.pk}"

    def sealing_key(self):
        return self.peer.key

    def as_read(self):
        return as_read(self.said)

    @property
    def is_hard(self):
        """Return whether they say themself that it is too much."""
        return says_it_is_hard(self.said)


class OwnPage(models.Model):
    """A peer supporter's page for themself: strengths first, what helps, early signs, whom they call."""

    always_with = ("peer__key",)

    peer = models.OneToOneField(Peer, on_delete=models.CASCADE, related_name="own_page")
    said: Any = SealedJSON()

    def __str__(self):
        return f"own page {self.pk}"

    def sealing_key(self):
        return self.peer.key


class Shared(models.Model):
    """What a peer supporter shares with one person. Taken back, it is gone.

    `told_on` is the first page on which that person reads of it. What kind of thing it is lies sealed, too.
    """

    class Kind(models.TextChoices):
        WHOLE = "whole", _("All of it")
        EXTRACT = "extract", _("Only what stands below")
        SOON = "soon", _("I would like to talk, soon")
        TODAY = "today", _("I would like to talk today")

    always_with = ("peer__key", "peer__user", "with_whom", "check_in__peer__key", "reflection__peer__key")

    id = _new_id()
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="shared")
    with_whom = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    told_on = models.CharField(max_length=20)
    kind = SealedCode()
    check_in = models.ForeignKey(CheckIn, null=True, on_delete=models.CASCADE, related_name="shared")
    reflection = models.ForeignKey(Reflection, null=True, on_delete=models.CASCADE, related_name="shared")
    extract = SealedText()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(check_in=None) | Q(reflection=None), name="one_thing_is_shared_at_a_time"
            ),
        ]

    def __str__(self):
        return f"shared {self.pk}"

    def sealing_key(self):
        return self.peer.key

    @property
    def in_words(self):
        return self.Kind(self.kind).label

    @property
    def is_to_talk(self):
        return self.kind in {self.Kind.SOON, self.Kind.TODAY}

    @property
    def is_whole(self):
        return self.kind == self.Kind.WHOLE


class OfferAnswered(models.Model):
    """The day a peer supporter last said “not now” to a check-in that was offered. It says nothing else."""

    peer = models.OneToOneField(Peer, on_delete=models.CASCADE, related_name="offer_answered")
    on = models.DateField()

    def __str__(self):
        return f"answered on {self.on}"
