"""What the coordinators noted among themselves about somebody, for the person and for them."""

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery

from wayfellow.access.guard import allowed
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import WorkingNote
from wayfellow.people.models import User


def working_notes() -> Prefetch:
    """Have a journey bring along its working notes, the newest first."""
    return Prefetch("working_notes", WorkingNote.objects.select_related("author").order_by("-on", "-pk"))


def noted_on() -> Subquery:
    """When a working note was last written on a journey."""
    notes = WorkingNote.objects.filter(journey=OuterRef("pk")).order_by().values("journey")
    return Subquery(notes.annotate(last=Max("on")).values("last"))


def my_working_notes(user: User) -> QuerySet[WorkingNote]:
    """Return what coordinators noted about this reader, the newest first."""
    about_me = WorkingNote.objects.select_related(*WorkingNote.always_with)
    mine: QuerySet[WorkingNote] = allowed(user, Can.ANSWER_WORKING_NOTE, about_me)
    return mine.order_by("-on", "-pk")
