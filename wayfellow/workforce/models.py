"""Peer supporters: people with lived experience, trained to support others."""

import uuid

from django.db import models

from wayfellow.directory.models import Organisation, Programme, Site
from wayfellow.people.models import Person, User
from wayfellow.vault.models import Key, SealedText


class Peer(models.Model):
    """A peer supporter, and what a person may read about them before they meet.

    `key` seals what is theirs alone; it is made when they first write something of the kind.
    """

    always_with = ("key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="peers")
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="peers")
    programmes = models.ManyToManyField(Programme, through="Belonging", related_name="peers")
    sites = models.ManyToManyField(Site, related_name="peers")
    languages = models.JSONField(default=list)
    gender = models.CharField(max_length=10, choices=Person.Gender, blank=True)
    about = models.TextField(blank=True)
    places = models.PositiveSmallIntegerField(default=12)
    key = models.OneToOneField(Key, null=True, on_delete=models.PROTECT, related_name="+")
    knows = SealedText()
    known_by = models.ManyToManyField(Person, related_name="knows")
    is_paid = models.BooleanField(default=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "employer"], name="one_peer_per_employer")]

    def __str__(self):
        return self.user.name

    def sealing_key(self):
        return self.key


class Belonging(models.Model):
    """A peer supporter's part in one programme. It may end on a day, while they go on in another."""

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="belongings")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="belongings")
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "workforce_peer_programmes"
        unique_together = [("peer", "programme")]

    def __str__(self):
        return f"{self.peer} in {self.programme}"


class Reflection(models.Model):
    """What a peer supporter writes for themself. Nobody else reads it, administrators included (I3)."""

    always_with = ("peer__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="reflections")
    on = models.DateField()
    words = SealedText()

    def __str__(self):
        return f"reflection {self.pk}"

    def sealing_key(self):
        return self.peer.key
