"""What both organisations of a programme wrote and signed of a quarter. Nobody who receives support is named in it."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wayfellow.directory.models import Organisation, Programme
from wayfellow.follow_ups.quarters import due_on, end_of
from wayfellow.office.models import Step
from wayfellow.people.models import User


class FollowUp(models.Model):
    """A quarter, the two organisations as they were then, and who signs for each. `signed_on`: when both had."""

    always_with = ("programme", "host", "partner", "host_signs", "partner_signs")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="follow_ups")
    quarter = models.DateField()
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    host_signs = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    partner_signs = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "quarter"], name="a_quarter_is_followed_up_once"),
            models.CheckConstraint(condition=~Q(host=F("partner")), name="a_follow_up_is_by_two_organisations"),
            models.CheckConstraint(condition=~Q(host_signs=F("partner_signs")), name="a_follow_up_is_signed_by_two"),
        ]

    def __str__(self):
        return f"follow-up {self.pk}"

    @property
    def called(self):
        return called(self.quarter)

    @property
    def ends(self):
        return end_of(self.quarter)

    @property
    def due_on(self):
        return due_on(self.quarter)

    @property
    def sides(self):
        """Return each organisation with whoever signs for it."""
        return [(self.host, self.host_signs), (self.partner, self.partner_signs)]

    def organisation_of(self, user):
        """Return for which organisation somebody signs."""
        return next(organisation for organisation, signs in self.sides if signs == user)


def called(quarter):
    """Return what a quarter is called, in the reader's language."""
    months = {"from": date_format(quarter, "F"), "to": date_format(end_of(quarter), "YEAR_MONTH_FORMAT")}
    return _("%(from)s to %(to)s") % months


class Version(models.Model):
    """How the sheet of a quarter is worded. As soon as somebody signed it, it stays; a change is the next one (I12).

    `numbers`: what was published of the quarter as it was written. `agreed`: what had been agreed when it was signed.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    met_on = models.DateField()
    came_from_host = models.TextField()
    came_from_partner = models.TextField()
    goes_well = models.TextField(blank=True)
    to_change = models.TextField(blank=True)
    numbers: Any = models.JSONField(default=list)
    agreed: Any = models.JSONField(default=list)
    written_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "number"], name="a_version_of_a_follow_up_is_kept")]

    def __str__(self):
        return f"version {self.number} of {self.follow_up_id}"

    @property
    def agreed_as_read(self):
        return steps_as_read(self.agreed)


def steps_as_read(agreed):
    """Return what was agreed with its days as days, as they are kept in letters."""
    return [step | {"due_on": step["due_on"] and date.fromisoformat(step["due_on"])} for step in agreed]


class Signature(models.Model):
    """Somebody signed a version for one of the two organisations."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "organisation"], name="an_organisation_signs_a_version_once"),
            models.UniqueConstraint(fields=["version", "by"], name="each_signs_a_version_for_one_organisation"),
        ]

    def __str__(self):
        return f"signature of {self.version_id}"


class Agreed(models.Model):
    """In which follow-up a step of the office was agreed."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="agreed")
    step = models.OneToOneField(Step, on_delete=models.CASCADE, related_name="agreed_in")

    def __str__(self):
        return f"{self.step_id} of {self.follow_up_id}"
