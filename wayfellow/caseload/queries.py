"""What is here already of what an import brings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from wayfellow.caseload.files import AccompanimentRow, PersonRow
from wayfellow.journeys.models import Accompaniment, Agreement, Journey, Objective
from wayfellow.people.models import Merge, Person

AT_ONCE = 500
Step = tuple[date, str, int, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Here:
    """Somebody who is here already, told as a file tells it."""

    programme: str = ""
    told: Mapping[str, object] = field(default_factory=dict)
    accompaniments: Counter[Step] = field(default_factory=Counter)
    became_one: bool = False  # with another record, so that no file tells of them as they are now

    def differences(self, row: PersonRow) -> Iterator[tuple[str, object, object]]:
        """Yield each column that says otherwise, what it says, and what is kept."""
        for column, kept in self.told.items():
            told = getattr(row, column)
            if told != kept:
                yield column, _as_written(told), _as_written(kept)

    def unknown(self, rows: list[AccompanimentRow]) -> Iterator[AccompanimentRow]:
        """Yield the accompaniments that are not here."""
        left = self.accompaniments.copy()
        for row in rows:
            step = _step(row.on, row.setting, row.minutes, row.joined_by, row.touched)
            if left[step] == 0:
                yield row
            left[step] -= 1


def journeys_here(codes: Sequence[str]) -> dict[str, Here]:
    """Return, by code, everybody of these who is here already, with their first journey. Erased people are not."""
    here: dict[str, Here] = {}
    for start in range(0, len(codes), AT_ONCE):
        people = Person.objects.select_related("key").filter(code__in=codes[start : start + AT_ONCE])
        here |= {person.code: _here(person) for person in people.prefetch_related(Prefetch("journeys", _journeys()))}
        one = Merge.objects.filter(Q(person__in=people) | Q(other__in=people), state=Merge.State.DONE)
        codes_of_one = {code for two in one.values_list("person__code", "other__code") for code in two}
        here |= {code: Here(became_one=True) for code in codes_of_one & here.keys()}
    return here


def _journeys():
    held = Accompaniment.objects.filter(state=Accompaniment.State.HELD).order_by("on")
    return (
        Journey.objects.select_related("programme", "site", "source")
        .prefetch_related(
            Prefetch("accompaniments", held),
            Prefetch("objectives", Objective.objects.as_referred()),
            Prefetch("agreements", Agreement.objects.order_by("version")),
        )
        .order_by("referred_on")
    )


def _here(person: Person) -> Here:
    journey = next(iter(person.journeys.all()), None)
    if journey is None:
        return Here()
    agreement = next(iter(journey.agreements.all()), None)
    told = {
        "age": journey.age,
        "gender": person.gender,
        "site": journey.site.name if journey.site else "",
        "referred_by": journey.source.code,
        "referred_on": journey.referred_on,
        "objectives": tuple(objective.dimension for objective in journey.objectives.all()),
        "cadence": agreement.rhythm if agreement else "",
        "closed_on": journey.ended_on,
    }
    steps = (
        _step(each.on, each.setting, each.minutes or 0, each.joined_by, each.touched)
        for each in journey.accompaniments.all()
    )
    return Here(journey.programme.slug, told, Counter(steps))


def _step(on: date, setting: str, minutes: int, joined_by: Iterable[str], touched: Iterable[str]) -> Step:
    return on, setting, minutes, tuple(sorted(joined_by)), tuple(sorted(touched))


def _as_written(value: object) -> str:
    """Return a value as a file would have it."""
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)
