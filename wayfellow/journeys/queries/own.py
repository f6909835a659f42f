"""What a person reads in their own space, and what the two read at the end of a journey."""

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.open_values import TODAY
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import teams_that_share, whose_referrer_has_gone
from wayfellow.journeys.models import Accompaniment, Agreement, Closing, Journey, Objective
from wayfellow.journeys.queries.agenda import planned_ones, with_break
from wayfellow.journeys.queries.asking import someone_let_go
from wayfellow.journeys.queries.away import with_absence
from wayfellow.journeys.queries.glass import was_opened
from wayfellow.journeys.queries.proposing import place_not_added, place_that_waits, with_places
from wayfellow.journeys.queries.reaching import reach_waits
from wayfellow.journeys.queries.recorded import recorded_waits
from wayfellow.people import access as people
from wayfellow.people.models import Person, User
from wayfellow.surveys.queries import open_invitations
from wayfellow.surveys.shape import Content

IN_ORDER = Prefetch("objectives", Objective.objects.now())


def whose_space(user: User) -> Person | None:
    """Return the person this reader is, if they are one."""
    me: QuerySet[Person] = allowed(user, people.Can.SEE_OWN_SPACE, Person.objects)
    return me.first()


def with_road(people: QuerySet[Person]) -> QuerySet[Person]:
    """Have a person say whether they have a journey, going on or over."""
    return people.annotate(has_road=Exists(Journey.objects.filter(person=OuterRef("pk"))))


def my_journeys(user: User) -> QuerySet[Journey]:
    """Return the reader's own journeys with all that their space shows, those going on first."""
    related = ("person__key", "programme", "peer__user", "peer__key", "closing", "referrer")
    journeys = with_absence(with_break(Journey.objects.select_related(*related))).prefetch_related(planned_ones())
    mine: QuerySet[Journey] = allowed(user, Can.TELL_TEAM, journeys)
    return mine.annotate(
        agreement_waits=_agreement_waits(),
        answers_wait=Exists(Objective.objects.now().filter(journey=OuterRef("pk"), person_closer=None)),
        survey_waits=_survey_waits(),
        others_wrote=_others_wrote(),
        was_opened=was_opened(),
        recorded_waits=recorded_waits(),
        reach_waits=reach_waits(),
        place_not_added=place_not_added(),
        someone_let_go=someone_let_go(),
    ).order_by(F("ended_on").desc(nulls_first=True), "-referred_on", "pk")


def where_i_stand(user: User) -> QuerySet[Journey]:
    """Return the reader's own journeys, whether somebody refers them still, and how often they were there."""
    joined = Q(accompaniments__state=Accompaniment.State.HELD, accompaniments__with_referrer=True)
    return with_places(my_journeys(user)).annotate(
        joined=Count("accompaniments", filter=joined),
        referrer_has_gone=ExpressionWrapper(whose_referrer_has_gone(), BooleanField()),
        team_reads=Exists(teams_that_share()),
    )


def what_waits(journey):
    """Yield what waits for the person, each by a name that the page has words for."""
    if journey.is_choosing:
        yield "choice"
    if journey.can_agree and journey.agreement_waits:
        yield "agreement"
    if journey.is_closing:
        yield from _what_waits_at_the_end(journey)
    if journey.words_are_open and hasattr(journey, "closing") and journey.closing.words_wait:
        yield "words"
    if place_that_waits(journey):
        yield "place"
    if journey.survey_waits:
        yield "survey"


def _what_waits_at_the_end(journey):
    if journey.answers_wait:
        yield "answers"
    elif not journey.closing.person_agreed_on:
        yield "close"


def referral(model: type[Journey]) -> QuerySet[Journey]:
    """Load a journey with everything its referral says."""
    related = ("person__key", "person__reach", "programme", "peer__user", "referrer", "source", "site")
    written = Prefetch("objectives", Objective.objects.as_referred())
    return model.objects.select_related(*related).prefetch_related(written)


def closing_sheet(model: type[Journey]) -> QuerySet[Journey]:
    """Load a journey with both voices of its ending."""
    sheet = model.objects.select_related("person__key", "programme", "peer__user", "referrer", "closing")
    return sheet.annotate(survey_waits=_survey_waits()).prefetch_related(IN_ORDER)


def asked_on_paper(journey: Journey) -> Content | None:
    """Return what is asked at the end, until it was answered or the time for it is over."""
    waiting = open_invitations(timezone.localdate()).select_related("questionnaire")
    held = waiting.filter(pk=journey.survey).first() if journey.survey else None
    return held.questionnaire.content if held else None


def as_the_person_wrote(closing: Closing, objectives: list[Objective]) -> list:
    """Return the person's voice on the closing sheet: all that writing it anew would replace."""
    return [*((each.person_closer, each.person_answer) for each in objectives), closing.person_takes]


def as_the_peer_wrote(closing: Closing, objectives: list[Objective]) -> list:
    """Return the peer supporter's voice on the closing sheet."""
    answers = [(each.peer_closer, each.peer_answer) for each in objectives]
    return [*answers, closing.peer_takes, closing.how_to_come_back]


def as_both_wrote(closing: Closing, objectives: list[Objective]) -> list:
    """Return the sheet that the two agree to end with."""
    return as_the_person_wrote(closing, objectives) + as_the_peer_wrote(closing, objectives)


def as_worded(closing: Closing) -> list:
    """Return the words for whoever referred, as they are agreed to or written anew: there is one text to a version."""
    return [closing.words_version]


def sheet_of(journey: Journey) -> Closing:
    """Return the closing sheet, an empty one as long as nobody has begun to say goodbye."""
    return getattr(journey, "closing", None) or Closing(journey=journey)


def is_written(journey: Journey) -> bool:
    """Say whether anybody has written on the closing sheet."""
    written = as_both_wrote(sheet_of(journey), list(journey.objectives.all()))
    return any(part not in {"", (None, "")} for part in written)


def is_answered(journey: Journey) -> bool:
    """Say whether both have answered every objective."""
    return all(None not in {each.person_closer, each.peer_closer} for each in journey.objectives.all())


def _agreement_waits():
    """Whether the newest agreement with the present peer supporter waits for the person's yes."""
    written = Agreement.objects.filter(journey=OuterRef("pk"), peer=OuterRef("peer")).order_by("-version")
    return Subquery(written.annotate(waits=Q(person_accepted_on=None)).values("waits")[:1])


def _survey_waits():
    return Exists(open_invitations(TODAY).filter(pk=OuterRef("survey")))


def _others_wrote():
    """Notes from before the present peer supporter, which the person may pass on (I4)."""
    held = Accompaniment.objects.filter(journey=OuterRef("pk"), state=Accompaniment.State.HELD)
    return Exists(held.exclude(peer=OuterRef("peer")))
