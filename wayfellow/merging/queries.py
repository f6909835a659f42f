"""Who may be here twice, what would go where, and what became of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import ERASED, allowed
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.models import Programme
from wayfellow.journeys import access as journeys
from wayfellow.journeys.models import Journey
from wayfellow.journeys.queries.twins import Twin, likely_twice, twins_of
from wayfellow.journeys.stages import ENDINGS
from wayfellow.merging.access import Can
from wayfellow.people.models import Merge, Person, User
from wayfellow.workforce.models import Peer

BOTH_HAVE_A_SPACE = _(
    "Both have a space of their own, and nobody can be in two. Ask the person which one they want to keep: the other "
    "space has to be closed first, with them there, under “How their own space was opened”."
)
IT_HAS_A_SPACE = _("This one has a space of its own, so it is the record that goes on. Please begin from there.")
A_SPACE_WAITS = _("A space was opened with a code and waits until someone confirms that it is them. That comes first.")
IS_ONE_ALREADY = _("These are one record already. Nothing was changed.")
S = Merge.State


def why_not(person: Person, other: Person) -> Any:
    """Return why these two cannot become one now, the first of which goes on; None where they can."""
    if person.erased_on or other.erased_on:
        return ERASED
    if Merge.objects.filter(state=S.DONE, other__in=[person, other]).exists():
        return IS_ONE_ALREADY
    if any(opened.waits for each in (person, other) for opened in each.openings.all()):
        return A_SPACE_WAITS
    if other.user_id:
        return BOTH_HAVE_A_SPACE if person.user_id else IT_HAS_A_SPACE
    return None


def where_they_stand(user: User, *people: Person) -> list[Any]:
    """Return for each the programme in which this reader coordinates for them, the newest first."""
    mine = Journey.objects.filter(programme__in=programmes(user, Role.COORDINATOR)).order_by("-referred_on", "pk")
    return [mine.filter(person=person).values_list("programme", flat=True)[0] for person in people]


def those_here_twice(user: User, programme: Programme) -> list[tuple[Person, Twin]]:
    """Return every two who may be one person, but those of whom they said that they are not."""
    asked = {
        frozenset(two)
        for two in _merges(user)
        .filter(state__in=[S.ASKED, S.DECLINED])
        .order_by("pk")
        .values_list("person_id", "other_id")
    }
    here = Exists(Journey.objects.filter(person=OuterRef("pk"), programme=programme))
    found = likely_twice(user, can=Can.ASK_MERGE, here=Q(here))
    pairs = [pair for pair in found if frozenset([pair[0].pk, pair[1].person.pk]) not in asked]
    return [_who_goes_on(*pair) for pair in pairs]


def _who_goes_on(one: Person, twin: Twin) -> tuple[Person, Twin]:
    """Whoever has a space of their own goes on."""
    return (twin.person, Twin(one, twin.alike)) if twin.person.user_id and not one.user_id else (one, twin)


def merges_of(user: User, programme: Programme) -> QuerySet[Merge]:
    """Return what was asked here and waits, and what became one and can still be two again."""
    here = Q(programme=programme) | Q(other_programme=programme)
    is_news = Q(state=S.ASKED) | Q(state=S.DONE, moved__isnull=False)
    first = Case(When(state=S.ASKED, then=0), default=1)
    return _merges(user).filter(here, is_news).select_related("person", "other").order_by(first, "-state_since", "pk")


def _merges(user: User) -> QuerySet[Merge]:
    mine: QuerySet[Merge] = allowed(user, Can.SEE_MERGE, Merge.objects.all())
    return mine


def likely_others(user: User, person: Person) -> list[Twin]:
    return twins_of(user, person, can=Can.ASK_MERGE)


def with_code(user: User, code: str) -> Person | None:
    """Return whom this reader looks after who has this code. Of anybody else nothing is told."""
    mine: QuerySet[Person] = allowed(user, Can.ASK_MERGE, Person.objects.filter(erased_on=None))
    return with_both(mine).filter(code=code.strip().upper()).first()


def with_both(people: QuerySet[Person]) -> QuerySet[Person]:
    """Bring along what the page says of a record: how to reach them, and how their space was opened."""
    return people.select_related("key", "reach").prefetch_related("openings")


def these(numbers: Iterable[str]) -> QuerySet[Person]:
    return with_both(Person.objects.filter(pk__in=list(numbers)).order_by("pk"))


def person_of_two(model: type[Person]) -> QuerySet[Person]:
    return with_both(model.objects.all())


def two_records(model: type[Merge]) -> QuerySet[Merge]:
    return model.objects.select_related("person__key", "person__user", "other__key", "asked_by").prefetch_related(
        "person__openings", "other__openings"
    )


def who_asks_them(merge: Merge) -> list[str]:
    """Return the names of the peer supporters who can ask somebody without an account."""
    whose = Q(person__in=[merge.person_id, merge.other_id])
    walk = Journey.objects.filter(whose, ended_on=None, offer_accepted=True).values("peer")
    greet = Journey.objects.filter(whose, ended_on=None, greeter__isnull=False).values("greeter")
    peers = Peer.objects.filter(Q(pk__in=walk) | Q(pk__in=greet)).order_by("user__name")
    return list(peers.values_list("user__name", flat=True))


def waits_for_them(user: User) -> QuerySet[Merge]:
    """Return what this reader is asked, about themself or for somebody they walk with."""
    asked: QuerySet[Merge] = allowed(user, Can.ANSWER_MERGE, Merge.objects.filter(state=S.ASKED))
    return asked.select_related("person", "other").order_by("state_since", "pk")


def of_themself(user: User) -> QuerySet[Merge]:
    """Return what a person is asked of two records, and what became one and can still be two again."""
    told = Q(state=S.ASKED) | Q(state=S.DONE, moved__isnull=False)
    mine: QuerySet[Merge] = allowed(user, Can.UNDO_MERGE, Merge.objects.filter(told, person__user=user))
    return mine.select_related("person", "other").order_by("state_since", "pk")


def with_merges(people: QuerySet[Person]) -> QuerySet[Person]:
    """Have a person say whether two records of them wait, or became one lately."""
    told = Q(state=S.ASKED) | Q(state=S.DONE, moved__isnull=False)
    return people.annotate(has_merge=Exists(Merge.objects.filter(told, person=OuterRef("pk"))))


def with_question(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter say whether there may be somebody to ask about two records."""
    theirs = Journey.objects.filter(Q(peer=OuterRef(OuterRef("pk"))) | Q(greeter=OuterRef(OuterRef("pk"))))
    people = theirs.values("person")
    asked = Merge.objects.filter(Q(person__in=people) | Q(other__in=people), state=S.ASKED)
    return peers.annotate(merge_waits=Exists(asked))


