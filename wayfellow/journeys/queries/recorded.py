"""What others wrote in a person's name, and that it waits for the person's own word (I1)."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey, RecordedChoice
from wayfellow.people.models import User


def recorded_waits() -> Exists:
    """Return the condition that something of a journey waits for the person's own word."""
    return Exists(RecordedChoice.objects.filter(journey=OuterRef("pk"), settled_on=None))


def recorded_on() -> Subquery:
    """Return when somebody last wrote down what a person with an account chose; it reads the same for ever."""
    return Subquery(RecordedChoice.objects.filter(journey=OuterRef("pk")).order_by("-on").values("on")[:1])


def recorded_of(user: User, journeys: list[Journey]) -> QuerySet[RecordedChoice]:
    """Return what others wrote that the reader chose on these journeys, as long as it waits for them."""
    waiting = RecordedChoice.objects.filter(journey__in=[journey.pk for journey in journeys], settled_on=None)
    mine: QuerySet[RecordedChoice] = allowed(user, Can.SAY_IF_IT_IS_SO, waiting)
    return mine.select_related(*RecordedChoice.always_with).order_by("on", "pk")
