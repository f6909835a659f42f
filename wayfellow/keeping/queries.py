"""What is kept about a person, how long, and who sees it now."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from wayfellow.access.deeds import Deed
from wayfellow.access.guard import allowed, deeds_of
from wayfellow.access.policy import DEEDS, RELATIONS
from wayfellow.access.roles import Role
from wayfellow.choices.models import FirstStep, Wish
from wayfellow.choices.queries import past_their_time, wishes_past_their_time
from wayfellow.directory.models import Programme
from wayfellow.expenses.models import Expense
from wayfellow.expenses.queries import approved_before
from wayfellow.journal.models import Entry, with_key
from wayfellow.journeys import access as journeys
from wayfellow.journeys.access.road import (
    a_colleague_in_the_team,
    the_asked_peer,
    the_greeter,
    the_peer,
    the_referrer,
    who_broke_the_glass,
    who_reviews_it,
)
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.models import (
    Accompaniment,
    Addition,
    Agreement,
    Break,
    BrokenGlass,
    Connection,
    ConnectionStep,
    GoingOn,
    Journey,
    Objective,
    ProposedPlace,
    RecordedChoice,
    Strike,
    WayOn,
    WorkingNote,
)
from wayfellow.journeys.queries.opened import openings
from wayfellow.journeys.queries.own import my_journeys
from wayfellow.journeys.queries.referring import in_the_team_of
from wayfellow.journeys.stages import AT_REST, CHOOSING, ENDINGS
from wayfellow.keeping.access import Can
from wayfellow.keeping.models import Erasure, Kind, Retention
from wayfellow.people import access as people
from wayfellow.people.models import (
    Membership,
    Merge,
    Person,
    ProposedReach,
    Reach,
    User,
    with_what_became_one,
)
from wayfellow.people.queries import as_kept
from wayfellow.vault.models import ErasedKey, Key
from wayfellow.workforce.access import the_coordinators

WHO_THEY_ARE = ["name", "also_called", "language", "gender"]
STAGES = {
    Kind.UNDECIDED: CHOOSING,
    Kind.DECLINED: AT_REST,
    Kind.ENDED: ENDINGS,
}


def who_i_am(user: User) -> Person | None:
    """Return the person this reader is, if they are one."""
    me: QuerySet[Person] = allowed(user, people.Can.SEE_OWN_SPACE, Person.objects)
    return me.first()


def with_reach(model: type[Person]) -> QuerySet[Person]:
    return model.objects.select_related("key", "user", "reach", "erasure", "preference")


def with_details(model: type[Person]) -> QuerySet[Person]:
    """Load a person with how to reach them, and with how their space was opened."""
    return with_reach(model).prefetch_related(openings())


def snapshot_of(person: Person) -> list:
    """Return all that correcting the details would replace."""
    reach = getattr(person, "reach", None)
    return [*(getattr(person, name) for name in WHO_THEY_ARE), *as_kept(reach)]


# Everything about one person
def kinds_that_change(person: Person, details: dict[str, Any]) -> dict[str, bool]:
    """Return what kind of thing correcting the details changes, for the journal; never what it was or is."""
    kept = dict(zip([*WHO_THEY_ARE, *Reach.TOLD], snapshot_of(person), strict=True))
    return {name: True for name, value in details.items() if value != kept[name]}


def with_everything(model: type[Person]) -> QuerySet[Person]:
    """Load a person with all that is written about them."""
    return with_reach(model).prefetch_related(
        openings(),
        "choices__programme",
        "choices__recorded_by",
        Prefetch("proposed_reach", ProposedReach.objects.filter(answered_on=None).select_related("by").order_by("on")),
        Prefetch("first_steps", FirstStep.objects.select_related(*FirstStep.always_with).order_by("asked_on", "pk")),
        Prefetch("journeys", _whole_journeys()),
    )


def _whole_journeys() -> QuerySet[Journey]:
    notes = Accompaniment.objects.select_related("peer__user", "arrangement__changed_by").order_by("on", "at", "pk")
    added = Addition.objects.select_related("author").order_by("on", "pk")
    connections, steps = (
        Connection.objects.select_related("association"),
        ConnectionStep.objects.order_by("on", "noted_at"),
    )
    related = ("programme", "site", "source", "referrer", "greeter__user", "peer__user", "choice", "closing")
    arranged = ("introduction__peer__user", "introduction__offered_by", "introduction__meeting")
    return (
        Journey.objects.select_related(*related, *arranged)
        .order_by("referred_on", "pk")
        .prefetch_related(
            Prefetch("objectives", Objective.objects.order_by("position")),
            "earlier",
            Prefetch("strikes", Strike.objects.select_related("author").order_by("asked_on", "pk")),
            Prefetch("recorded", RecordedChoice.objects.select_related("by").order_by("on", "pk")),
            Prefetch("agreements", Agreement.objects.select_related("peer__user").order_by("version")),
            Prefetch("accompaniments", notes.prefetch_related(Prefetch("additions", added), "earlier")),
            Prefetch("breaks", Break.objects.select_related("by").order_by("begins_on", "pk")),
            Prefetch("going_on", GoingOn.objects.select_related("nodded_by").order_by("asked_on", "pk")),
            Prefetch("ways_on", WayOn.objects.select_related("leaving__peer__user", "kept_by").order_by("on", "pk")),
            Prefetch("places", ProposedPlace.objects.select_related("by").order_by("on", "pk")),
            Prefetch("working_notes", WorkingNote.objects.select_related("author").order_by("on", "pk")),
            Prefetch("glasses", BrokenGlass.objects.select_related("by", "reviewed_by").order_by("at", "pk")),
            Prefetch("connections", connections.order_by("on", "pk").prefetch_related(Prefetch("steps", steps))),
        )
    )


def is_known_otherwise(person: Person) -> bool:
    """Say whether somebody has an account here, or came by another way than a referral that is gone."""
    others = (person.openings, person.journeys, person.first_steps)
    return bool(person.user_id) or any(each.exists() for each in others)


def called(code: str) -> Person | None:
    """Return the person of this code, unless they were erased; of a record that became one with another, that one."""
    became = Merge.objects.filter(other__code=code, state=Merge.State.DONE).values("person")
    emptied = Person.objects.filter(code=code, pk__in=Merge.objects.filter(state=Merge.State.DONE).values("other"))
    found = with_everything(Person).filter(Q(code=code) | Q(pk__in=became), erased_on=None)
    return found.exclude(pk__in=emptied.values("pk")).first()


def lines_about(person: Person) -> QuerySet[Entry]:
    """Return every line of the journal about someone, the newest first."""
    of_them = with_what_became_one(Person.objects.filter(pk=person.pk))
    lines: QuerySet[Entry] = with_key(Entry.objects.filter(person__in=of_them))
    return lines.select_related("actor").order_by("-at", "pk")


# Who sees what now
@dataclass(frozen=True)
class Reader:
    """Someone else who can open something of a journey now."""

    name: str
    relation: str
    deeds: list[Deed]
    notes: int


def my_shared_journeys(user: User) -> QuerySet[Journey]:
    """Return the reader's own journeys with the people around them."""
    return my_journeys(user).select_related("greeter__user", "referrer").prefetch_related("glasses")


