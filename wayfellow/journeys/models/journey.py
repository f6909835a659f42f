"""A referral and what is hoped for, and who was asked to walk along."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.choices.models import Choice
from wayfellow.directory.models import Programme, ReferralSource, Site
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

    id = new_id()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="journeys")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="journeys")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(ReferralSource, on_delete=models.PROTECT, related_name="+")
    referrer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="referrals")
    first_referrer = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # once handed over
    referred_on = models.DateField()
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

    @property
    def proposed_by(self):
        """Whoever wrote the referral, also when a colleague has taken over since."""
        return self.first_referrer or self.referrer

    @property
    def is_introduced(self):
        """Whether whoever wrote the referral wants to introduce the two, and still can."""
        return self.will_introduce and not self.first_referrer_id

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
    is_over = JOURNEY.stands_in(ENDINGS)
    can_agree = JOURNEY.stands_in(TO_AGREE)
    can_look_again = JOURNEY.stands_in(JOURNEY.rules[Transition.LOOK_AGAIN].before)

    @property
    def is_walked_now(self):
        """Whether two walk together now, as `walked_now` asks the database."""
        return self.offer_accepted and not self.ended_on

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


class Objective(models.Model):
    """What the person hopes for, in their words; the professional's view beside it; and, at the end, two answers."""

    always_with = ("journey__person__key",)

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
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
    """A peer supporter who was asked to walk along. Who declined is kept so nobody is asked twice; a reason is not."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("Waiting for an answer")
        ACCEPTED = "accepted", _("Accepted")
        PEER_DECLINED = "peer_declined", _("The peer supporter could not")
        PERSON_PREFERS = "person_prefers", _("The person prefers someone else")
        PROGRAMME = "programme", _("The programme looks for someone else")

    id = new_id()
    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="offers")
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="offers")
    on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(null=True)

    def __str__(self):
        return f"offer of {self.journey_id} to {self.peer_id}"
