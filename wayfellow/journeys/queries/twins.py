"""Whether somebody is here already: who is likely the same person, told only to who sees both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed
from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.access.road import journeys_where, the_referrer
from wayfellow.people.models import Person, User
from wayfellow.people.phones import are_same
from wayfellow.ui.languages import as_heard
from wayfellow.workforce.access import the_coordinators

MOST_SHOWN = 10
DAYS_OF_A_YEAR = 365.25
DIGITS_THAT_TELL = 7  # of a phone number: as many as the shortest have, whether or not the country is said
YEARS_APART = 2  # an age is told in whole years, and often guessed


@dataclass(frozen=True)
class Twin:
    """Somebody who is here already, and what is alike."""

    person: Person
    alike: list[Any]

    @property
    def label(self) -> str:
        told = [self.person.name, self.person.also_called, self.person.code, ", ".join(map(str, self.alike))]
        return " · ".join(str(each) for each in told if each)


@dataclass(frozen=True)
class Said:
    """What is known of whoever is written about."""

    name: str
    on: date
    age: int | None = None
    phone: str = ""
    email: str = ""


def likely_the_same(user: User, said: Said) -> list[Twin]:
    """Return those this reader stands around who may be the same, most alike first.

    Of anybody else nothing is told, not even that there is somebody.
    """
    return _most_alike(_around(user), said)


def twins_of(user: User, person: Person, *, can: Deed) -> list[Twin]:
    """Return of those with whom this reader may do this who may be the same person as one of them."""
    mine = list(_around(user, can))
    one = next((each for each in mine if each.pk == person.pk), None)
    return _most_alike((each for each in mine if each != one), _said_of(one)) if one else []


def likely_twice(user: User, *, can: Deed, here: Q) -> list[tuple[Person, Twin]]:
    """Return every two with whom this reader may do this who may be one person, where one of them is `here`."""
    mine = list(_around(user, can).annotate(is_here=ExpressionWrapper(here, BooleanField())))
    meet: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in mine:
        for met in _met_by(person):
            meet[met].append(person)
    pairs = {two for together in meet.values() for two in combinations(together, 2)}
    found = ((one, Twin(other, list(_alike(other, _said_of(one))))) for one, other in pairs)
    alike = [(one, twin) for one, twin in found if twin.alike and (one.is_here or twin.person.is_here)]  # type: ignore[attr-defined]
    return sorted(alike, key=lambda two: (-len(two[1].alike), two[0].name, str(two[0].pk), str(two[1].person.pk)))


def _met_by(person: Person) -> Iterator[tuple[str, str]]:
    """Yield by what somebody may be found to be like another, so that not everyone is compared with everyone."""
    yield "name", as_heard(person.name)
    reach = getattr(person, "reach", None)
    if reach and reach.phone:
        yield "phone", "".join(filter(str.isdigit, reach.phone))[-DIGITS_THAT_TELL:]
    if reach and reach.email:
        yield "email", reach.email.casefold()


def _said_of(person: Any) -> Said:
    reach = getattr(person, "reach", None)
    told = {"age": person.age_then, "phone": reach.phone if reach else "", "email": reach.email if reach else ""}
    return Said(person.name, person.age_on or timezone.localdate(), **told)


def _most_alike(people: Iterable[Person], said: Said) -> list[Twin]:
    found = [Twin(person, alike) for person in people if (alike := list(_alike(person, said)))]
    return sorted(found, key=lambda twin: -len(twin.alike))[:MOST_SHOWN]


def _around(user: User, can: Deed = Can.SEE_REACH) -> QuerySet[Person]:
    seen = journeys_where(the_referrer(user) | the_coordinators(user)).filter(person=OuterRef("pk"), age__isnull=False)
    latest = seen.order_by("-referred_on", "pk")
    here: QuerySet[Person] = allowed(user, can, Person.objects.filter(erased_on=None))
    return (
        here.select_related("key", "reach")
        .annotate(age_then=Subquery(latest.values("age")[:1]), age_on=Subquery(latest.values("referred_on")[:1]))
        .order_by("name", "pk")
    )


def _alike(person: Person, said: Said) -> Iterator[Any]:
    reach = getattr(person, "reach", None)
    if reach and said.phone and are_same(reach.phone, said.phone):
        yield _("same phone")
    if reach and said.email and reach.email.casefold() == said.email.casefold():
        yield _("same e-mail address")
    if as_heard(person.name) == as_heard(said.name) and not _are_of_other_ages(person, said):
        yield _("same name")


def _are_of_other_ages(person: Any, said: Said) -> bool:
    """Whether both ages are known and lie further apart than a guess, with the time between counted."""
    if said.age is None or person.age_then is None:
        return False
    passed = (said.on - person.age_on).days / DAYS_OF_A_YEAR
    return bool(abs(person.age_then + passed - said.age) > YEARS_APART)
