"""The same news by short message, to whoever said that a text is fine: the number, and words that give nothing away.

A person without an account has these alone, of meetings and nothing else, as long as the two walk together.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayfellow.access.relations import records_of
from wayfellow.access.tellings import Reminder
from wayfellow.journal.models import Entry
from wayfellow.notices.gateways import as_dialled, gateway
from wayfellow.notices.models import Kind, Texts, When
from wayfellow.notices.telling_letters import SAID
from wayfellow.notices.tellings import REMINDS
from wayfellow.notices.wishes import wish_of, zone_of

MORNING, NIGHT = 8, 22  # nobody's phone rings between them
USEFUL_FOR = timedelta(days=1)
HAS_AN_OPEN_ACCOUNT = Q(user__is_active=True, user__closed_at=None)
# Less, to somebody who has no page on which it stands
PLEASE_ASK = {
    When.AT_ONCE: gettext_lazy("There is something new. Please ask about it."),
    Kind.TOMORROW: SAID[Kind.TOMORROW][0],
}


class Meeting(NamedTuple):
    """What a text may say of a meeting: no place, and of a name only the first."""

    on: date
    at: time | None
    who: str
    is_on: bool


def can_be_sent() -> bool:
    """Say whether there is a gateway that carries texts."""
    return gateway() is not None


def person_of(reader: Any) -> Any:
    """Return the person whose account this is; None, where it is of somebody who works here."""
    return getattr(reader, "person", None)


def number_of(person: Any) -> str:
    """Return the number that a person allowed, as long as they want texts; nothing, where they did not say so."""
    reach = getattr(person, "reach", None)
    if reach is None or not reach.may_text or what(person) == Texts.NEVER:
        return ""
    return as_dialled(reach.phone)


def may_be_texted(reader: Any) -> bool:
    """Say whether a text may go to a reader, who can then choose what it says."""
    reach = getattr(person_of(reader), "reach", None)
    return can_be_sent() and reach is not None and bool(reach.may_text and as_dialled(reach.phone))


def asks_for_a_number(reader: Any) -> bool:
    """Say whether a person could be told by text, but has not allowed a number."""
    return can_be_sent() and person_of(reader) is not None and not may_be_texted(reader)


def number_to(text: Any) -> str:
    """Return where a text goes: to the number that stands in it, or to that of whose key it is, as it stands now."""
    return text.to or number_for(text.key)


def number_for(key: Any) -> str:
    """Return the same of whose key this is, as it stands now."""
    people = records_of("people.Person").select_related("key", "user__wish_for_letters", "reach")
    person = people.filter(HAS_AN_OPEN_ACCOUNT | Q(user=None), key=key).first()
    return number_of(person) if person and (person.user or _walks_with_somebody(person)) else ""


def _walks_with_somebody(person: Any) -> bool:
    return any(records_of(each.of).filter(each.goes_on, **{each.person: person}).exists() for each in _of_people())


def what(person: Any) -> Texts:
    """Return what somebody wants a text to say."""
    wish = wish_of(person.user)
    return Texts(wish.texts) if wish and wish.texts else proposed_to(person)


def proposed_to(person: Any) -> Texts:
    """Return what a text says to whoever chose nothing: as much as those who kept their reach for them wrote down."""
    reach = getattr(person, "reach", None)
    return Texts.LESS if reach and reach.texts_say_less else Texts.MEETING


def write(person: Any, occasion: When | Kind, meetings: list[Meeting], *, at: datetime) -> dict[str, Any]:
    """Return the text, in the language they read: about meetings where they want that, else that something is new."""
    wish = wish_of(person.user)
    with translation.override(person.reads_in):
        shown = meetings if what(person) == Texts.MEETING else []
        words = "\n".join(_of(each, is_tomorrow=occasion == Kind.TOMORROW) for each in shown)
        less = SAID[occasion][0] if person.user else PLEASE_ASK[occasion]
        return {
            "key": person.key,
            "words": words or str(less),
            "language": person.reads_in,
            "not_before": at if occasion == Kind.TOMORROW else by_day(at, zone_of(wish)),
            "useless_after": _midnight(at, zone_of(wish)) if occasion == Kind.TOMORROW else at + USEFUL_FOR,
        }


def of_a_line(reader: Any, line: Entry) -> list[Meeting]:
    """Return the meeting that a line of the journal is about, where a reader has a reminder of its kind."""
    found = (
        _meetings(each, records.filter(each.relation(reader)))
        for each, records in _named(line.record_type, line.record_id)
    )
    return [meeting for several in found for _person, meeting in several]


def of_a_day(reader: Any, day: date) -> list[Meeting]:
    """Return the meetings that will take place on a day."""
    found = (_meetings(each, records.filter(each.relation(reader))) for each, records in _on(day))
    return _in_order(meeting for several in found for _person, meeting in several if meeting.is_on)


def without_an_account(*, of: str = "", pk: str = "", day: date | None = None) -> list[tuple[Any, list[Meeting]]]:
    """Return who has no account, allowed a text and walks with somebody now, each with their meetings.

    These are the one that a record says, or those that will take place on a day.
    """
    if not can_be_sent():
        return []
    found: dict[Any, list[Meeting]] = {}
    for each, records in _on(day) if day else _named(of, pk):
        theirs = {f"{each.person}__user": None, f"{each.person}__reach__may_text": True}
        for person, meeting in _meetings(each, records.filter(each.goes_on, **theirs)):
            if meeting.is_on or not day:
                found.setdefault(person, []).append(meeting)
    people = records_of("people.Person").select_related("key", "user", "reach").filter(pk__in=found).order_by("pk")
    return [(person, _in_order(found[person.pk])) for person in people]


def by_day(at: datetime, zone: Any) -> datetime:
    """Return the same time, or where that is at night, the morning after."""
    here = at.astimezone(zone)
    if MORNING <= here.hour < NIGHT:
        return at
    morning = here.date() + timedelta(here.hour >= NIGHT)
    return datetime.combine(morning, time(MORNING), zone)


def _of_people() -> list[Reminder]:
    """Return the reminders of people themselves: a text goes to nobody else."""
    return [each for each in REMINDS if each.section == "my"]


def _on(day: date) -> list[tuple[Reminder, QuerySet[Any]]]:
    return [(each, records_of(each.of).filter(**{each.day: day})) for each in _of_people()]


def _named(of: str, pk: str) -> list[tuple[Reminder, QuerySet[Any]]]:
    """Return the record that a line of the journal names, or the one that belongs to it."""
    return [
        (each, records_of(each.of).filter(**{"pk" if of == each.of else each.named_by[of]: pk}))
        for each in _of_people()
        if of in {each.of, *each.named_by}
    ]


def _meetings(each: Reminder, records: QuerySet[Any]) -> list[tuple[Any, Meeting]]:
    """Return of each record whose it is, and what may be said of it."""
    as_planned = set(records.filter(each.where).values_list("pk", flat=True))
    read = records.values_list("pk", each.person, each.day, each.hour, each.who)
    return [
        (person, Meeting(on, at, (who or "").partition(" ")[0], number in as_planned))
        for number, person, on, at, who in read
    ]


def _in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda each: each.at or time.min)


def _of(meeting: Meeting, *, is_tomorrow: bool) -> str:
    day = _("Tomorrow") if is_tomorrow else _in_words(meeting.on)
    hour = time_format(meeting.at, "H:i") if meeting.at else ""
    said = ", ".join(part for part in [f"{day} {hour}".strip(), meeting.who] if part)
    if is_tomorrow:
        return said
    return (_("New: %(meeting)s") if meeting.is_on else _("Not on: %(meeting)s")) % {"meeting": said}


def _in_words(day: date) -> str:
    return f"{date_format(day, 'l')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def _midnight(at: datetime, zone: Any) -> datetime:
    return datetime.combine(at.astimezone(zone).date() + timedelta(1), time.min, zone)