# What goes where, before anybody is asked
def goes_where(user: User, person: Person, other: Person) -> Iterator[tuple[Any, Any]]:
    """Yield of each kind of thing what becomes of it. Only what this reader sees of the two is named."""
    named = {"name": person.name, "code": person.code, "other": other.code}
    yield _("Name, language, code"), _("Those of %(name)s · %(code)s. The code %(other)s leads there, too.") % named
    yield _("Their own space"), _space(person)
    yield _("Contact details"), _reach(person, other)
    there, here = (list(_journeys(user, each)) for each in (person, other))
    for journey in here:
        yield journey.programme.name, _journey(journey, there)
    yield (
        _("Everything else"),
        _(
            "Goes along: answers to the choice, first steps, plan, visits, surveys, stories, and whom they know. Where "
            "there can be only one, such as what matters to them in a peer supporter or one part of the plan, that of "
            "%(code)s stays, and nobody around them reads the other."
        )
        % named,
    )
    yield (
        _("Who reads what"),
        _("Of each journey the same people as before. How to reach them is seen by those around both."),
    )
    yield _("Figures"), _("They count once. Every meeting stays counted.")
    yield (
        _("If it was a mistake"),
        _(
            "For 30 days it can be two records again. What was written on a journey meanwhile goes with it; everything "
            "else that is new stays with %(code)s."
        )
        % named,
    )


def _journeys(user, person):
    mine = allowed(user, journeys.Can.SEE_PLACE_ON_DESK, Journey.objects.filter(person=person))
    return mine.select_related("programme").order_by("referred_on", "pk")


def _journey(journey, there):
    told = {"stage": journey.get_stage_display(), "number": journey.accompaniments_count}
    moves = _("“%(stage)s”, meetings: %(number)s. It goes along with all that is written there.") % told
    beside = [each for each in there if each.programme_id == journey.programme_id and each.stage not in ENDINGS]
    if beside and journey.stage not in ENDINGS:
        both = _("In this programme both are open. They stay open side by side until you end one.")
        return f"{moves} {both}"
    return moves


def _space(person):
    if person.user_id:
        return _("It goes on, and shows everything of both.")
    return _("Neither has one. A code that was given opens one for both.")


def _reach(person, other):
    if not hasattr(other, "reach"):
        return _("They stay as they are.")
    if not hasattr(person, "reach"):
        return _("Those of %(other)s go along.") % {"other": other.code}
    return _(
        "Those of %(code)s stay. What %(other)s says otherwise waits there until it is accepted or turned down."
    ) % {
        "code": person.code,
        "other": other.code,
    }
