"""How to reach a person: what somebody else wrote, beside what is kept (I8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.people.models import Person, ProposedReach, User
from wayfellow.people.queries import IN_WORDS
from wayfellow.people.what_happened import KINDS


@dataclass(frozen=True)
class Proposed:
    """Something that somebody wrote of how to reach a person, and whether this reader may take it."""

    record: ProposedReach
    may_answer: bool

    def side_by_side(self) -> Iterator[tuple[Any, Any, Any]]:
        """Yield of each kind that was written: its name, what is kept, what was written."""
        kept = getattr(self.record.person, "reach", None)
        for name, said in self.record.said().items():
            yield KINDS[name], _shown(getattr(kept, name, "")), _shown(said)


def reach_waits() -> Exists:
    """Return the condition that something of how to reach somebody waits to be answered."""
    return Exists(ProposedReach.objects.filter(person=OuterRef("person"), answered_on=None))


def proposed_reach(user: User, person: Person) -> list[Proposed]:
    """Return what others wrote of how to reach someone, the oldest first."""
    theirs = ProposedReach.objects.filter(person=person, answered_on=None).select_related(
        "person__key", "person__reach", "by"
    )
    mine = set(allowed(user, Can.ANSWER_REACH, theirs).values_list("pk", flat=True))
    return [Proposed(each, each.pk in mine) for each in theirs.order_by("on", "pk")]


def with_reach(model: type[ProposedReach]) -> QuerySet[ProposedReach]:
    return model.objects.select_related("person__key", "person__reach", "by")


def _shown(value: Any) -> Any:
    return IN_WORDS[value] if isinstance(value, bool) else value or "–"
