"""Whom a peer supporter has told when they are not back in time, and when they expect to be."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import User
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer


class Margin(models.IntegerChoices):
    """How many minutes after the time they expect to be back somebody is told."""

    QUARTER = 15, _("A quarter of an hour")
    HALF = 30, _("Half an hour")
    HOUR = 60, _("An hour")


class Contact(models.Model):
    """Whom a peer supporter trusts with it: a coordinator, or somebody of their own. Where there is none, it is off."""

    always_with = ("peer__key", "peer__user", "coordinator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.OneToOneField(Peer, on_delete=models.CASCADE, related_name="trusted_contact")
    coordinator = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    name = SealedText()
    email = SealedText()
    phone = SealedText()
    own_number = SealedText()
    margin = models.PositiveSmallIntegerField(choices=Margin, default=Margin.HALF)

    def __str__(self):
        return f"trusted contact of {self.peer_id}"

    def sealing_key(self):
        return self.peer.key

    @property
    def called(self):
        return self.coordinator.name if self.coordinator else self.name

    def told_at(self, expected_at):
        """Return when they are told, where nobody said that they are back."""
        return expected_at + timedelta(minutes=self.margin)


class Outings(models.QuerySet):
    def going_on(self):
        return self.filter(back_at=None)


class Outing(models.Model):
    """That a peer supporter is out, and when they expect to be back. There is no column for where, or for whom."""

    objects = Outings.as_manager()
    always_with = ("peer__key", "peer__user")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="outings")
    expected_at = models.DateTimeField()
    tell_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["peer"], condition=Q(back_at=None), name="out_once_at_a_time"),
            models.CheckConstraint(condition=Q(tell_at__gte=F("expected_at")), name="nobody_is_told_before_the_time"),
        ]

    def __str__(self):
        return f"outing {self.pk}"

    @property
    def is_late(self):
        return self.expected_at <= timezone.now()