def readers(journey: Journey) -> list[Reader]:
    """Ask the policy itself, for each person around a journey, what they can open of it now."""
    found = (_reader(user, relation, journey) for user, relation in _around(journey))
    return [reader for reader in found if reader.deeds or reader.notes]


def _reader(user: User, relation: Callable, journey: Journey) -> Reader:
    deeds = deeds_of(user, journey) | deeds_of(user, journey.person)
    through = who_broke_the_glass if journeys.Can.SEE_BEHIND_GLASS in deeds else relation
    held = journey.accompaniments.filter(state=Accompaniment.State.HELD)
    return Reader(
        name=user.name,
        relation=str(RELATIONS[through.__name__].told),
        deeds=[can for can in DEEDS.values() if can in deeds and can.is_reading] + _besides(user, journey),
        notes=allowed(user, journeys.Can.READ_NOTE, held).count(),
    )


def _besides(user: User, journey: Journey) -> list[Deed]:
    """Of a meeting a professional came along to, and of a broken glass: what is read there, where there is one."""
    records: dict[Deed, QuerySet] = {journeys.Can.SEE_JOINT: journey.accompaniments.order_by()}
    if journey.glasses.all():
        records[journeys.Can.SEE_GLASS] = BrokenGlass.objects.filter(journey=journey)
    return [can for can, kept in records.items() if allowed(user, can, kept).exists()]


