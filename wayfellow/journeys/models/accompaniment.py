"""The meetings of a journey, what is added to their notes, and what those said before they were corrected."""

from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.journeys.models.codes import CodesField, Companion, Setting
from wayfellow.journeys.models.journey import Journey, name_of, new_id
from wayfellow.people.models import Chime, User
from wayfellow.vault.models import SealedCode, SealedJSON, SealedText
from wayfellow.workforce.models import Peer

LONGEST_MEETING = 720  # minutes


class Accompaniment(models.Model):
    """One meeting of a journey: planned, or held, or moved to another day, or let go."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MOVED = "moved", _("Moved")
        LET_GO = "let_go", _("Did not take place")
        STRUCK = "struck", _("Taken out")

    class Why(models.TextChoices):
        """Why a note was taken out."""

        TWICE = "twice", _("It was written twice")
        OTHER_PERSON = "other_person", _("It was written for the wrong person")
        NOT_HELD = "not_held", _("The meeting did not take place")

    WORDS = ("what_we_did", "person_says", "peer_takes", "person_step", "peer_step")
    MEETING = ("on", "minutes", "setting", "joined_by", "with_referrer", "touched")

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
    corrected_on = models.DateField(null=True)
    struck_on = models.DateField(null=True)
    struck_because = SealedCode(null=True, choices=Why)

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
    def is_let_go(self):
        return self.state == self.State.LET_GO

    @property
    def is_struck(self):
        return self.state == self.State.STRUCK

    @property
    def place(self):
        """Where exactly, in words, where that was loaded with it."""
        return self.arrangement.place if hasattr(self, "arrangement") else ""

    @property
    def is_in_a_row(self):
        """Whether others were planned with it, where that was loaded with it."""
        return bool(hasattr(self, "arrangement") and self.arrangement.series)

    @property
    def begins(self):
        """The moment it begins, as the clock on the wall says it; without a time, the end of its day."""
        return datetime.combine(self.on, self.at or time.max)

    @property
    def ends(self):
        return self.begins + timedelta(minutes=self.minutes or 0)

    @property
    def is_past(self):
        """Whether the two can have met by now."""
        return timezone.make_naive(timezone.now()) >= self.ends

    def overlaps(self, other):
        """Whether both have a time, and neither is over when the other begins."""
        if not (self.at and other.at):
            return False
        return self.begins == other.begins or self.begins < other.ends and other.begins < self.ends

    def may_be_the_same_as(self, other):
        """Whether another of the same two on the same day leaves it open when, or stands in its way."""
        return not (self.at and other.at) or self.overlaps(other)

    def minutes_after(self, other):
        """Return how many minutes lie between the end of another and its beginning."""
        return int((self.begins - other.ends).total_seconds() // 60)

    def is_closer_than(self, minutes, other):
        """Whether fewer minutes lie between two to which somebody goes: not by phone, nor from one at the centre on."""
        settings = {self.setting, other.setting}
        if not (minutes and self.at and other.at) or settings & {Setting.PHONE, Setting.VIDEO}:
            return False
        first, second = sorted([self, other], key=attrgetter("begins"))
        return settings != {Setting.CENTRE} and second.minutes_after(first) < minutes

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


class EarlierNote(models.Model):
    """What a note said before its writer corrected it. It stays readable for both."""

    always_with = ("accompaniment__journey__person__key", "accompaniment__peer")

    id = new_id()
    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveSmallIntegerField()
    replaced_on = models.DateField()
    meeting: Any = SealedJSON()
    what_we_did = SealedText()
    person_says = SealedText()
    peer_takes = SealedText()
    person_step = SealedText()
    peer_step = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["accompaniment", "version"], name="versions_of_a_note_stand_in_order")
        ]

    def __str__(self):
        return f"version {self.version} of {self.accompaniment_id}"

    def sealing_key(self):
        return self.accompaniment.journey.person.key

    def about_person(self):
        return self.accompaniment.journey.person_id

    @classmethod
    def of(cls, note, *, on):
        """Return what a note says now, to be kept when it is corrected."""
        meeting = {name: getattr(note, name) for name in Accompaniment.MEETING} | {"on": note.on.isoformat()}
        words = {name: getattr(note, name) for name in Accompaniment.WORDS}
        return cls(accompaniment=note, version=note.earlier.count() + 1, replaced_on=on, meeting=meeting, **words)

    def as_note(self):
        """Return it as the note that it was, to be read."""
        note = Accompaniment(**{name: getattr(self, name) for name in Accompaniment.WORDS})
        for name, value in (self.meeting or {}).items():
            setattr(note, name, date.fromisoformat(value) if name == "on" else value)
        return note
