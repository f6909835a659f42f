"""Whom a peer supporter has told when they are not back in time, and when they expect to be."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.people.models import User
from wayfellow.vault.models import Key, SealedText
from wayfellow.workforce.models import Peer


class Margin(models.IntegerChoices):
    """How many minutes after the time they expect to be back somebody is told."""

    QUARTER = 15, _("A quarter of an hour")
    HALF = 30, _("Half an hour")
    HOUR = 60, _("An hour")


class Duty(models.Model):
    """Who is on duty in a programme on a day, and the number at which they are then. A day without a row has nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="duties")
    on = models.DateField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    phone = SealedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "on"], name="one_is_on_duty_on_a_day")]

    def __str__(self):
        return f"duty on {self.on}"

    def sealing_key(self):
        return Key.of_the_installation()


class Contact(models.Model):
    """Whom a peer supporter trusts with it: whoever is on duty in a programme, a coordinator, or somebody of their own.

    Where there is none, it is off.
    """

    always_with = ("peer__key", "peer__user", "coordinator", "on_duty_in")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.OneToOneField(Peer, on_delete=models.CASCADE, related_name="trusted_contact")
    on_duty_in = models.ForeignKey(Programme, null=True, on_delete=models.PROTECT, related_name="+")
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
        if self.on_duty_in:
            return _("Whoever is on duty in %(programme)s") % {"programme": self.on_duty_in.name}
        return self.coordinator.name if self.coordinator else self.name

    def told_at(self, expected_at):
        """Return when they are told, where nobody said that they are back."""
        return expected_at + timedelta(minutes=self.margin)


class Outings(models.QuerySet):
    def going_on(self):
        return self.filter(back_at=None)


class Outing(models.Model):
    """That a peer supporter is out, and when they expect to be back. There is no column for where, or for whom.

    `told`: who was on duty when it was told that they were not back. All that follows goes to them, too.
    """

    objects = Outings.as_manager()
    always_with = ("peer__key", "peer__user")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="outings")
    expected_at = models.DateTimeField()
    tell_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
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
