"""The meetings of a journey, and what is added to their notes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models.codes import CodesField, Companion, Setting
from wayfellow.journeys.models.journey import Journey, name_of, new_id
from wayfellow.people.models import Chime, User
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer

LONGEST_MEETING = 720  # minutes


class Accompaniment(models.Model):
    """One meeting of a journey: planned, or held, or moved to another day, or let go."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MOVED = "moved", _("Moved")
        LET_GO = "let_go", _("Did not take place")

    always_with = ("journey__person__key", "journey__programme", "peer__user")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="accompaniments")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    on = models.DateField()
    at = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    setting = models.CharField(max_length=20, choices=Setting)
    joined_by = CodesField(max_length=200, blank=True)
    with_referrer = models.BooleanField(default=False)
    touched = CodesField(max_length=80, blank=True)
    what_we_did = SealedText()
    person_says = SealedText()
    peer_takes = SealedText()
    person_step = SealedText()
    peer_step = SealedText()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=LONGEST_MEETING), name="minutes_are_possible"
            ),
            models.CheckConstraint(condition=~Q(state="held") | Q(minutes__isnull=False), name="held_for_some_minutes"),
        ]
        indexes = [models.Index(fields=["journey", "on"], name="accompaniments_in_order")]

    def __str__(self):
        return f"accompaniment {self.pk}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def is_planned(self):
        return self.state == self.State.PLANNED

    @property
    def is_held(self):
        return self.state == self.State.HELD

    @property
    def peer_name(self):
        return name_of(self.peer)

    @property
    def touched_names(self):
        return [Chime(code).label for code in self.touched]

    @property
    def joined_names(self):
        names = dict(Companion.choices)
        return [names.get(code, code) for code in self.joined_by]


class Addition(models.Model):
    """What someone adds to a note. A dispute stays attached to what it disputes (I3)."""

    class Kind(models.TextChoices):
        ADDS = "adds", _("adds")
        DISPUTES = "disputes", _("sees it differently")

    always_with = ("accompaniment__journey__person__key",)

    id = new_id()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="additions")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    words = SealedText()

    def __str__(self):
        return f"addition to {self.accompaniment_id}"

    def sealing_key(self):
        return self.accompaniment.journey.person.key

    def about_person(self):
        return self.accompaniment.journey.person_id
