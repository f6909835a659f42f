"""What happened to what is written about a person, and who looked (I3), in words."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import allowed
from wayfellow.access.policy import DEEDS, RELATIONS
from wayfellow.journal.models import Entry, with_key
from wayfellow.people import access as people
from wayfellow.people.models import Person, User, with_what_became_one

YOU = _("You")

# What kind of thing an act changed, as the journal keeps it; never what it was or is.
KINDS = {
    "name": _("Name"),
    "also_called": _("Surname or nickname"),
    "language": _("Language"),
    "gender": _("Gender"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "may_text": _("Text messages"),
    "texts_say_less": _("What a text message says"),
    "may_leave_message": _("Answering machine"),
    "who_may_answer": _("Who else may pick up"),
    "good_times": _("Good times to call"),
}


class Sort(TextChoices):
    """What a person may look for among the lines about them."""

    READ = "read", _("Someone read something")
    CHANGED = "changed", _("Something was written or changed")


def _of_sort(sort: str) -> Q:
    read = Q(deed__in=[can for can in DEEDS.values() if can.is_reading])
    return {Sort.READ: read, Sort.CHANGED: ~read}[Sort(sort)] if sort else Q()


def what_happened(
    user: User, *, sort: str = "", by: int | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[Entry]:
    """Return the lines of the journal about this reader, the newest first: all, or what they look for."""
    lines = _about(user).filter(_of_sort(sort)).select_related("actor")
    if by:
        lines = lines.filter(actor=by)
    if since:
        lines = lines.filter(at__date__gte=since)
    if until:
        lines = lines.filter(at__date__lte=until)
    return lines.order_by("-at", "pk")


def by_day(lines: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Put lines together by the day on which they happened."""
    return [(on, list(of_the_day)) for on, of_the_day in groupby(lines, lambda line: timezone.localdate(line.at))]


def everyone_in_it(user: User) -> QuerySet[User]:
    """Return everybody by whom there is a line about this reader."""
    return User.objects.filter(pk__in=_about(user).values("actor")).order_by("name", "pk")


def _about(user: User) -> QuerySet[Entry]:
    me = allowed(user, people.Can.SEE_OWN_SPACE, Person.objects)
    return with_key(Entry.objects.filter(person__in=with_what_became_one(me)))


def who(line: Entry) -> str:
    """Say who it was, by what they were to the person at that moment."""
    relation = RELATIONS[line.standing]
    return str(YOU if relation.is_own else relation.told)


def what(line: Entry) -> str:
    """Say what they did, and to what kind of thing."""
    said = line.said()
    kinds = ", ".join(str(kind) for name, kind in KINDS.items() if said.get(name) is True)
    told = DEEDS[line.deed].told
    return f"{told}: {kinds}" if kinds else str(told)
