"""Organisations, their places, and the peer-support programmes they offer."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120


class House(models.Model):
    """The installation itself, one row: what is done to it goes through a door like everything else."""

    ONLY = 1

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_house")]

    def __str__(self):
        return "Wayfellow"


class Organisation(models.Model):
    """A provider, a peer-run organisation, an association or a governing body."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        PEER_RUN = "peer_run", _("Peer-run organisation")
        ASSOCIATION = "association", _("Association")
        GOVERNING_BODY = "governing_body", _("Governing body")

    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    ended_on = models.DateField(null=True)

    def __str__(self):
        return self.name


class Site(models.Model):
    """A place where a programme meets people."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=LONGEST_NAME)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_site_has_one_name")]

    def __str__(self):
        return self.name


class Team(models.Model):
    """A care team of an organisation, at one of its sites or at none in particular."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=LONGEST_NAME)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_team_has_one_name")]

    def __str__(self):
        return self.name


class Programme(models.Model):
    """One peer-support offer, with what the people who run it settled about it."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    partner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="partner_in")
    sites = models.ManyToManyField(Site, related_name="programmes")
    associations = models.ManyToManyField(Organisation, related_name="known_to")
    proposed_accompaniments = models.PositiveSmallIntegerField(default=12)
    talk_at = models.PositiveSmallIntegerField(default=8)
    jurisdiction = models.CharField(max_length=10, blank=True)
    smallest_cell = models.PositiveSmallIntegerField(default=5)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(smallest_cell__gte=5), name="small_numbers_are_protected"),
            models.CheckConstraint(
                condition=models.Q(talk_at__lt=models.F("proposed_accompaniments")),
                name="the_talk_comes_before_the_end",
            ),
        ]

    def __str__(self):
        return self.name


class ReferralSource(models.Model):
    """Where a programme's referrals come from. The list is the programme's own."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sources")
    code = models.CharField(max_length=40)
    names = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="a_source_has_one_code")]

    def __str__(self):
        return self.names.get(get_language()) or self.names.get("en") or self.code
