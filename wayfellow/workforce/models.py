"""Peer supporters: people with lived experience, trained to support others."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wayfellow.access.open_values import TODAY
from wayfellow.directory.folding import fold
from wayfellow.directory.models import Organisation, Programme, Site
from wayfellow.people.models import Person, User
from wayfellow.ui.languages import within_a_sentence
from wayfellow.ui.spoken import own_names
from wayfellow.vault.models import Key, SealedCode, SealedText


class Peer(models.Model):
    """A peer supporter, and what a person may read about them before they meet.

    `key` seals what is theirs alone, and what they choose to share of their life; it is made when they first write
    something of the kind.
    """

    SHARED = ("cultures", "interests", "experience")

    class ExperienceOf(models.TextChoices):
        OWN = "own", _("Own experience")
        FAMILY = "family", _("Experience as a family member")
        BOTH = "both", _("Own experience, and as a family member")

    always_with = ("key",)
    away_from = away_until = None  # in which time they are away, or will be, where a query brought it along

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="peers")
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="peers")
    programmes = models.ManyToManyField(Programme, through="Belonging", related_name="peers")
    sites = models.ManyToManyField(Site, related_name="peers")
    languages = models.JSONField(default=list)
    gender = models.CharField(max_length=10, choices=Person.Gender, blank=True)
    about = models.TextField(blank=True)
    cultures = SealedText()
    interests = SealedText()
    experience = SealedText()
    experience_of = SealedCode(null=True, choices=ExperienceOf)
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

    @property
    def is_away(self):
        """Whether they are away now, where a query brought that along."""
        return bool(self.away_from) and self.away_from <= timezone.localdate()

    def other_languages(self):
        """Return those they speak that the pages do not come in."""
        return [code for code in self.languages if code not in dict(settings.LANGUAGES)]

    def supports_from(self, experience_of):
        """Whether they say that theirs is the experience somebody looks for: their own, or a family member’s."""
        return self.experience_of in {experience_of, self.ExperienceOf.BOTH}

    def said_of_themself(self):
        return [self.about, *(getattr(self, name) for name in self.SHARED)]

    @cached_property
    def told(self):
        """Return what they say of themself as words to look for."""
        return fold(" ".join(self.said_of_themself()))

    def week_as_read(self):
        """Return when they have time, for the coordinators alone."""
        return self.week.as_read() if hasattr(self, "week") else []

    def as_read(self):
        """Return what they chose to share, for whoever may walk with them."""
        return [
            (_("Supports from"), self.get_experience_of_display()),
            (_("Gender"), self.get_gender_display()),
            (_("Speaks"), own_names(self.languages)),
            (_("Background and beliefs"), self.cultures),
            (_("Likes"), self.interests),
            (_("From their own experience"), self.experience),
        ]


class Week(models.Model):
    """When a peer supporter mostly has time, and where they would rather not go. Coordinators read it, nobody else.

    `parts` are parts of a day by number and name, such as “0-morning” for Monday morning. `between`: how many minutes
    they usually need from one meeting to the next.
    """

    class Part(models.TextChoices):
        MORNING = "morning", _("Morning")
        AFTERNOON = "afternoon", _("Afternoon")
        EVENING = "evening", _("Evening")

    always_with = ("peer__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.OneToOneField(Peer, on_delete=models.CASCADE, related_name="week")
    parts = models.JSONField(default=list)
    between = models.PositiveSmallIntegerField(null=True)
    otherwise = SealedText()
    not_there = SealedText()

    def __str__(self):
        return f"week of {self.peer_id}"

    def sealing_key(self):
        return self.peer.key

    def parts_of(self, weekday):
        return [part for part in self.Part if f"{weekday}-{part}" in self.parts]

    def as_read(self):
        """Return it in words, for whoever looks for somebody."""
        days = [(name, self.parts_of(weekday)) for weekday, name in WEEKDAYS.items()]
        has_time = [
            f"{name.capitalize()}: {', '.join(within_a_sentence(part.label) for part in parts)}"
            for name, parts in days
            if parts
        ]
        return [
            (_("Has time"), " · ".join(has_time)),
            (_("Minutes between two meetings"), self.between),
            (_("Otherwise for now"), self.otherwise),
            (_("Would rather not go to"), self.not_there),
        ]


class Belonging(models.Model):
    """A peer supporter's part in one programme. It may end on a day, while they go on in another."""

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="belongings")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="belongings")
    since = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "workforce_peer_programmes"
        unique_together = [("peer", "programme")]

    def __str__(self):
        return f"{self.peer} in {self.programme}"


class Absences(models.QuerySet):
    def not_over(self):
        """Keep those that go on, or are still to come."""
        return self.within(TODAY)

    def on(self, day):
        """Keep those that a day is in."""
        return self.within(day, day)

    def within(self, first, last=None):
        """Keep those with a day from the first on, to the last if there is one. They end by themselves."""
        lasting = self.filter(Q(until=None) | Q(until__gte=first), ended_on=None)
        return lasting.filter(begins_on__lte=last) if last else lasting


class Absence(models.Model):
    """A time in which a peer supporter is away: holidays, or an illness until they are back. Why is kept nowhere."""

    objects = Absences.as_manager()
    always_with = ("peer__user",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="absences")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("begins_on")), name="an_absence_has_an_order"
            )
        ]
        indexes = [models.Index(fields=["peer", "begins_on"], name="absences_of_a_peer")]

    def __str__(self):
        return f"absence of {self.peer_id}"

    @property
    def has_begun(self):
        return self.begins_on <= timezone.localdate()

    def holds(self, day):
        return self.begins_on <= day and (self.until is None or day <= self.until)

    def days(self, column="on"):
        """Keep what lies in it, by the column that says its day."""
        last = Q(**{f"{column}__lte": self.until}) if self.until else Q()
        return Q(**{f"{column}__gte": self.begins_on}) & last


class Leavings(models.QuerySet):
    def going_on(self):
        """Keep those that were neither taken back nor ended: somebody is about to leave."""
        return self.filter(taken_back_on=None, ended_on=None)


class Leaving(models.Model):
    """That a peer supporter leaves a programme, and their last day in it. Why is kept nowhere.

    Their part there ends once nobody they walk with is left without a way on: until then they stay as they were.
    """

    objects = Leavings.as_manager()
    always_with = ("peer__user", "peer__key", "programme")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="leavings")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="leavings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    last_day = models.DateField()
    taken_back_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["peer", "programme"],
                condition=Q(taken_back_on=None, ended_on=None),
                name="one_leaving_of_a_programme_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.peer}, {self.last_day}"

    @property
    def is_going_on(self):
        return self.taken_back_on is None and self.ended_on is None

    @property
    def has_come(self):
        """Whether the last day is here, or past."""
        return self.last_day <= timezone.localdate()


class Thanks(models.Model):
    """A few words for whoever leaves, as a card would hold them: signed as their writer likes, and theirs to keep.

    Who wrote them stands in no column, for whoever gets support writes some of them.
    """

    always_with = ("leaving__peer__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="thanks")
    on = models.DateField()
    words = SealedText()
    signed = SealedText()

    def __str__(self):
        return f"thanks {self.pk}"

    def sealing_key(self):
        return self.leaving.peer.key


class Reflection(models.Model):
    """What a peer supporter writes for themself. Only whom they share it with reads it; no administrator (I3)."""

    always_with = ("peer__key",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="reflections")
    on = models.DateField()
    words = SealedText()

    def __str__(self):
        return f"reflection {self.pk}"

    def sealing_key(self):
        return self.peer.key
