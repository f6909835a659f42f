"""The person's own, as they read it, and as those read it whom they let."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from wayfellow.access.guard import LinkHolder, allowed
from wayfellow.journal.models import Entry
from wayfellow.people.access import WAITS_TO_BE_CONFIRMED
from wayfellow.people.models import Person, User, whose_lines, with_what_became_one
from wayfellow.plans.access import Can
from wayfellow.plans.models import Guest, Part, Remark, Support, Version, Visit
from wayfellow.plans.questions import AT_REST, QUESTIONS, Kind, Stand
from wayfellow.workforce.models import Peer


# Visits
def visits(user: User, person: Person) -> QuerySet[Visit]:
    """Return a person's visits: the next first, those without a day after them, the past ones last."""
    theirs: QuerySet[Visit] = allowed(
        user, Can.CHANGE_VISIT, Visit.objects.filter(person=person).select_related("person__key")
    )
    return theirs.annotate(is_past=Q(on__isnull=False, on__lt=timezone.localdate())).order_by(
        "is_past", F("on").asc(nulls_last=True), "pk"
    )


def whose_list(user: User) -> Person | None:
    """Return the person this reader is, if they are one."""
    me: QuerySet[Person] = allowed(user, Can.KEEP_VISITS, Person.objects.filter(user=user))
    return me.first()


def snapshot_of(visit: Visit) -> list:
    """Return all that a change of this visit would replace."""
    return [visit.with_whom, visit.on, visit.to_raise]


# The people and supports around someone
def supports(user: User) -> QuerySet[Support]:
    """Return whom the reader counts among their supports."""
    mine: QuerySet[Support] = allowed(user, Can.CHANGE_SUPPORT, Support.objects.select_related("person__key"))
    return mine.order_by("pk")


def snapshot_of_support(support: Support) -> list:
    """Return all that a change of it would replace."""
    return [support.name, support.what_for, support.how_to_reach]


# The plan
def parts(person: Person, reader: User) -> list[Part]:
    """Return the parts that there are one of, those this reader may read, in the order of a plan."""
    order = list(Kind)
    found = _readable(person, reader).exclude(kind=Kind.GOAL).order_by("kind")
    return sorted(found, key=lambda part: order.index(Kind(part.kind)))


def goals(person: Person, reader: User) -> QuerySet[Part]:
    """Return the goals of the plan this reader may read, the newest first."""
    return _goals(person, reader).exclude(stand__in=AT_REST)


def goals_at_rest(person: Person, reader: User) -> QuerySet[Part]:
    """Return the goals that were reached, put aside or taken out, as far as this reader may read them."""
    return _goals(person, reader).filter(stand__in=AT_REST)


def is_not_confirmed_yet(person: Person, user: User) -> bool:
    """Say whether somebody opened the person's space by a code, and nobody has said yet that it is them."""
    return person.openings.filter(WAITS_TO_BE_CONFIRMED, user=user).exists()


def written_before_it_was_confirmed(person: Any, reader: User) -> QuerySet[Part]:
    """Return the goals that this reader wrote in a space that nobody has confirmed yet, the newest first."""
    mine: QuerySet[Part] = allowed(reader, Can.SEE_PART, with_words(Part).filter(person=person, kind=Kind.GOAL))
    return mine.order_by("-position")


def _goals(person: Person, reader: User) -> QuerySet[Part]:
    return _readable(person, reader).filter(kind=Kind.GOAL).order_by("-position")


def _readable(person: Person, reader: User) -> QuerySet[Part]:
    readable: QuerySet[Part] = allowed(reader, Can.SEE_PART, with_words(Part).filter(person=person))
    waiting = Count("remarks", filter=Q(remarks__decision=""), distinct=True)
    return readable.annotate(waiting=waiting, invited=Count("guests", filter=_open("guests__"), distinct=True))


def with_words(model: type[Part]) -> QuerySet[Part]:
    """Bring along what each part says now, and whether the peer supporter it names still walks along."""
    newest = Version.objects.filter(number=F("part__newest")).select_related("by").order_by("pk")
    parts = model.objects.select_related("person__key", "peer__user").annotate(
        peer_reads=Exists(_journeys().walked_now().filter(person=OuterRef("person"), peer=OuterRef("peer")))
    )
    return parts.prefetch_related(Prefetch("versions", newest, to_attr="worded"))


def said_now(part: Part) -> list:
    """Return all that writing a part anew would replace."""
    return [part.said.get(question.name, "") for question in QUESTIONS[Kind(part.kind)]]


def versions(part: Part) -> QuerySet[Version]:
    return part.versions.select_related("by", "part__person__key").order_by("-number")


def version(part: Part, number: Any) -> Version | None:
    """Return one version, if there is one of that number."""
    return versions(part).filter(number=number).first() if str(number).isdecimal() else None


def chosen(person: Person, reader: User, numbers: Iterable[str]) -> list[Part]:
    """Return the parts to print: those that were chosen or, where none was, all; the goals in their place."""
    everything = parts(person, reader)
    place = next((at for at, part in enumerate(everything) if part.kind == Kind.HELPS), len(everything))
    everything[place:place] = goals(person, reader)
    wanted = set(numbers)
    return [part for part in everything if part.now and (not wanted or str(part.pk) in wanted)]


