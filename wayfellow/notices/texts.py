"""The same news by short message, to whoever said that a text is fine: the number, and words that give nothing away."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from wayfellow.access.relations import records_of
from wayfellow.journal.models import Entry
from wayfellow.notices.gateways import as_dialled, gateway
from wayfellow.notices.models import Kind, Texts, When
from wayfellow.notices.telling_letters import SAID
from wayfellow.notices.tellings import REMINDS
from wayfellow.notices.wishes import wish_of, zone_of

MORNING, NIGHT = 8, 22  # nobody's phone rings between them
USEFUL_FOR = timedelta(days=1)


class Meeting(NamedTuple):
    """What a text may say of a meeting: no place, and of a name only the first."""

    on: date
    at: time | None
    who: str
    is_on: bool


def can_be_sent() -> bool:
    """Say whether there is a gateway that carries texts."""
    return gateway() is not None


def number_of(reader: Any) -> str:
    """Return the number that a reader allowed, as long as they want texts; nothing, where they did not say so."""
    reach = _reach_of(reader)
    wants = reach is not None and reach.may_text and what(reader) != Texts.NEVER
    return as_dialled(reach.phone) if wants else ""


def may_be_texted(reader: Any) -> bool:
    """Say whether a text may go to a reader, who can then choose what it says."""
    reach = _reach_of(reader)
    return can_be_sent() and reach is not None and bool(reach.may_text and as_dialled(reach.phone))


def asks_for_a_number(reader: Any) -> bool:
    """Say whether a person could be told by text, but has not allowed a number."""
    return can_be_sent() and hasattr(reader, "person") and not may_be_texted(reader)


def number_to(text: Any) -> str:
    """Return where a text goes: to the number that stands in it, or to that of whose key it is, as it stands now."""
    return text.to or number_for(text.key)


def number_for(key: Any) -> str:
    """Return the same of whose key this is, as it stands now."""
    people = records_of("people.Person").select_related("user__wish_for_letters", "reach")
    person = people.filter(key=key, user__is_active=True, user__closed_at=None).first()
    return number_of(person.user) if person else ""


def what(reader: Any) -> Texts:
    """Return what somebody wants a text to say."""
    wish = wish_of(reader)
    return Texts(wish.texts) if wish and wish.texts else Texts.MEETING


def write(reader: Any, occasion: When | Kind, meetings: list[Meeting], *, at: datetime) -> dict[str, Any]:
    """Return the text, in the reader's language: about meetings where they want that, else that something is new."""
    with translation.override(reader.language):
        shown = meetings if what(reader) == Texts.MEETING else []
        words = "\n".join(_of(each, is_tomorrow=occasion == Kind.TOMORROW) for each in shown)
        return {
            "key": reader.person.key,
            "words": words or str(SAID[occasion][0]),
            "language": reader.language,
            "not_before": at if occasion == Kind.TOMORROW else by_day(at, zone_of(wish_of(reader))),
            "useless_after": _midnight(at, reader) if occasion == Kind.TOMORROW else at + USEFUL_FOR,
        }


def of_a_line(reader: Any, line: Entry) -> list[Meeting]:
    """Return the meeting that a line of the journal is about, where a reader has a reminder of its kind."""
    return _meetings(reader, of=line.record_type, pk=line.record_id)


def of_a_day(reader: Any, day: date) -> list[Meeting]:
    """Return the meetings that will take place on a day."""
    found = [each for each in _meetings(reader, day=day) if each.is_on]
    return sorted(found, key=lambda each: each.at or time.min)


def by_day(at: datetime, zone: Any) -> datetime:
    """Return the same time, or where that is at night, the morning after."""
    here = at.astimezone(zone)
    if MORNING <= here.hour < NIGHT:
        return at
    morning = here.date() + timedelta(here.hour >= NIGHT)
    return datetime.combine(morning, time(MORNING), zone)


def _reach_of(reader: Any) -> Any:
    return getattr(getattr(reader, "person", None), "reach", None)


def _meetings(reader: Any, of: str = "", pk: str = "", day: date | None = None) -> list[Meeting]:
    """Ask each reminder of people themselves: a text goes to nobody else."""
    found = []
    for each in REMINDS:
        if each.section == "my" and each.of == (of or each.of):
            which = {"pk": pk} if pk else {each.day: day}
            records = records_of(each.of).filter(each.relation(reader), **which)
            as_planned = set(records.filter(each.where).values_list("pk", flat=True))
            for number, on, at, who in records.values_list("pk", each.day, each.hour, each.who):
                found.append(Meeting(on, at, (who or "").partition(" ")[0], number in as_planned))
    return found


def _of(meeting: Meeting, *, is_tomorrow: bool) -> str:
    day = _("Tomorrow") if is_tomorrow else _in_words(meeting.on)
    hour = time_format(meeting.at, "H:i") if meeting.at else ""
    said = ", ".join(part for part in [f"{day} {hour}".strip(), meeting.who] if part)
    if is_tomorrow:
        return said
    return (_("New: %(meeting)s") if meeting.is_on else _("Not on: %(meeting)s")) % {"meeting": said}


def _in_words(day: date) -> str:
    return f"{date_format(day, 'l')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def _midnight(at: datetime, reader: Any) -> datetime:
    zone = zone_of(wish_of(reader))
    return datetime.combine(at.astimezone(zone).date() + timedelta(1), time.min, zone)
