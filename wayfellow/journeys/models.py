"""One person's way through a programme with one peer supporter, from referral to closing."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.directory.models import Organisation, Programme, ReferralSource, Site
from wayfellow.journeys.lifecycle import ENDINGS, FINDING, TOGETHER, Stage
from wayfellow.people.models import Chime, Person, User
from wayfellow.vault.models import SealedText
from wayfellow.workforce.models import Peer


class Rhythm(models.TextChoices):
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    OWN = "own", _("Our own rhythm")


class Setting(models.TextChoices):
    CENTRE = "centre", _("At the centre")
    COMMUNITY = "community", _("Out and about")
    HOME = "home", _("At home")
    HOSPITAL = "hospital", _("In hospital")
    PHONE = "phone", _("By phone")
    VIDEO = "video", _("By video")


class Companion(models.TextChoices):
    """Who else joined an accompaniment, besides the professional who referred."""

    NURSE = "nurse", _("A nurse")
    HOME_CARE = "home-care team", _("The home-care team")
    PROFESSIONAL = "other professional", _("Another professional")
    CLOSE = "family or friend", _("Family or a friend")


class Closer(models.IntegerChoices):
    """How much closer an objective came, in one person's own view."""

    NOT_YET = 0, _("Not yet")
    A_LITTLE = 1, _("A little closer")
    CLOSER = 2, _("Closer")
    MUCH_CLOSER = 3, _("Much closer")
    THERE = 4, _("We got there")
    RATHER_NOT = 9, _("I would rather not say")


class CodesField(models.CharField):
    """A few short codes in one column, a list in Python."""

    SEPARATOR = ";"

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        return [code for code in value.split(self.SEPARATOR) if code] if isinstance(value, str) else list(value or [])

    def get_prep_value(self, value):
        return self.SEPARATOR.join(self.to_python(value))


def _new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


def _name_of(peer):
    """What was brought in from before Wayfellow may not say which peer supporter it was."""
    return peer.user.name if peer else _("The peer supporter")


class Journey(models.Model):
    """A referral, and all that comes of it. The counters are kept by the database with each accompaniment."""

    always_with = ("person__key", "programme", "peer__user")

    id = _new_id()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journeys")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="journeys")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(ReferralSource, on_delete=models.PROTECT, related_name="+")
    referrer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="referrals")
    referred_on = models.DateField()
    age = models.PositiveSmallIntegerField(null=True)
    will_introduce = models.BooleanField(default=False)
    practical_needs = SealedText()
    choice = models.OneToOneField(Choice, null=True, on_delete=models.PROTECT, related_name="+")
    tell_team = models.BooleanField(default=False)
    pause_told = models.BooleanField(default=False)
    greeter = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="greets")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="journeys")
    offer_accepted = models.BooleanField(default=False)
    notes_passed_on = models.BooleanField(default=False)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PROPOSED)
    stage_since = models.DateField()
    ended_on = models.DateField(null=True)
    talked_on = models.DateField(null=True)
    survey = models.UUIDField(null=True)
    accompaniments_count = models.PositiveIntegerField(default=0)
    first_met_on = models.DateField(null=True)
    last_met_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="journey_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(stage__in=sorted(FINDING | TOGETHER | ENDINGS)) | Q(choice__isnull=False),
                name="nothing_starts_without_a_choice",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=sorted({Stage.OFFERED, Stage.MEETING} | TOGETHER)) | Q(peer__isnull=False),
                name="journey_has_a_peer_once_offered",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(ENDINGS), ended_on__isnull=False)
                | ~Q(stage__in=sorted(ENDINGS)) & Q(ended_on=None),
                name="journey_ends_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=~Q(stage__in=sorted(ENDINGS)),
                name="one_open_journey_per_person_and_programme",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(last_met_on=None) | Q(ended_on__gte=F("last_met_on")),
                name="it_ends_after_the_last_meeting",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "stage", "stage_since"], name="desk"),
            models.Index(fields=["peer", "ended_on"], name="journeys_of_a_peer"),
            models.Index(fields=["referrer", "-referred_on"], name="referrals_of_a_referrer"),
        ]

    def __str__(self):
        return f"journey {self.pk}"

    def about_person(self):
        return self.person_id

    def sealing_key(self):
        return self.person.key

    @property
    def is_over(self):
        return self.stage in ENDINGS

    @property
    def own_agreements(self):
        """What the two who walk now settled, as it was loaded; what was settled with someone before stays there."""
        return [agreement for agreement in self.agreements.all() if agreement.peer_id == self.peer_id]

    @property
    def talk_is_offered(self):
        return self.talked_on is None and self.accompaniments_count >= self.programme.talk_at

    @property
    def talk_is_due(self):
        return self.talked_on is None and self.accompaniments_count >= self.programme.proposed_accompaniments


