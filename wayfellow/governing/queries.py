"""Where programmes stand, in numbers: of their own work, and of people only what was published."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from wayfellow.access.guard import allowed
from wayfellow.audits.models import Audit
from wayfellow.audits.queries import IS_OPEN as IS_ASKED
from wayfellow.audits.queries import IS_OVER
from wayfellow.audits.tools import Tool
from wayfellow.directory.models import Programme
from wayfellow.evaluation.models import WHOLE, Edition
from wayfellow.evaluation.published import accompaniments_in
from wayfellow.governing.access import Can
from wayfellow.office.models import Need, Step
from wayfellow.office.phases import Phase
from wayfellow.office.queries import IS_LATE, IS_NEEDED, IS_OPEN
from wayfellow.people.models import User
from wayfellow.ui.days import months_later
from wayfellow.ui.home_pages import number_of

ONE_YEAR = 12  # months, after which a yearly audit is due again


@dataclass(frozen=True)
class Reach:
    """What was last published of whom a programme reached."""

    people: int
    accompaniments: int
    until: date


@dataclass(frozen=True)
class Standing:
    """One programme. `steps` are (settled, all) of each phase, `needs` the open ones by kind."""

    programme: Programme
    steps: dict[str, tuple[int, int]]
    late: int
    needs: dict[str, int]
    asked: int
    to_close: int
    yearly_on: date | None
    is_yearly_due: bool
    reach: Reach | None

    @property
    def phase(self) -> Phase | None:
        """Return the first phase in which something is open: the one in which the programme stands."""
        return next((phase for phase in Phase if self.steps[phase][0] < self.steps[phase][1]), None)

    @property
    def done(self) -> int:
        return sum(done for done, _all in self.steps.values())

    @property
    def all(self) -> int:
        return sum(number for _done, number in self.steps.values())

    @property
    def needed(self) -> int:
        return sum(self.needs.values())


def side_by_side(user: User, today: date) -> list[Standing]:
    """Return the programmes of a reader's governing body, by name."""
    programmes = list(_counted(user))
    steps, needs, reach = _steps_of(programmes), _needs_of(programmes), _reach_of(programmes)
    return [
        Standing(
            programme=programme,
            steps=steps[programme.pk],
            late=programme.late,
            needs=needs[programme.pk],
            asked=programme.asked,
            to_close=programme.to_close,
            yearly_on=programme.yearly_on,
            is_yearly_due=programme.yearly_on is None or months_later(programme.yearly_on, ONE_YEAR) < today,
            reach=reach.get(programme.pk),
        )
        for programme in programmes
    ]


def _counted(user: User) -> QuerySet:
    closed = Audit.objects.filter(programme=OuterRef("pk"), tool=Tool.YEARLY, closed_on__isnull=False)
    mine: QuerySet = allowed(user, Can.SEE_SIDE_BY_SIDE, Programme.objects.filter(ended_on=None))
    counted: QuerySet = mine.annotate(
        late=number_of(Step.objects.filter(IS_LATE)),
        asked=number_of(Audit.objects.filter(IS_ASKED)),
        to_close=number_of(Audit.objects.filter(IS_OVER)),
        yearly_on=Subquery(closed.order_by("-closed_on").values("closed_on")[:1]),
    )
    return counted.order_by("name", "pk")


def _steps_of(programmes: list[Programme]) -> dict[int, dict[str, tuple[int, int]]]:
    """Return of each phase how many of its steps are done, or let go, and how many there are."""
    there = Step.objects.filter(programme__in=programmes, need=None).values_list("programme", "phase")
    found = {programme.pk: dict.fromkeys(Phase.values, (0, 0)) for programme in programmes}
    for programme, phase, number, still in there.annotate(Count("pk"), still=Count("pk", filter=IS_OPEN)).order_by():
        found[programme][phase] = (number - still, number)
    return found


def _needs_of(programmes: list[Programme]) -> dict[int, dict[str, int]]:
    there = Need.objects.filter(IS_NEEDED, programme__in=programmes).values_list("programme", "kind")
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Need.Kind.values, 0))
    for programme, kind, number in there.annotate(Count("pk")).order_by():
        found[programme] = found[programme] | {kind: number}
    return found


def _reach_of(programmes: list[Programme]) -> dict[int, Reach]:
    """Return what was last published of each: whoever reads it could read no more."""
    newest = Edition.objects.filter(programme=OuterRef("programme"), subject=WHOLE).order_by("-as_of").values("pk")
    editions = Edition.objects.filter(programme__in=programmes, pk=Subquery(newest[:1]))
    return {each.programme_id: Reach(each.people, accompaniments_in(each), each.as_of) for each in editions}
