"""Invitations that are open. The code itself is nowhere but on paper or in an e-mail."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.roles import Role
from wayfellow.directory.models import LONGEST_NAME, Organisation, Programme
from wayfellow.notices.models import Letter
from wayfellow.people.models import Person, User
from wayfellow.ui.languages import of_the_pages

PEER = "peer"
AS_WHAT = [*Role.choices, (PEER, _("Peer supporter"))]
FOR_WORK = Q(person=None) & ~Q(role="")
FOR_A_PERSON = Q(person__isnull=False, programme=None, role="", name="", email="")


class Invitation(models.Model):
    """To work here, or to a person's own space. Of a person it holds no name and no address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, null=True, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=20, choices=AS_WHAT, blank=True)
    employer = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, choices=of_the_pages)
    open_until = models.DateField()
    to_themself = models.BooleanField(null=True)  # it went to nobody but the address that the person gave themself
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="+")  # until it is sent

    fresh = ""  # the code itself, for as long as it takes to hand it over

    class Meta:
        constraints = [
            models.CheckConstraint(condition=FOR_WORK | FOR_A_PERSON, name="an_invitation_is_to_work_or_to_a_person"),
            models.CheckConstraint(
                condition=Q(programme__isnull=False) | Q(role__in=["", Role.OPERATOR]),
                name="only_operators_are_invited_to_the_house",
            ),
            models.CheckConstraint(
                condition=Q(role=PEER, employer__isnull=False) | ~Q(role=PEER) & Q(employer=None),
                name="an_invited_peer_has_an_employer",
            ),
        ]

    def __str__(self):
        return f"invitation {self.pk}"

    def about_person(self):
        return self.person_id
