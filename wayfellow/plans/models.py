"""What is the person's own: their plan, and the visits they prepare for."""

import json
import uuid
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.people.models import Person, User
from wayfellow.plans.questions import AT_REST, Kind, Stand, as_read, in_short, title
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Visit(models.Model):
    """An upcoming visit with a professional, and what the person wants to raise there (B6)."""

    always_with = ("person__key",)

    id = _new_id()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField(null=True)
    with_whom = SealedText()
    to_raise = SealedText()

    def __str__(self):
        return f"visit {self.pk}"

    def sealing_key(self):
        return self.person.key

    def about_person(self):
        return self.person_id


class Support(models.Model):
    """Somebody or something that supports a person, added by themself and seen by nobody else (N4)."""

    always_with = ("person__key",)

    id = _new_id()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supports")
    name = SealedText()
    what_for = SealedText()
    how_to_reach = SealedText()

    def __str__(self):
        return f"support {self.pk}"

    def sealing_key(self):
        return self.person.key


class Part(models.Model):
    """One part of a person's plan, and which peer supporter they share it with. Its newest version says what it says.

    `together`: the peer supporter may also write it down, with the person there.
    `shows_how_sure`: they also see how sure the person was of a goal, from the first time on (D4).
    `stand`: how a goal stands, as its newest version says, so that the plan lists those the person is on.
    """

    always_with = ("person__key",)

    id = _new_id()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plan")
    kind = models.CharField(max_length=20, choices=Kind)
    position = models.PositiveIntegerField(default=0)
    newest = models.PositiveIntegerField(default=0)
    peer = models.ForeignKey(Peer, null=True, on_delete=models.SET_NULL, related_name="+")
    together = models.BooleanField(default=False)
    shows_how_sure = models.BooleanField(default=False)
    stand = models.CharField(max_length=10, choices=Stand, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=~Q(kind=Kind.GOAL), name="each_part_of_a_plan_is_there_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "-position"], name="goals_of_a_plan")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def about_person(self):
        return self.person_id

    def sealing_key(self):
        return self.person.key

    @cached_property
    def now(self):
        """The newest version, brought along by `with_words` or else asked for; None before the first."""
        found = self.worded if hasattr(self, "worded") else self.versions.filter(number=self.newest)
        return next(iter(found), None)

    @property
    def said(self):
        """What it says now, question by question."""
        return self.now.answers if self.now else {}

    @property
    def is_at_rest(self):
        return self.stand in AT_REST

    @property
    def title(self):
        return title(self.kind, self.said)

    @property
    def in_short(self):
        """What was chosen rather than written of it: how big a goal is, how it stands."""
        return in_short(self.kind, self.said)


class Version(models.Model):
    """How a part was worded at one time. A change adds the next one; none is ever rewritten (I12)."""

    always_with = ("part__person__key",)

    id = _new_id()
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    said = SealedText()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="a_version_of_a_part_is_kept")]

    def __str__(self):
        return f"version {self.number} of {self.part_id}"

    def sealing_key(self):
        return self.part.person.key

    @property
    def answers(self):
        return json.loads(self.said)

    @property
    def is_together(self):
        """Whether a peer supporter wrote it down, beside the person."""
        return self.by_id != self.part.person.user_id

    def as_read(self):
        return as_read(self.part.kind, self.answers)


class Guest(models.Model):
    """Someone important, invited to one part of a plan by a link, until a moment or until the person ends it.

    Of the link only a fingerprint is kept: the database opens nothing.
    """

    always_with = ("part__person__key",)

    id = _new_id()
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="guests")
    name = SealedText()
    fingerprint = models.CharField(max_length=64, unique=True)
    may_comment = models.BooleanField(default=False)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"guest {self.pk}"

    def about_person(self):
        return self.part.person_id

    def sealing_key(self):
        return self.part.person.key


class Remark(models.Model):
    """What somebody else says beside a part, and what the person makes of it. The decision is theirs (N2)."""

    class Kind(models.TextChoices):
        WORD = "word", _("A comment")
        SUGGESTION = "suggestion", _("A suggestion")
        CONCERN = "concern", _("Something that worries me")

    class Decision(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        TAKEN = "taken", _("Taken into the plan")
        LEFT = "left", _("Left out of the plan")

    always_with = ("part__person__key", "guest", "by")

    id = _new_id()
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    guest = models.ForeignKey(Guest, null=True, on_delete=models.CASCADE, related_name="remarks")
    on = models.DateField()
    words = SealedText()
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    answer = SealedText()
    to_do_it_well = SealedText()
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by=None, guest__isnull=False) | Q(by__isnull=False, guest=None),
                name="somebody_says_a_remark",
            ),
        ]
        indexes = [models.Index(fields=["part", "-on"], name="remarks_beside_a_part")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def about_person(self):
        return self.part.person_id

    def sealing_key(self):
        return self.part.person.key

    @property
    def who(self):
        """The name of whoever said it: an account's, or the one the person gave their guest."""
        if self.guest is None:
            return self.by.name
        self.guest.part = self.part
        return self.guest.name