def hard_days(user: User) -> Part | None:
    """Return the reader's own page for hard days."""
    mine: QuerySet[Part] = allowed(user, Can.WRITE_PART, with_words(Part).filter(person__user=user))
    return mine.filter(kind=Kind.HARD_DAYS).first()


def how_sure(part: Part) -> list[tuple[Any, str]]:
    """Return how sure somebody was of a goal, each time that it changed, as (the day, from 0 to 10)."""
    told: list[tuple[Any, str]] = []
    for each in versions(part).reverse():
        sure = each.answers.get("sure", "")
        if sure and (not told or told[-1][1] != sure):
            told.append((each.on, sure))
    return told


# Who else reads it
def walking_with(person: Person) -> QuerySet[Peer]:
    """Return the peer supporters who walk with a person now."""
    walked = _journeys().walked_now().filter(person=person)
    return Peer.objects.filter(pk__in=walked.values("peer")).select_related("user").order_by("user__name")


def _journeys() -> Any:
    # By name: this room stands below the journeys.
    return apps.get_model("journeys", "Journey").objects


def is_shared(person: Any, peer: Any) -> Exists:
    """Return whether a person shares something of their plan with a peer supporter, for another query."""
    return Exists(Part.objects.filter(person=person, peer=peer).exclude(stand=Stand.OUT))


def as_shared(part: Part) -> list:
    """Return all that saying anew who may see a part would replace."""
    return [part.peer_id, part.together, part.shows_how_sure]


def _open(prefix: str = "") -> Q:
    return Q(**{f"{prefix}ended_at": None, f"{prefix}until__gt": timezone.now()})


def guests(part: Part) -> QuerySet[Guest]:
    """Return whom a part is open to now."""
    return part.guests.select_related("part__person__key").filter(_open()).order_by("until", "pk")


def open_links(person: Person) -> QuerySet[Guest]:
    """Return everyone whom a person invited to a part of their plan, and who can open it now."""
    theirs = Guest.objects.filter(part__person=person).exclude(part__stand=Stand.OUT)
    return theirs.select_related("part__person__key").filter(_open()).order_by("until", "pk")


def openings(part: Part) -> QuerySet[Entry]:
    """Return each time that a part was opened by a link, the newest first."""
    numbers = [str(pk) for pk in part.guests.order_by("pk").values_list("pk", flat=True)]
    lines = Entry.objects.filter(deed=Can.OPEN_BY_LINK, record_id__in=numbers, person__in=whose_lines(part.person_id))
    return lines.order_by("-at", "pk")


def names_of_guests(lines: Iterable[Entry]) -> dict[str, str]:
    """Return what the person calls whoever used a link, by the number that the journal has of it."""
    numbers = [line.record_id for line in lines if line.standing.endswith("_the_link")]
    invited = Guest.objects.filter(pk__in=numbers).select_related("part__person__key").order_by("pk")
    return {str(guest.pk): str(guest.name) for guest in invited} if numbers else {}


def guest_of(link: LinkHolder) -> Guest | None:
    """Return the guest whose link this is, while it opens."""
    opened: QuerySet[Guest] = allowed(link, Can.OPEN_BY_LINK, Guest.objects.select_related("part__person__key"))
    return opened.first()


def guest_i_invited(user: User, link: LinkHolder) -> Guest | None:
    """Return the guest whose link this is, for the person who gave it."""
    mine = allowed(user, Can.INVITE_TO_PART, Part.objects)
    invited = Guest.objects.filter(_open(), fingerprint=link.fingerprint, part__in=mine)
    return invited.select_related("part__person__key").first()


# What others say
def remarks(part: Part, reader: User) -> QuerySet[Remark]:
    """Return what is said beside a part, as far as this reader may read it, the newest first."""
    said: QuerySet[Remark] = allowed(reader, Can.SEE_REMARK, _with_who(part.remarks))
    return said.order_by("-on", "pk")


def remarks_of(guest: Guest) -> QuerySet[Remark]:
    """Return what a guest said, with what the person answered."""
    return _with_who(guest.remarks).order_by("-on", "pk")


def _with_who(found: Any) -> QuerySet[Remark]:
    around: QuerySet[Remark] = found.select_related("by", "guest", "part__person__key")
    return around


def with_remark(model: type[Remark]) -> QuerySet[Remark]:
    return _with_who(model.objects)


def as_answered(remark: Remark) -> list:
    """Return all that answering anew would replace."""
    return [remark.decision, remark.answer, remark.to_do_it_well]


# Everything about one person
def whole_plan(person: Person) -> QuerySet[Part]:
    """Return the plan with every version, every remark and every guest, for whoever it belongs to."""
    return (
        with_words(Part)
        .filter(person__in=with_what_became_one(Person.objects.filter(pk=person.pk)))
        .order_by("kind", "position")
        .prefetch_related(
            Prefetch("versions", Version.objects.select_related("by", "part__person__key").order_by("number")),
            Prefetch("remarks", _with_who(Remark.objects).order_by("on", "pk")),
            Prefetch("guests", Guest.objects.select_related("part__person__key").order_by("until", "pk")),
        )
    )
