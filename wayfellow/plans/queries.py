"""The person's own list, as they read it."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from wayfellow.access.guard import allowed
from wayfellow.access.policy import Can
from wayfellow.people.models import Person, User
from wayfellow.plans.models import Visit


def visits(user: User) -> QuerySet[Visit]:
    """Return the reader's own visits: the next first, those without a day after them, the past ones last."""
    mine: QuerySet[Visit] = allowed(user, Can.CHANGE_VISIT, Visit.objects.select_related("person__key"))
    return mine.annotate(is_past=Q(on__isnull=False, on__lt=timezone.localdate())).order_by(
        "is_past", F("on").asc(nulls_last=True), "pk"
    )


def whose_list(user: User) -> Person | None:
    """Return the person this reader is, if they are one."""
    me: QuerySet[Person] = allowed(user, Can.KEEP_VISITS, Person.objects)
    return me.first()


def as_kept(visit: Visit) -> list:
    """Return all that a change of this visit would replace."""
    return [visit.with_whom, visit.on, visit.to_raise]
