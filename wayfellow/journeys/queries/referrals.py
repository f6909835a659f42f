"""What the people around a referral read: who was referred, where it stands, what the person answered."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.choices.models import Choice
from wayfellow.directory.models import Listing, Programme
from wayfellow.directory.queries.programmes import going_on
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Journey, Objective
from wayfellow.journeys.queries.narrowing import is_named, narrowed
from wayfellow.journeys.queries.opened import has_space, space_is_new
from wayfellow.journeys.queries.recorded import recorded_on
from wayfellow.journeys.stages import NOT_CHOSEN, Stage
from wayfellow.people.lists import Asked
from wayfellow.people.models import Person, User

MOST_NAMED = 20
A_MONTH = timedelta(days=30)
BEFORE_THE_FIRST_MEETING = NOT_CHOSEN | {Stage.CHOSEN, Stage.OFFERED}


class ReferralStatus(TextChoices):
    """Where a journey stands, in the words its referrer reads."""

    CONSIDERING = "considering", _("The person is considering it.")
    NOT_AT_THE_MOMENT = "not_at_the_moment", _("Not at the moment.")
    SAID_NOT_NOW = "said_not_now", _("The person said “not now”, and wants you to know.")
    SAID_NO = "said_no", _("The person said no, and wants you to know.")
    PAUSED = "paused", _("Paused, so that the choice can be free.")
    LOOKING = "looking", _("The person said yes. The programme is looking for a peer supporter.")
    NOT_YET = "not_yet", _("It has not begun yet.")
    GOING_ON = "going_on", _("It is going on.")
    ENDING = "ending", _("It is coming to its end.")
    ENDED = "ended", _("It has ended.")
    WITHDRAWN = "withdrawn", _("The referral was withdrawn.")
    STOPPED = "stopped", _("The person stopped it, and wants you to know.")


# Three answers, one sentence: who reads it cannot tell a no from no answer yet (I1).
STATUSES = {
    Stage.PROPOSED: ReferralStatus.CONSIDERING,
    Stage.NOT_NOW: ReferralStatus.CONSIDERING,
    Stage.SAID_NO: ReferralStatus.CONSIDERING,
    Stage.PAUSED: ReferralStatus.PAUSED,
    Stage.CHOSEN: ReferralStatus.LOOKING,
    Stage.OFFERED: ReferralStatus.LOOKING,
    Stage.MEETING: ReferralStatus.GOING_ON,
    Stage.WALKING: ReferralStatus.GOING_ON,
    Stage.CLOSING: ReferralStatus.ENDING,
    Stage.CLOSED: ReferralStatus.ENDED,
    Stage.ENDED: ReferralStatus.ENDED,
    Stage.LEFT: ReferralStatus.ENDED,
    Stage.WITHDRAWN: ReferralStatus.WITHDRAWN,
}
IF_THE_PERSON_WANTS_IT_TOLD = {
    Stage.NOT_NOW: ReferralStatus.SAID_NOT_NOW,
    Stage.SAID_NO: ReferralStatus.SAID_NO,
    Stage.LEFT: ReferralStatus.STOPPED,
}
FILTERS = {
    "all": Q(),
    "going-on": Q(ended_on=None),
    "ended": Q(ended_on__isnull=False),
}


def where_it_stands(journey: Journey, today: date) -> ReferralStatus:
    """Return what the referrer reads. After a month it is “not at the moment”, whatever was answered (I1).

    Whoever has read of a pause goes on reading of it until a free yes: its end would tell of a no. Whoever has read of
    a yes goes on reading of it, for a month, as long as no road begins: a yes taken back reads like one that stands.
    """
    stage = Stage(journey.stage)
    if journey.tell_team and stage in IF_THE_PERSON_WANTS_IT_TOLD:
        return IF_THE_PERSON_WANTS_IT_TOLD[stage]
    if journey.pause_told and journey.is_not_chosen:
        return ReferralStatus.PAUSED
    if journey.yes_told_on and stage in BEFORE_THE_FIRST_MEETING:
        return ReferralStatus.LOOKING if today - journey.yes_told_on < A_MONTH else ReferralStatus.NOT_YET
    if STATUSES[stage] is ReferralStatus.CONSIDERING and today - _proposed_last(journey) >= A_MONTH:
        return ReferralStatus.NOT_AT_THE_MOMENT
    return STATUSES[stage]


def referrals_of(user: User) -> QuerySet[Journey]:
    """Return what this reader referred or took over, and what their team shares with them."""
    own: QuerySet[Journey] = allowed(user, Can.SEE_OWN_REFERRAL, Journey.objects.all())
    return own


def _proposed_last(journey: Journey) -> date:
    """Return the day from which the month is counted: what was corrected is considered anew, whatever day it says."""
    return max(journey.referred_on, journey.corrected_on or journey.referred_on)


def shown(user: User, asked: Asked, show: str, today: date) -> QuerySet[Journey]:
    """Return of these what is asked for. No order tells anything of what was answered (I1)."""
    found = referrals_of(user).select_related("person__key", "programme", "referrer")
    found = found.annotate(space_is_new=space_is_new())
    kept = is_named(asked.name) if asked.by_name else FILTERS.get(show, Q()) & narrowed(asked, today, user)
    by_name = ["person__name", "-referred_on", "pk"]
    return found.filter(kept).order_by(*(by_name if asked.sort == "name" else ["-referred_on", "person__name", "pk"]))


def reads_a_team(user: User) -> bool:
    """Say whether this reader sees referrals of colleagues."""
    return referrals_of(user).exclude(referrer=user).exists()


def programmes_to_refer_to(user: User) -> QuerySet[Programme]:
    going = Programme.objects.filter(going_on(timezone.localdate()))
    mine: QuerySet[Programme] = allowed(user, Can.REFER, going)
    return mine.order_by("name")


def likely_spoken(programme: Programme) -> str:
    """Return the language that is chosen beforehand: the one the programme says it speaks; of several, none.

    A wrong one that nobody noticed would greet the person on each page and in each letter.
    """
    there: list[str] = Listing.objects.filter(programme=programme).values_list("languages", flat=True).first() or []
    return there[0] if len(there) == 1 else ""


def people_referred_by(user: User) -> QuerySet[Person]:
    """Return the people this reader, or a colleague whose referrals they share, referred before, and when last."""
    own = referrals_of(user)
    latest = Max("journeys__referred_on", filter=Q(journeys__in=own))
    people = Person.objects.filter(pk__in=own.values("person"), erased_on=None)
    return people.annotate(referred_on=latest).order_by("name", "pk")


def people_named(people: QuerySet[Person], name: str) -> QuerySet[Person]:
    """Keep those in whose name this stands, as many as can be looked through."""
    return people.filter(is_named(name, of=""))[:MOST_NAMED]


def chosen_among(people: QuerySet[Person], number: str) -> QuerySet[Person]:
    """Return the one whose number this is, if it is one of them."""
    try:
        return people.filter(pk=UUID(number))
    except ValueError:
        return people.none()


def as_written(journeys: type[Journey]) -> QuerySet[Journey]:
    """A referral with all that its referrer wrote, and the words the person agreed to send back."""
    around = ("person__key", "person__reach", "programme", "site", "source", "closing", "referrer", "first_referrer")
    related = (*around, "peer__user", "introduction__meeting")
    written = journeys.objects.select_related(*related).annotate(recorded_on=recorded_on())
    return written.prefetch_related(Prefetch("objectives", Objective.objects.as_referred()))


def to_record(journeys: type[Journey]) -> QuerySet[Journey]:
    """A journey, and when somebody last wrote down what its person chose."""
    around = journeys.objects.select_related(*journeys.always_with)
    return around.annotate(recorded_on=recorded_on(), has_space=has_space())


def joint_meetings(user: User, journey: Journey) -> QuerySet[Accompaniment]:
    """Return the meetings this reader took part in: when, where and how long, never what was written."""
    held = journey.accompaniments.filter(state=Accompaniment.State.HELD).only("on", "setting", "minutes")
    joint: QuerySet[Accompaniment] = allowed(user, Can.SEE_JOINT, held)
    return joint.order_by("-on", "pk")


def with_answers(journeys: type[Journey]) -> QuerySet[Journey]:
    """A journey with everything its person has answered so far."""
    return journeys.objects.select_related("person__key", "programme", "peer__user").prefetch_related(
        Prefetch("person__choices", Choice.objects.select_related("recorded_by").order_by("-on", "-kept_at"))
    )
