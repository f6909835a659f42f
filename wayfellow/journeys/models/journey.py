"""A referral and what is hoped for, what it said before it was corrected, and who was asked to walk along."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.directory.models import Programme, ReferralSource, Site
from wayfellow.journeys.access.road import DAYS_AFTER_CLOSING
from wayfellow.journeys.lifecycle import JOURNEY, STANDS, STANDS_FOR_THE_ADDRESS, Transition
from wayfellow.journeys.models.codes import Closer
from wayfellow.journeys.stages import (
    AT_REST,
    BEFORE_THE_ROAD,
    CHOOSING,
    ENDINGS,
    FINDING,
    NOT_CHOSEN,
    TO_AGREE,
    TOGETHER,
    TWO_WALK_NOW,
    UNDER_WAY,
    Stage,
)
from wayfellow.people.models import Chime, Person, User
from wayfellow.vault.models import SealedCode, SealedJSON, SealedText
from wayfellow.workforce.models import Peer

WORDS_STAY_OPEN = timedelta(days=DAYS_AFTER_CLOSING)
TO_TAKE_BACK = timedelta(days=7)


def new_id():
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


def name_of(peer):
    """What was brought in from before Wayfellow may not say which peer supporter it was."""
    return peer.user.name if peer else _("The peer supporter")


class Journeys(models.QuerySet):
    """Journeys, also for the rooms below, which reach them from a person or a peer supporter."""

    def walked_now(self):
        """Keep those that two walk together now."""
        return self.filter(TWO_WALK_NOW)


class Journey(models.Model):
    """A referral, and all that comes of it. The counters are kept by the database with each accompaniment."""

    objects = Journeys.as_manager()
    always_with = ("person__key", "programme", "peer__user")
    away_from = away_until = None  # in which time the peer supporter is away, where a query brought it along
    break_now = None  # the break that goes on or is to come, where a query brought it along

    id = new_id()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journeys")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="journeys")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(ReferralSource, on_delete=models.PROTECT, related_name="+")
    referrer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="referrals")
    first_referrer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # once handed over
    referred_on = models.DateField()
    written_at = models.DateTimeField(null=True)
    corrected_on = models.DateField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    will_introduce = models.BooleanField(default=False)
    practical_needs = SealedText()
    choice = models.OneToOneField(Choice, null=True, on_delete=models.PROTECT, related_name="+")
    tell_team = models.BooleanField(default=False)
    pause_told = models.BooleanField(default=False)
    yes_told_on = models.DateField(null=True)  # the first
    greeter = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="greets")
    peer = models.ForeignKey(Peer, null=True, on_delete=models.PROTECT, related_name="journeys")
    offer_accepted = models.BooleanField(default=False)
    notes_passed_on = models.BooleanField(default=False)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PROPOSED)
    stage_since = models.DateField()
    ended_on = models.DateField(null=True)
    talked_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)  # when its peer supporter was, the last time
    survey = models.UUIDField(null=True)
    accompaniments_count = models.PositiveIntegerField(default=0)
    first_met_on = models.DateField(null=True)
    last_met_on = models.DateField(null=True)
    beside_another = models.BooleanField(null=True)  # open beside one that is, since two records became one

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="journey_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(stage__in=sorted((FINDING | TOGETHER | ENDINGS) - {Stage.WITHDRAWN}))
                | Q(choice__isnull=False),
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
                condition=~Q(stage__in=sorted(ENDINGS)) & Q(beside_another=None),
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

    @property
    def proposed_by(self):
        """Whoever wrote the referral, also when a colleague has taken over since."""
        return self.first_referrer or self.referrer

    @property
    def is_introduced(self):
        """Whether whoever wrote the referral wants to introduce the two, and still can."""
        return self.will_introduce and not self.first_referrer_id

    @property
    def can_be_introduced(self):
        """Whether whoever referred wants to be there when the two meet first, and that is still to come."""
        is_to_come = self.is_meeting or self.is_walking and self.introduction_now and self.introduction_now.is_set
        return bool(self.is_introduced and self.is_walked_now and is_to_come)

    @property
    def introduction_now(self):
        """What was offered for the introduction of these two, where that was loaded with it."""
        offered = getattr(self, "introduction", None)
        return offered if offered and offered.peer_id == self.peer_id else None

    def about_person(self):
        return self.person_id

    def sealing_key(self):
        return self.person.key

    is_choosing = JOURNEY.stands_in(CHOOSING)
    is_paused = JOURNEY.stands_in({Stage.PAUSED})
    is_at_rest = JOURNEY.stands_in(AT_REST)
    is_not_chosen = JOURNEY.stands_in(NOT_CHOSEN)
    waits_for_a_peer = JOURNEY.stands_in({Stage.CHOSEN})
    is_offered = JOURNEY.stands_in({Stage.OFFERED})
    is_meeting = JOURNEY.stands_in({Stage.MEETING})
    is_finding = JOURNEY.stands_in(FINDING)
    is_before_the_road = JOURNEY.stands_in(BEFORE_THE_ROAD)
    is_under_way = JOURNEY.stands_in(UNDER_WAY)
    is_walking = JOURNEY.stands_in({Stage.WALKING})
    is_closing = JOURNEY.stands_in({Stage.CLOSING})
    is_together = JOURNEY.stands_in(TOGETHER)
    is_closed = JOURNEY.stands_in({Stage.CLOSED})
    is_ended_sooner = JOURNEY.stands_in({Stage.ENDED})
    is_withdrawn = JOURNEY.stands_in({Stage.WITHDRAWN})
    is_over = JOURNEY.stands_in(ENDINGS)
    can_agree = JOURNEY.stands_in(TO_AGREE)
    can_look_again = JOURNEY.stands_in(JOURNEY.rules[Transition.LOOK_AGAIN].before)

    @property
    def can_be_corrected(self):
        """Whether whoever wrote the referral may change it: until they can read of a yes, whatever was said (I1)."""
        return self.is_not_chosen and not self.yes_told_on

    @property
    def words_until(self):
        """The last day on which words for whoever referred can be agreed to; None: as long as the goodbye goes on."""
        return self.ended_on and self.ended_on + WORDS_STAY_OPEN

    @property
    def words_are_open(self):
        return self.is_closing or self.is_over and timezone.localdate() <= self.words_until

    @property
    def places_are_open(self):
        """Whether a place for what comes next can be proposed and answered: for 30 days once it was closed together."""
        return self.is_closed and self.words_are_open

    @property
    def is_walked_now(self):
        """Whether two walk together now, as `walked_now` asks the database."""
        return self.offer_accepted and not self.ended_on

    @property
    def way_on(self):
        """How its person goes on once the peer supporter leaves, where `ways` were loaded; None: not said yet."""
        return next(iter(vars(self).get("ways", [])), None)

    @property
    def has_way_on(self):
        """Whether nobody is left alone when the peer supporter leaves, where `ways` were loaded with it."""
        return bool(self.way_on) or self.is_closing or self.is_offered

    @property
    def next_meeting(self):
        """The next one that is planned and not past, where `planned` was loaded with it."""
        return next((each for each in self.planned if not each.is_past), None)

    @property
    def is_on_break(self):
        """Whether the two rest now, where `break_now` was loaded with it."""
        return bool(self.break_now) and self.break_now.begins_on <= timezone.localdate()

    @property
    def peer_is_away(self):
        """Whether the peer supporter is away now, where that was loaded with it."""
        return bool(self.away_from) and self.away_from <= timezone.localdate() and not self.ended_on

    @property
    def stop_can_be_taken_back(self):
        """Whether its person stopped it, less than a week ago."""
        return self.stage == Stage.LEFT and timezone.localdate() - self.ended_on < TO_TAKE_BACK

    @property
    def end_can_be_taken_back(self):
        """Whether it was noted, less than a week ago, that what two walked together ended sooner than planned."""
        is_fresh = self.is_ended_sooner and timezone.localdate() - self.ended_on < TO_TAKE_BACK
        return bool(is_fresh and self.offer_accepted)

    @property
    def stands(self):
        """Where it stands, in the words its person reads."""
        return STANDS[Stage(self.stage)] % {"peer": self.peer.user.name if self.peer else ""}

    @property
    def stands_for_the_address(self):
        """The same for whoever holds an address that opens without an account; after that it has nothing to tell."""
        return STANDS_FOR_THE_ADDRESS.get(Stage(self.stage), "")

    @property
    def own_agreements(self):
        """What the two who walk now settled, as it was loaded; what was settled with someone before stays there."""
        return [agreement for agreement in self.agreements.all() if agreement.peer_id == self.peer_id]

    @property
    def newest_agreement(self):
        """The newest of these, where they were loaded so; None: nothing is settled yet."""
        return next(iter(self.own_agreements), None)

    @property
    def talk_is_offered(self):
        return self.talked_on is None and self.accompaniments_count >= self.programme.talk_at

    @property
    def talk_is_due(self):
        return self.talked_on is None and self.accompaniments_count >= self.programme.proposed_accompaniments


class EarlierReferral(models.Model):
    """What a referral said before its writer corrected it. It stays readable for both."""

    always_with = ("journey__person__key", "journey__programme")
    FACTS = ("age", "site_id", "source_id", "will_introduce")
    CALLED = ("name", "also_called", "language", "gender")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveSmallIntegerField()
    replaced_on = models.DateField()
    facts: Any = SealedJSON()
    practical_needs = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journey", "version"], name="versions_of_a_referral_stand_in_order")
        ]

    def __str__(self):
        return f"version {self.version} of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key

    def about_person(self):
        return self.journey.person_id

    @classmethod
    def of(cls, journey, *, on):
        """Return what a referral says now, to be kept when it is corrected."""
        facts = {name: getattr(journey, name) for name in cls.FACTS}
        facts |= {name: getattr(journey.person, name) for name in cls.CALLED}
        facts["referred_on"] = journey.referred_on.isoformat()
        version = {"version": journey.earlier.count() + 1, "replaced_on": on}
        return cls(journey=journey, facts=facts, practical_needs=journey.practical_needs, **version)

    def as_referral(self):
        """Return it as the referral that it was, to be read."""
        facts = self.facts or {}
        person = Person(**{name: facts.get(name, "") for name in self.CALLED})
        said = {name: facts[name] for name in self.FACTS if name in facts}
        day = {"referred_on": date.fromisoformat(facts["referred_on"])} if facts else {}
        return Journey(person=person, practical_needs=self.practical_needs, **said, **day)


class Objectives(models.QuerySet):
    """What is hoped for, in its order. What is said otherwise since stands in nobody's way."""

    def now(self):
        """Keep what is hoped for now."""
        return self.filter(replaced_in=None, let_go_on=None).order_by("position")

    def as_referred(self):
        """Keep what the referral says, whatever the two say since."""
        return self.filter(replaced_in=None, added_on=None).order_by("position")