OVERSEE: dict[str, Callable] = {Role.COORDINATOR: the_coordinators, Role.SUPERVISOR: who_reviews_it}


def _around(journey: Journey) -> Iterator[tuple[User, Callable]]:
    """Yield everyone whom a relation of the policy could name, once."""
    seen = {journey.person.user_id}
    asked = the_asked_peer if journey.is_offered else the_peer
    peers = [(journey.peer, asked), (journey.greeter, the_greeter)]
    users = [(peer.user, relation) for peer, relation in peers if peer] + [(journey.referrer, the_referrer)]
    users += [(each.user, a_colleague_in_the_team) for each in in_the_team_of(journey)]
    oversee = OVERSEE if journey.glasses.all() else [Role.COORDINATOR]
    members = Membership.objects.filter(programme=journey.programme_id, role__in=oversee).select_related("user")
    for user, relation in users + [(each.user, OVERSEE[each.role]) for each in members.order_by("role", "user__name")]:
        if user and user.pk not in seen:
            seen.add(user.pk)
            yield user, relation


# How long
def rules(user: User) -> QuerySet[Retention]:
    """Return the rules this reader may change, those for anywhere first."""
    mine: QuerySet[Retention] = allowed(user, Can.CHANGE_RETENTION, Retention.objects.order_by("jurisdiction", "kind"))
    return mine


def programmes_kept_by(user: User) -> QuerySet[Programme]:
    mine: QuerySet[Programme] = allowed(user, Can.SET_JURISDICTION, Programme.objects.order_by("name"))
    return mine


def as_settled(rule: Retention) -> list:
    """Return all that changing a rule would replace."""
    return [rule.days, rule.at_least, sorted(rule.why.items()), rule.is_checked]


def all_rules() -> dict[tuple[str, str], Retention]:
    return {(rule.kind, rule.jurisdiction): rule for rule in Retention.objects.order_by("pk")}


def rule(kept: dict[tuple[str, str], Retention], kind: str, jurisdiction: str) -> Retention | None:
    """Return the rule of a place such as ES-CT, else of its country, else the one for anywhere."""
    places = (jurisdiction, jurisdiction.partition("-")[0], "")
    return next((kept[kind, place] for place in places if (kind, place) in kept), None)


def rules_about(person: Person) -> list[Retention]:
    """Return the rules that a person's own journeys are under."""
    kept = all_rules()
    places = sorted({journey.programme.jurisdiction for journey in person.journeys.select_related("programme")} or {""})
    found = [rule(kept, kind, place) for place in places for kind in STAGES]
    return list(dict.fromkeys(each for each in found if each))


def law_asks_until(person: Person, today: date) -> date | None:
    """Return the first day on which the law of the place lets everything about a person be erased, if it is to come."""
    kept = all_rules()
    days = [_first_day(journey, kept, today) for journey in person.journeys.select_related("programme").order_by("pk")]
    latest = max(days, default=today)
    return latest if latest > today else None


def _first_day(journey: Journey, kept: dict[tuple[str, str], Retention], today: date) -> date:
    kind = next((kind for kind, stages in STAGES.items() if journey.stage in stages), Kind.ENDED)
    over_since = journey.stage_since if journey.stage in STAGES[kind] else today
    found = rule(kept, kind, journey.programme.jurisdiction)
    return over_since + timedelta(days=found.at_least if found else 0)


