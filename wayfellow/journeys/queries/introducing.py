"""The introduction by whoever referred: what was offered, and the meetings they come to."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Accompaniment, Introduction, Journey
from wayfellow.people.models import User

TIMES_CHANGED = _("These times were changed in the meantime. Please look at them again.")
TO_SHOW = [Accompaniment.State.PLANNED, Accompaniment.State.LET_GO]
AROUND = ("introduction__meeting", "introduction__offered_by", "referrer")


def with_introduction(journeys: type[Journey]) -> QuerySet[Journey]:
    """Bring along the times that were offered for the introduction, and what was answered."""
    return journeys.objects.select_related("person__key", "programme", "peer__user", *AROUND)


def as_offered(introduction: Introduction | None) -> list:
    """Return all that offering times anew would replace."""
    return [introduction.times, introduction.would_suit, introduction.answered_on] if introduction else []


def meetings_to_come(user: User, journey: Journey, today: date) -> QuerySet[Accompaniment]:
    """Return the meetings to which this reader comes along: when and where, and never more than that."""
    planned = journey.accompaniments.filter(state__in=TO_SHOW, on__gte=today)
    mine: QuerySet[Accompaniment] = allowed(user, Can.SEE_JOINT, planned)
    return mine.select_related("journey__person__key", "arrangement").order_by("on", "at", "pk")
