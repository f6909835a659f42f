"""Time for a peer supporter with a supervisor, and what is written of it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.directory.models import Programme
from wayfellow.people.models import User
from wayfellow.supervision.lifecycle import SUPERVISION
from wayfellow.supervision.rhythm import EVERY
from wayfellow.supervision.stages import Stage
from wayfellow.supervision.values import Topic, Value
from wayfellow.vault.models import SealedJSON, SealedText
from wayfellow.workforce.load import Load
from wayfellow.workforce.models import Peer

LONGEST = 480  # minutes


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Rhythm(models.Model):
    """How often each peer supporter of a programme has supervision. A programme without a row has `EVERY` weeks."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="rhythm")
    weeks = models.PositiveSmallIntegerField(default=EVERY)

    def __str__(self):
        return f"every {self.weeks} weeks in {self.programme_id}"


class Supervision(models.Model):
    """One time for it: alone, in a group, or by both managements. Who takes part has a sheet in it."""

    class Kind(models.TextChoices):
        ALONE = "alone", _("One to one")
        GROUP = "group", _("In a group")
        JOINT = "joint", _("Joint, by both managements")

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        VIDEO = "video", _("By video")
        PHONE = "phone", _("By phone")

    always_with = ("programme", "supervisor", "beside")

    id = _new_id()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supervisions")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    beside = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    on = models.DateField()
    at = models.TimeField(null=True)
    way = models.CharField(max_length=10, choices=Way)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="held", minutes__gte=1, minutes__lte=LONGEST)
                | ~Q(stage="held") & Q(minutes__isnull=True),
                name="a_supervision_that_was_held_took_some_minutes",
            ),
            models.CheckConstraint(
                condition=Q(kind="joint", beside__isnull=False) | ~Q(kind="joint") & Q(beside__isnull=True),
                name="a_joint_supervision_is_led_by_two",
            ),
            models.CheckConstraint(
                condition=Q(beside__isnull=True) | ~Q(beside=F("supervisor")), name="by_two_who_are_not_the_same"
            ),
        ]
        indexes = [models.Index(fields=["programme", "on"], name="supervisions_in_order")]

    is_planned = SUPERVISION.stands_in({Stage.PLANNED})
    is_held = SUPERVISION.stands_in({Stage.HELD})

    def __str__(self):
        return f"supervision {self.pk}"

    @property
    def led_by(self):
        return [self.supervisor, self.beside] if self.beside else [self.supervisor]


class Sheet(models.Model):
    """One peer supporter's part in a supervision. It is about them, and sealed with their key."""

    always_with = (
        "peer__key", "peer__user", "supervision__programme", "supervision__supervisor", "supervision__beside",
    )  # fmt: skip

    id = _new_id()
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="sheets")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="sheets")
    peer_brings = SealedText()
    supervisor_brings = SealedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supervision", "peer"], name="each_takes_part_once")]

    def __str__(self):
        return f"sheet {self.pk}"

    def sealing_key(self):
        return self.peer.key

    @property
    def who_sign(self):
        return [self.peer.user, *self.supervision.led_by]

    def side_of(self, user):
        """Return where this reader says what they bring."""
        return "peer_brings" if user == self.peer.user else "supervisor_brings"


class Version(models.Model):
    """How a sheet is worded. As soon as somebody signed it, it stays, and a correction is the next one (I12)."""

    always_with = ("sheet__peer__key",)

    id = _new_id()
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    said: Any = SealedJSON()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="a_version_of_a_sheet_is_kept")]

    def __str__(self):
        return f"version {self.number} of {self.sheet_id}"

    def sealing_key(self):
        return self.sheet.peer.key

    @property
    def load(self):
        return Load(self.said["load"]).label if self.said["load"] else ""

    def values(self, which):
        return [Value(code).label for code in self.said[which]]


class Signature(models.Model):
    """Somebody has read a version and agrees."""

    id = _new_id()
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "by"], name="a_version_is_signed_once_by_each")]

    def __str__(self):
        return f"signature of {self.version_id}"


class AgreedStep(models.Model):
    """What was agreed in a supervision: who does it, until when, and whether it is done or was let go."""

    class Whose(models.TextChoices):
        PEER = "peer", _("The peer supporter")
        SUPERVISOR = "supervisor", _("The supervisor")
        BOTH = "both", _("Both")

    always_with = ("sheet__peer__key",)

    id = _new_id()
    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="steps")
    words = SealedText()
    whose = models.CharField(max_length=10, choices=Whose)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    let_go_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_on=None) | Q(let_go_on=None), name="a_step_is_done_or_let_go"),
        ]

    def __str__(self):
        return f"step {self.pk}"

    def sealing_key(self):
        return self.sheet.peer.key


class TopicCount(models.Model):
    """How often a topic came up in a half-year. No column could say in whose supervision (I10)."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="topic_counts")
    half_year = models.DateField()
    topic = models.CharField(max_length=20, choices=Topic)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "half_year", "topic"], name="a_topic_is_counted")]

    def __str__(self):
        return f"{self.topic} since {self.half_year}"