def due(today: date) -> QuerySet[Any]:
    """Return who is to be erased today: whoever asked, and whose every journey has been kept its time.

    `cause` says which it is, `kind` what is the furthest that a journey of theirs came.
    """
    theirs = Journey.objects.filter(person=OuterRef("pk"))
    asked = Exists(Erasure.objects.filter(person=OuterRef("pk"), due_on__lte=today))
    kept_its_time = Exists(theirs) & ~Exists(theirs.exclude(_past(today)))
    came = [
        When(Exists(theirs.filter(JOURNEY.where(STAGES[kind]))), then=Value(kind.value)) for kind in reversed(STAGES)
    ]
    return (
        Person.objects.filter(asked | kept_its_time, erased_on=None)
        .annotate(
            cause=Case(When(asked, then=Value(Erasure.Cause.ASKED.value)), default=Value(Erasure.Cause.TIME.value)),
            kind=Case(*came, default=Value("")),
        )
        .order_by("pk")
    )


def _past(today: date) -> Q:
    """Which journeys have been kept for as long as the rule of their place says, where somebody has checked it."""
    past = Q(pk__in=[])
    kept = all_rules()
    for programme in Programme.objects.order_by("pk"):
        for kind, stages in STAGES.items():
            days = _days(rule(kept, kind, programme.jurisdiction))
            if days is not None:
                before = today - timedelta(days=days)
                past |= Q(JOURNEY.where(stages), programme=programme, stage_since__lte=before)
    return past


def first_steps_due(today: date) -> list[FirstStep]:
    """Return what was asked and led to no journey, and has been kept as long as the rule of its place says."""
    kept = all_rules()
    found: list[FirstStep] = []
    for programme in Programme.objects.order_by("pk"):
        days = _days(rule(kept, Kind.FIRST_STEP, programme.jurisdiction))
        if days is not None:
            found += past_their_time(today - timedelta(days=days), [programme])
    return found


def wishes_due(today: date) -> list[Wish]:
    """Return the wishes to be told that have waited as long as the rule says."""
    days = _days(rule(all_rules(), Kind.WISH, ""))
    return [] if days is None else list(wishes_past_their_time(today - timedelta(days=days)))


def expenses_due(today: date) -> list[Expense]:
    """Return the approved expenses that have been kept as long as the rule of their place says."""
    kept = all_rules()
    found: list[Expense] = []
    for programme in Programme.objects.order_by("pk"):
        days = _days(rule(kept, Kind.EXPENSE, programme.jurisdiction))
        if days is not None:
            found += approved_before(today - timedelta(days=days), programme)
    return found


def _days(found: Retention | None) -> int | None:
    """A rule that nobody has checked erases nothing."""
    return found.days if found and found.is_checked else None


def preview(today: date) -> Counter[str]:
    """Count who is to be erased today, and what was asked before there was a journey, by why."""
    causes = due(today).values_list("cause", "kind")
    counts = Counter(kind if cause == Erasure.Cause.TIME else cause for cause, kind in causes)
    counts[Kind.FIRST_STEP] = len(first_steps_due(today))
    counts[Kind.WISH] = len(wishes_due(today))
    counts[Kind.EXPENSE] = len(expenses_due(today))
    return +counts


def is_unchecked() -> bool:
    return Retention.objects.filter(is_checked=False).exists()


# The wish, and the certificate
def erased(codes: Iterable[str]) -> set[str]:
    """Return which of these codes belonged to somebody who was erased."""
    known = set(Erasure.objects.exclude(code="").values_list("code", flat=True))
    installation = Key.of_the_installation() if known else None
    return {code for code in codes if known and Erasure.mark_of(code, installation) in known}


def certificate(number: Any) -> Erasure | None:
    """Return a certificate, or the wish that will become it."""
    return Erasure.objects.filter(pk=number).first()


def half_erased() -> QuerySet[Person]:
    """Return who is here by name again although their key was destroyed: an older backup was restored."""
    return Person.objects.filter(erased_on=None, key__in=ErasedKey.objects.values("pk")).order_by("pk")
