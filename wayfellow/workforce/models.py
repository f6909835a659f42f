"""Peer supporters: people with lived experience, trained to support others."""

import uuid

from django.db import models

from wayfellow.directory.models import Organisation, Programme, Site
from wayfellow.people.models import Person, User


class Peer(models.Model):
    """A peer supporter, and what a person may read about them before they meet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="peers")
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="peers")
    programmes = models.ManyToManyField(Programme, related_name="peers")
    sites = models.ManyToManyField(Site, related_name="peers")
    languages = models.JSONField(default=list)
    gender = models.CharField(max_length=10, choices=Person.Gender, blank=True)
    about = models.TextField(blank=True)
    places = models.PositiveSmallIntegerField(default=12)
    is_paid = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "employer"], name="one_peer_per_employer")]

    def __str__(self):
        return self.user.name
