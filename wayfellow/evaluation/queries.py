"""What an evaluation asks of the database: everything is counted there, and no row is read one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.evaluation.access import Can
from wayfellow.evaluation.extract import (
    ACCOMPANIMENTS,
    AGE,
    ENDING,
    GENDER,
    SITE,
    SOURCE,
    WALKING,
    WITH_OTHERS,
    Walk,
    age_band,
    from_json,
)
from wayfellow.evaluation.models import CHANGE, EXTRACT, RESPONSE, THEMES, WHOLE, Edition, PartnerTotal
from wayfellow.evaluation.open_data import Extract
from wayfellow.evaluation.protection import NOT_SAID
from wayfellow.evaluation.report import (
    MET,
    NOT_NOTED,
    ON_THE_WAY,
    REFERRER,
    Counted,
    Lately,
    Report,
    Stand,
    Standing,
    Tally,
    Tie,
)
from wayfellow.evaluation.statistics import FINER, Spell, in_bands, kaplan_meier, summarise
from wayfellow.journal.models import Entry
from wayfellow.journeys.lifecycle import IS_UNDER_WAY
from wayfellow.journeys.models import (
    Accompaniment,
    Agreement,
    Break,
    Chime,
    Companion,
    Connection,
    ConnectionStep,
    Journey,
    Rhythm,
    Setting,
)
from wayfellow.journeys.stages import CHOOSING, ENDINGS, NOT_CHOSEN, TOGETHER, Stage
from wayfellow.people.models import Person, User
from wayfellow.surveys.models import Questionnaire, Survey
from wayfellow.surveys.queries import Response, responses

ON_THEIR_OWN = (Connection.State.WENT_ALONE, Connection.State.BELONGS)
HAS_LASTED = timedelta(days=90)


def surveys_to_read(user: User | AnonymousUser, programme: Programme) -> QuerySet[Survey]:
    """Return the published surveys of a programme whose results this reader may see."""
    published = Survey.objects.filter(programme=programme, told_apart=False).exclude(versions=None, stands_for="")
    mine: QuerySet[Survey] = allowed(user, Can.SEE_SURVEY_RESULTS, published)
    return mine.distinct().order_by("retired_on", "slug")


def to_evaluate(user: User | AnonymousUser) -> QuerySet[Programme]:
    """Return the programmes whose figures this reader may see."""
    programmes: QuerySet[Programme] = allowed(user, Can.SEE_EVALUATION, Programme.objects.order_by("name"))
    return programmes.select_related("organisation")


# What was published
def all_editions(programme: Programme, subject: str) -> list[Edition]:
    """Return everything published of a programme, or of one of its surveys, from the first on."""
    return list(programme.editions.filter(subject=subject).order_by("as_of"))


def editions_to_read(programme: Programme) -> tuple[list[Edition], list[Edition]]:
    """Return every edition of the whole, and the newest of all that is told of each survey as a whole, at once."""
    of_surveys = Q()
    for kind in (CHANGE, RESPONSE, THEMES):
        of_surveys |= Q(subject__startswith=kind)
    found = programme.editions.filter(Q(subject=WHOLE) | of_surveys).order_by("as_of", "subject")
    whole = [each for each in found if each.subject == WHOLE]
    return whole, list({each.subject: each for each in found if each.subject != WHOLE}.values())


def edition(programme: Programme, subject: str) -> Edition | None:
    """Return what anybody may read now."""
    return programme.editions.filter(subject=subject).order_by("as_of").last()


def editions_of(programme: Programme, subjects: Iterable[str]) -> dict[str, Edition]:
    """Return what anybody may read now of several things, in one statement."""
    found = programme.editions.filter(subject__in=list(subjects)).order_by("as_of")
    return {each.subject: each for each in found}


def totals_told(programme: Programme, today: date) -> list[PartnerTotal]:
    """Return what clinical partners counted, as anybody may read it now."""
    found = programme.partner_totals.filter(told_from__lte=today, withdrawn_on=None)
    return list(found.order_by("start", "partner", "counted", "pk"))


def totals_written(programme: Programme) -> QuerySet[PartnerTotal]:
    """Return all that was written down of clinical partners, what was withdrawn last."""
    return programme.partner_totals.order_by(F("withdrawn_on").desc(nulls_first=True), "-end", "partner", "pk")


def programme_of_total(pk: Any) -> int:
    return PartnerTotal.objects.values_list("programme", flat=True).get(pk=pk)


def met_by_each(programme: Programme, people: Iterable[Any], day: date) -> list[list[date]]:
    """Return on which days each of these people had an accompaniment, up to a day."""
    found: dict[Any, list[date]] = {person: [] for person in people}
    held = _held(programme, None, day).filter(journey__person__in=list(found)).order_by("on", "pk")
    for person, on in held.values_list("journey__person", "on"):
        found[person].append(on)
    return list(found.values())


def extract_to_take(programme: Programme) -> Extract | None:
    """Return what can be taken now for research, beside how many people the edition of that day counts."""
    found = programme.editions.filter(subject__in=[EXTRACT, WHOLE]).select_related("programme").order_by("as_of")
    everybody = {each.as_of: each.people for each in found if each.subject == WHOLE}
    parts = [each for each in found if each.subject == EXTRACT]
    if not parts:
        return None
    lines, newest = [line for each in parts for line in from_json(each.figures)], parts[-1]
    name, k = newest.programme.name, min(each.smallest for each in parts)
    return Extract(name, lines, newest.as_of, everybody[newest.as_of], k)


def extracts_taken(programme: Programme) -> QuerySet[Entry]:
    """Return who took which extract, the last first."""
    lines = Entry.objects.filter(record_type="directory.Programme", record_id=str(programme.pk), deed=Can.TAKE_EXTRACT)
    return lines.select_related("actor").order_by("-at")


def walked_between(programme: Programme, after: date, until: date) -> int:
    """Count the people with an accompaniment after one day, up to another."""
    held = _held(programme, after + timedelta(days=1), until)
    return held.order_by().values("journey__person").distinct().count()


def years_before(programme: Programme, day: date) -> list[int]:
    """Return the calendar years in which people walked and that were over by the year of this day."""
    first = _held(programme, None, day).aggregate(first=Min("on"))["first"]
    return [*range(first.year, day.year)] if first else []


def walks(programme: Programme, day: date) -> list[Walk]:
    """Return the first journey on which everyone met whom an edition of this day counts, in no order that tells."""
    held = _held(programme, None, day)
    met = programme.journeys.filter(Exists(held.filter(journey=OuterRef("pk"))))
    is_earlier = Q(referred_on__lt=OuterRef("referred_on")) | Q(
        referred_on=OuterRef("referred_on"), pk__lt=OuterRef("pk")
    )
    first = met.filter(~Exists(met.filter(is_earlier, person=OuterRef("person"))))
    took_place = Q(accompaniments__state=Accompaniment.State.HELD, accompaniments__on__lte=day)
    numbers = {
        ACCOMPANIMENTS: took_place,
        WITH_OTHERS: took_place & (~Q(accompaniments__joined_by="") | Q(accompaniments__with_referrer=True)),
        **{code: took_place & Q(accompaniments__setting=code) for code in Setting.values},
    }
    counted = first.annotate(**{f"number_{name}": Count("accompaniments", filter=of) for name, of in numbers.items()})
    columns = [
        "age",
        "person__gender",
        "source__code",
        "site__name",
        "stage",
        "referred_on",
        "first_met_on",
        "ended_on",
    ]
    found = counted.values(*columns, *(f"number_{name}" for name in numbers)).order_by("pk")
    return [_walk(each, {name: each[f"number_{name}"] for name in numbers}, day) for each in found]


def _walk(journey: dict[str, Any], numbers: dict[str, float], day: date) -> Walk:
    is_over = journey["ended_on"] is not None and journey["ended_on"] <= day
    who = {
        AGE: age_band(journey["age"]),
        GENDER: journey["person__gender"] or NOT_SAID,
        SOURCE: journey["source__code"] or NOT_SAID,
        SITE: journey["site__name"] or NOT_SAID,
        ENDING: _stand_after(journey["stage"], rests=False) if is_over else WALKING,
    }
    until = {"days_to_first_meeting": ("referred_on", "first_met_on"), "days_walked": ("first_met_on", "ended_on")}
    days = {name: max((journey[to] - journey[since]).days, 0) for name, (since, to) in until.items()} if is_over else {}
    return Walk(who, {**numbers, **days}, journey["ended_on"] if is_over else None)


def to_publish() -> QuerySet[Programme]:
    return Programme.objects.order_by("pk")


def surveys_of(programme: Programme) -> QuerySet[Survey]:
    found = Survey.objects.filter(programme=programme, told_apart=False)
    return found.select_related("programme").order_by("pk")


# Counted
def report_as_of(programme: Programme, day: date) -> Report:
    """Count what an evaluation could have told at the end of a day."""
    return report(programme, end=day, today=day)


def report(
    programme: Programme, start: date | None = None, end: date | None = None, *, today: date | None = None
) -> Report:
    """Count everything an evaluation tells. A person counts who had an accompaniment in the period."""
    today = today or timezone.localdate()
    held, walked = _held(programme, start, end), _walked(programme, start, end)
    tallies = _tallies(held)
    per_person = _spread(walked, "times")
    proposed = _one_each(programme.journeys.filter(_between("referred_on", start, end)), today)
    return Report(
        programme=programme,
        start=start,
        end=end,
        first_on=tallies["first_on"],
        last_on=tallies["last_on"],
        people=per_person.total(),
        accompaniments=tallies["times"] or 0,
        per_person=summarise(per_person.elements()),
        bands=Counted(in_bands(per_person.elements())),
        finer_bands=Counted(in_bands(per_person.elements(), FINER)),
        at_limit=sum(people for times, people in per_person.items() if times >= programme.proposed_accompaniments),
        gender=_counted(walked, "person__gender", Person.Gender.values),
        age=summarise(_spread(walked, "age").elements()),
        referred_by=_counted(walked, "source__code"),
        sites=_counted(walked, "site__name"),
        minutes=summarise(_spread(held, "minutes").elements()),
        **_what_they_were_like(tallies),
        connections=_connections(programme, start, end),
        lasting=_counted(_with_ties(walked, end or today), "tie", Tie.values),
        standing=_standing(proposed, today),
        wait=kaplan_meier(_waits(proposed, today)),
        length=kaplan_meier(_lengths(proposed, today)),
        rhythm=_counted(_with_rhythm(walked), "rhythm", Rhythm.values),
        responses=_responses(programme, end),
        clinical=list(programme.clinical_totals.order_by("variable", "-n", "category")),
        names={"referred_by": {source.code: str(source) for source in programme.sources.all()}},
    )


def _responses(programme: Programme, end: date | None) -> list[Response]:
    asked = Questionnaire.objects.filter(answers__programme=programme).distinct().order_by("slug", "version")
    return [*responses(asked, programme.pk, until=end)]


def lately(programme: Programme, after: date, until: date) -> Lately:
    """Count what accompaniments were like after one day, up to another."""
    start = after + timedelta(days=1)
    tallies = _tallies(_held(programme, start, until))
    return Lately(**_what_they_were_like(tallies), connections=_connections(programme, start, until))


def _what_they_were_like(tallies: dict[str, Any]) -> dict[str, Any]:
    return {
        "settings": _these(tallies, "setting", Setting.values),
        "together": _tally(tallies, "together"),
        "joined_by": _these(tallies, "joined", [REFERRER, *Companion.values]),
        "touched": _these(tallies, "touched", [*Chime.values, NOT_NOTED]),
    }


def _between(day: str, start: date | None, end: date | None) -> Q:
    return (Q(**{f"{day}__gte": start}) if start else Q()) & (Q(**{f"{day}__lte": end}) if end else Q())


def _held(programme: Programme, start: date | None, end: date | None) -> QuerySet[Accompaniment]:
    held = Accompaniment.objects.filter(journey__programme=programme, state=Accompaniment.State.HELD)
    return held.filter(_between("on", start, end))


def _walked(programme: Programme, start: date | None, end: date | None) -> QuerySet[Journey, Any]:
    """Return of everyone with an accompaniment in the period their newest such journey, and how many in all of theirs.

    A person counts once, also where two journeys of theirs were walked. The kept counters say how many, or a count.
    """
    times: QuerySet[Any, Any]
    if not start and not end:
        walked = programme.journeys.filter(accompaniments_count__gt=0)
        counters = walked.filter(person=OuterRef("person")).order_by().values("person")
        times = counters.annotate(times=Sum("accompaniments_count"))
    else:
        held = _held(programme, start, end)
        walked = programme.journeys.filter(Exists(held.filter(journey=OuterRef("pk"))))
        of_them = held.filter(journey__person=OuterRef("person")).order_by().values("journey__person")
        times = of_them.annotate(times=Count("pk"))
    is_newer = Q(referred_on__gt=OuterRef("referred_on")) | Q(
        referred_on=OuterRef("referred_on"), pk__gt=OuterRef("pk")
    )
    newer = walked.filter(is_newer, person=OuterRef("person"))
    return walked.filter(~Exists(newer)).annotate(times=Subquery(times.values("times")))


def _spread(records: QuerySet, column: str) -> Counter[Any]:
    """Count how often each value of a number comes up."""
    return Counter(dict(records.values(column).annotate(number=Count("pk")).values_list(column, "number").order_by()))


def _counted(walked: QuerySet, column: str, order: list[str] | None = None) -> Counted:
    """Count the people by one thing told of them, the largest group first unless there is an order."""
    spread = _spread(walked, column)
    missing = spread.pop(None, 0) + spread.pop("", 0)
    ordered = sorted(spread, key=order.index) if order else sorted(spread, key=lambda code: (-spread[code], code))
    return Counted({code: spread[code] for code in ordered}, missing)


WHAT_IS_TALLIED = {
    "together": ~Q(joined_by="") | Q(with_referrer=True),
    f"joined {REFERRER}": Q(with_referrer=True),
    **{f"setting {code}": Q(setting=code) for code in Setting.values},
    **{f"joined {code}": Q(all_joined__contains=f";{code};") for code in Companion.values},
    **{f"touched {code}": Q(touched__contains=code) for code in Chime.values},
    f"touched {NOT_NOTED}": Q(touched=""),
}


def _tallies(held: QuerySet[Accompaniment]) -> dict[str, Any]:
    """Count what the accompaniments were like, person by person and then all together, in one statement."""
    names = {f"tally_{place}": (name, what) for place, (name, what) in enumerate(WHAT_IS_TALLIED.items())}
    journeys = (
        held.annotate(all_joined=Concat(Value(";"), "joined_by", Value(";"), output_field=CharField()))
        .values("journey__person")
        .annotate(
            times=Count("pk"),
            first_on=Min("on"),
            last_on=Max("on"),
            **{key: Count("pk", filter=what) for key, (_name, what) in names.items()},
        )
    )
    sums: dict[str, Any] = {"sum_times": Sum("times"), "first": Min("first_on"), "last": Max("last_on")}
    for key in names:
        sums[f"{key}_times"] = Sum(key)
        sums[f"{key}_people"] = Count("journey__person", filter=Q(**{f"{key}__gt": 0}))
        sums[f"{key}_without"] = Count("journey__person", filter=Q(**{f"{key}__lt": F("times")}))
    counted = journeys.aggregate(**sums)
    found = {"times": counted["sum_times"], "first_on": counted["first"], "last_on": counted["last"]}
    return found | {
        name: Tally(counted[f"{key}_times"] or 0, counted[f"{key}_people"], counted[f"{key}_without"])
        for key, (name, _what) in names.items()
    }


def _tally(tallies: dict[str, Any], name: str) -> Tally:
    tally: Tally = tallies[name]
    return tally


def _these(tallies: dict[str, Any], kind: str, codes: list[str]) -> dict[str, Tally]:
    return {code: _tally(tallies, f"{kind} {code}") for code in codes}


def _connections(programme: Programme, start: date | None, end: date | None) -> dict[str, Tally]:
    """Count the steps towards associations, by how far they have come."""
    made = ConnectionStep.objects.filter(_between("on", start, end), connection__journey__programme=programme)
    people = Count("connection__journey__person", distinct=True)
    states = made.values("state").annotate(times=Count("pk"), people=people).order_by()
    found = {state["state"]: Tally(state["times"], state["people"]) for state in states}
    return {state: found.get(state, Tally(0, 0)) for state in Connection.State.values}


def _with_ties(walked: QuerySet[Journey, Any], until: date) -> QuerySet[Any, Any]:
    """Bring along how far each person has come towards an association, and whether it lasted, by the steps noted."""
    steps = ConnectionStep.objects.filter(
        on__lte=until,
        connection__journey__programme=OuterRef("programme"),
        connection__journey__person=OuterRef("person"),
    )
    ties = steps.values("connection", "connection__state").order_by()
    alone = ties.filter(state__in=ON_THEIR_OWN)
    known = ties.annotate(
        first=Min("on", filter=Q(state__in=ON_THEIR_OWN)),
        last=Max("on", filter=Q(state__in=ON_THEIR_OWN)),
        otherwise=Max("on", filter=~Q(state__in=ON_THEIR_OWN)),
    )
    stands = known.filter(
        Q(otherwise=None) | Q(last__gt=F("otherwise")) | Q(last=F("otherwise"), connection__state__in=ON_THEIR_OWN),
        last__isnull=False,
    )
    lasted = stands.annotate(lasted=F("last") - F("first")).filter(lasted__gte=HAS_LASTED)
    furthest = {Tie.LASTED: lasted, Tie.RECENT: stands, Tie.NO_LONGER: alone, Tie.TOWARDS: ties}
    reached = [When(Exists(which), then=Value(str(tie))) for tie, which in furthest.items()]
    return walked.annotate(tie=Case(*reached, default=Value(str(Tie.NONE)), output_field=CharField()))


def _one_each(proposed: QuerySet[Journey], today: date) -> QuerySet[Any, Any]:
    """Keep of everyone one journey: the newest on which they met, or else the newest. A person counts once."""
    has_met = Case(When(first_met_on__lte=today, then=Value(True)), default=Value(False), output_field=BooleanField())
    every = proposed.annotate(has_met=has_met)
    is_newer = Q(referred_on__gt=OuterRef("referred_on")) | Q(
        referred_on=OuterRef("referred_on"), pk__gt=OuterRef("pk")
    )
    is_further = Q(has_met__gt=OuterRef("has_met")) | Q(has_met=OuterRef("has_met")) & is_newer
    return every.filter(~Exists(every.filter(is_further, person=OuterRef("person"))))


def _standing(proposed: QuerySet[Any, Any], today: date) -> Standing:
    """Count where everyone stands today, by one journey each."""
    met, not_met, times, answers = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    resting = Break.objects.filter(Q(until=None) | Q(until__gte=today), Q(ended_on=None) | Q(ended_on__gt=today))
    rests = Exists(resting.filter(begins_on__lte=today, journey=OuterRef("pk")))
    three = ExpressionWrapper(Q(accompaniments_count__gte=3), BooleanField())
    rows = proposed.annotate(rests=rests, three=three).values("stage", "has_met", "rests", "three")
    for row in rows.annotate(number=Count("pk")).order_by():
        answers[ANSWERED.get(row["stage"], "yes")] += row["number"]
        if row["has_met"]:
            met[_stand_after(row["stage"], rests=row["rests"])] += row["number"]
            times[Stand.THREE if row["three"] else Stand.MET] += row["number"]
        else:
            not_met[_stand_before(row["stage"])] += row["number"]
    return Standing(
        met=_in_order(met, Stand.ON_THE_ROAD, Stand.RESTING, Stand.CLOSED, Stand.ENDED, Stand.LEFT),
        not_met=_in_order(not_met, Stand.NOT_CHOSEN, Stand.ENDED_BEFORE, *ON_THE_WAY),
        times=_in_order(times, *MET),
        answers=_in_order(answers, "yes", *dict.fromkeys(ANSWERED.values())),
    )


ANSWERED: dict[str, str] = {
    Stage.NOT_NOW: "not_now",
    Stage.SAID_NO: "no",
    **dict.fromkeys(CHOOSING, "open"),
    Stage.WITHDRAWN: "withdrawn",
}


def _in_order(found: Counter[str], *codes: str) -> Counted:
    return Counted({str(code): found[code] for code in codes})


def _stand_after(stage: str, *, rests: bool) -> str:
    if stage in ENDINGS:
        return Stand.ENDED if stage == Stage.WITHDRAWN else stage
    return Stand.RESTING if rests or stage in NOT_CHOSEN else Stand.ON_THE_ROAD


def _stand_before(stage: str) -> str:
    if stage in ANSWERED:
        return Stand.NOT_CHOSEN
    if stage in ENDINGS:
        return Stand.ENDED_BEFORE
    if stage in TOGETHER:
        return Stand.AGREED
    return Stand.CHOSEN if stage == Stage.CHOSEN else Stand.OFFERED


def _waits(proposed: QuerySet[Any, Any], today: date) -> Iterator[Spell]:
    """Yield how long each person waited for the first accompaniment, of those who said yes and met or still wait."""
    met = proposed.filter(has_met=True).annotate(days=F("first_met_on") - F("referred_on"))
    yield from _over(met)
    yield from _going_on(proposed.filter(IS_UNDER_WAY, has_met=False), "referred_on", today)


def _lengths(proposed: QuerySet[Any, Any], today: date) -> Iterator[Spell]:
    """Yield how long each person has walked since the first accompaniment, until it ended or until today."""
    met = proposed.filter(has_met=True)
    yield from _over(met.filter(ended_on__lte=today).annotate(days=F("ended_on") - F("first_met_on")))
    yield from _going_on(met.filter(Q(ended_on=None) | Q(ended_on__gt=today)), "first_met_on", today)


def _over(journeys: QuerySet[Any, Any]) -> Iterator[Spell]:
    for days, number in _spread(journeys, "days").items():
        yield from [Spell(max(days.days, 0), is_over=True)] * number


def _going_on(journeys: QuerySet[Any, Any], since: str, today: date) -> Iterator[Spell]:
    for day, number in _spread(journeys, since).items():
        yield from [Spell((today - day) // timedelta(days=1), is_over=False)] * number


def _with_rhythm(walked: QuerySet[Journey, Any]) -> QuerySet[Journey, Any]:
    """Bring along the rhythm that the two settled last."""
    settled = Agreement.objects.filter(
        journey=OuterRef("pk"), person_accepted_on__isnull=False, peer_accepted_on__isnull=False
    )
    return walked.annotate(rhythm=Subquery(settled.order_by("-version").values("rhythm")[:1]))