class Objective(models.Model):
    """What the person hopes for, in their words; the professional's view beside it; and, at the end, two answers."""

    always_with = ("journey__person__key",)

    id = _new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=20, choices=Chime)
    words = SealedText()
    professional_view = SealedText()
    person_answer = SealedText()
    person_closer = models.PositiveSmallIntegerField(null=True, choices=Closer)
    peer_answer = SealedText()
    peer_closer = models.PositiveSmallIntegerField(null=True, choices=Closer)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "position"], name="objectives_stand_in_order"),
            models.CheckConstraint(
                condition=(Q(person_closer=None) | Q(person_closer__in=Closer.values))
                & (Q(peer_closer=None) | Q(peer_closer__in=Closer.values)),
                name="closer_is_known",
            ),
        ]

    def __str__(self):
        return f"objective {self.position} of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key


class Offer(models.Model):
    """A peer supporter who was asked to walk along. Who declined is kept so nobody is asked twice; a reason is not."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        PEER_DECLINED = "peer_declined", _("The peer supporter could not")
        PERSON_PREFERS = "person_prefers", _("The person prefers someone else")

    id = _new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="offers")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="offers")
    on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(null=True)

    def __str__(self):
        return f"offer of {self.journey_id} to {self.peer_id}"


TERMS = 1  # the version of what every agreement says: journeys/templates/journeys/road.html, `agreement_text`


class Agreement(models.Model):
    """What the two settled at the first meeting. A change is a new version; every version is kept (I12)."""

    always_with = ("journey__person__key",)

    id = _new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="agreements")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    written_on = models.DateField()
    rhythm = models.CharField(max_length=20, choices=Rhythm)
    own_rhythm = SealedText()
    places = SealedText()
    contact = SealedText()
    if_worried = SealedText()
    person_accepted_on = models.DateField(null=True)
    peer_accepted_on = models.DateField(null=True)
    accepted_together = models.BooleanField(default=False)
    terms = models.PositiveSmallIntegerField(default=TERMS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "version"], name="agreement_versions_are_kept")]

    def __str__(self):
        return f"agreement {self.version} of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def peer_name(self):
        return _name_of(self.peer)

    @property
    def is_settled(self):
        return bool(self.person_accepted_on and self.peer_accepted_on)


class Accompaniment(models.Model):
    """One meeting of a journey: planned, or held, or moved to another day, or let go."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MOVED = "moved", _("Moved")
        LET_GO = "let_go", _("Did not take place")

    always_with = ("journey__person__key", "journey__programme", "peer__user")

    id = _new_id()
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
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=720), name="minutes_are_possible"
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
    def peer_name(self):
        return _name_of(self.peer)

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

    id = _new_id()
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


class GoingOn(models.Model):
    """Why the two go on past what was proposed: the reason both write, and the coordinator's nod (I6)."""

    always_with = ("journey__person__key",)

    id = _new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="going_on")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    up_to = models.PositiveSmallIntegerField()
    person_reason = SealedText()
    peer_reason = SealedText()
    nodded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    nodded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(nodded_by=None, nodded_on=None) | Q(nodded_by__isnull=False, nodded_on__isnull=False),
                name="a_nod_has_a_name_and_a_day",
            ),
        ]

    def __str__(self):
        return f"going on with {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id


class Connection(models.Model):
    """An accompanied step towards an association (B7)."""

    class State(models.TextChoices):
        TOLD = "told", _("Heard about it")
        WENT_TOGETHER = "went_together", _("We went together")
        WENT_ALONE = "went_alone", _("Went alone")
        BELONGS = "belongs", _("Belongs there")
        NOT_FOR_ME = "not_for_me", _("Not for me")

    id = _new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="connections")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "association"], name="one_connection_per_association")
        ]

    def __str__(self):
        return f"connection of {self.journey_id}"

    def about_person(self):
        return self.journey.person_id


class Closing(models.Model):
    """The sheet that ends a journey in two voices, and the words the person agrees to send."""

    class Way(models.TextChoices):
        TOGETHER = "together", _("We decided it together")
        PERSON = "person", _("The person decided it")
        PEER = "peer", _("The peer supporter had to stop")
        SERVICE = "service", _("The programme ended")
        MOVED = "moved", _("The person moved away")
        UNREACHED = "unreached", _("We lost touch")

    always_with = ("journey__person__key",)

    id = _new_id()
    journey = models.OneToOneField(Journey, on_delete=models.CASCADE, related_name="closing")
    begun_on = models.DateField()
    way = models.CharField(max_length=20, choices=Way, default=Way.TOGETHER)
    person_takes = SealedText()
    peer_takes = SealedText()
    how_to_come_back = SealedText()
    set_aside = SealedText()
    words_for_referrer = SealedText()
    words_version = models.PositiveSmallIntegerField(default=0)
    agreed_version = models.PositiveSmallIntegerField(null=True)
    person_agreed_on = models.DateField(null=True)
    peer_agreed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_version=None) | Q(agreed_version__lte=F("words_version")),
                name="agreed_words_were_written",
            ),
        ]

    def __str__(self):
        return f"closing of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @property
    def words_are_agreed(self):
        return self.words_version > 0 and self.agreed_version == self.words_version