class Objective(models.Model):
    """What the person hopes for, in their words; the professional's view beside it; and, at the end, two answers.

    The two who walk together add to what the referral says (`added_on`), and let go of it or put it in other words
    (`let_go_on`). What whoever referred corrected is kept with that version (`replaced_in`).
    """

    objects = Objectives.as_manager()
    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    added_on = models.DateField(null=True)
    let_go_on = models.DateField(null=True)
    replaced_in = models.ForeignKey(EarlierReferral, null=True, on_delete=models.CASCADE, related_name="objectives")
    dimension = SealedCode(choices=Chime)
    words = SealedText()
    professional_view = SealedText()
    person_answer = SealedText()
    person_closer = SealedJSON(choices=Closer)
    peer_answer = SealedText()
    peer_closer = SealedJSON(choices=Closer)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journey", "position"], name="objectives_stand_in_order")]

    def __str__(self):
        return f"objective {self.position} of {self.journey_id}"

    def sealing_key(self):
        return self.journey.person.key


class Offer(models.Model):
    """A peer supporter who was asked to walk along. Who declined is kept so nobody is asked twice; a reason is not.

    Whoever said no can take it back: the peer supporter their own, the person theirs, by wishing for them after all.
    """

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        PEER_DECLINED = "peer_declined", _("The peer supporter could not")
        PERSON_PREFERS = "person_prefers", _("The person prefers someone else")
        PROGRAMME = "programme", _("The programme looks for someone else")
        NO_ANSWER = "no_answer", _("No answer came")
        WISHED = "wished", _("The person would like to meet them after all")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="offers")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="offers")
    on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(null=True)

    def __str__(self):
        return f"offer of {self.journey_id} to {self.peer_id}"
