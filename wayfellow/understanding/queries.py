"""Numbers to call by place, stories by who may read them, and what readers said, small numbers hidden."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Q, QuerySet, Sum

from wayfellow.access.guard import allowed
from wayfellow.directory.models import Organisation, Programme
from wayfellow.directory.queries.programmes import going_on
from wayfellow.people.models import Person, User
from wayfellow.ui.home_pages import number_of
from wayfellow.understanding.access import Can
from wayfellow.understanding.contents import BY_SLUG, Page
from wayfellow.understanding.lifecycle import IS_ASKED_FOR, IS_SHOWN, PRESENTATION, TOOK_PLACE, Talk
from wayfellow.understanding.models import Feedback, HelpLine, Presentation, Story
from wayfellow.workforce.models import Peer

NUMBER_TO_CALL = "number-to-call"
FEW = 5  # I9: below this a number could point at someone
ZONES = {
    # Where the installation's clock stands says where its visitors are, until they pick another place.
    "Europe/Madrid": "ES", "Africa/Ceuta": "ES", "Atlantic/Canary": "ES", "Europe/": "EU", "America/New_York": "US",
    "America/Chicago": "US", "America/Denver": "US", "America/Phoenix": "US", "America/Los_Angeles": "US",
    "America/Anchorage": "US", "Pacific/Honolulu": "US",
}  # fmt: skip


# Numbers to call
@dataclass(frozen=True)
class Place:
    """A country or a region, and whom to call there; the lines of its country answer in a region too."""

    code: str
    lines: list[HelpLine]

    @property
    def name(self) -> str:
        return str(self.lines[0].place_name)


def places(picked: str = "") -> list[Place]:
    """Return every place with its numbers: the picked one first, else the one the installation stands in."""
    lines = {code: list(found) for code, found in groupby(_lines(), key=lambda line: line.place)}
    country = {code: lines.get(code.partition("-")[0], []) if "-" in code else [] for code in lines}
    found = sorted((Place(code, lines[code] + country[code]) for code in lines), key=lambda place: place.name)
    first = picked if picked in lines else _suggested(lines)
    return sorted(found, key=lambda place: place.code != first)


def number_to_call() -> HelpLine | None:
    """Return the first number of the place where we are, as this process read it within the last minute."""
    line: HelpLine | None = caches["here"].get_or_set(
        NUMBER_TO_CALL, lambda: next((place.lines[0] for place in places()), None)
    )
    return line


def _lines() -> Iterable[HelpLine]:
    return HelpLine.objects.order_by("place", "pk")


def _suggested(lines: dict[str, list[HelpLine]]) -> str:
    said = [code for code, kept in lines.items() if any(line.is_suggested for line in kept)]
    near = [ZONES[zone] for zone in sorted(ZONES, key=len, reverse=True) if settings.TIME_ZONE.startswith(zone)]
    return next((code for code in said + near if code in lines), "")


def help_lines(user: User) -> QuerySet[HelpLine]:
    kept: QuerySet[HelpLine] = allowed(user, Can.CHANGE_HELP_LINE, HelpLine.objects)
    return kept.order_by("place", "pk")


def snapshot_of(line: HelpLine) -> list[Any]:
    """Return all that a change of it would replace."""
    return [getattr(line, field.name) for field in line._meta.concrete_fields]


# Stories
def public_stories() -> QuerySet[Story]:
    """Return what anyone may read, the newest yes first."""
    shown = _whole_stories().filter(IS_SHOWN, where=Story.Where.PUBLIC)
    return shown.order_by("-consented_on", "pk")


def public_story(pk: UUID) -> Story | None:
    return public_stories().filter(pk=pk).first()


def _whole_stories() -> QuerySet[Story]:
    return Story.objects.select_related("person__key", "peer__key")


def my_stories(user: User) -> QuerySet[Story]:
    mine: QuerySet[Story] = allowed(user, Can.CHANGE_STORY, _whole_stories())
    return mine.order_by("pk")


def stories_of(person: Person, user: User) -> QuerySet[Story]:
    """Return the stories somebody tells as a person, for their own files."""
    return my_stories(user).filter(person=person)


def stories_from_here(user: User) -> QuerySet[Story]:
    """Return what people who walk here let each other read."""
    told: QuerySet[Story] = allowed(user, Can.SEE_STORY, _whole_stories().filter(IS_SHOWN))
    return told.order_by("-consented_on", "pk")


def stories_to_read_first(user: User) -> QuerySet[Story]:
    waiting: QuerySet[Story] = allowed(user, Can.READ_STORY_FIRST, _whole_stories())
    return waiting.order_by("consented_on", "pk")


def who_may_tell(user: User) -> tuple[Person | None, list[Peer]]:
    """Return as whom somebody can begin a story: the person they are, and what they are as a peer supporter."""
    person = allowed(user, Can.TELL_STORY, Person.objects).first()
    return person, list(allowed(user, Can.TELL_STORY_AS_PEER, Peer.objects).order_by("pk"))


def as_told(story: Story) -> list[Any]:
    """Return all that telling it anew would replace."""
    return [story.title, story.words, story.told_as]


# Presentations
def presentations(user: User) -> QuerySet[Presentation]:
    """Return those somebody asked for, and those of the programmes they coordinate, the newest first."""
    seen: QuerySet[Presentation] = allowed(user, Can.SEE_PRESENTATION, Presentation.objects)
    return seen.select_related("programme").order_by("-asked_on", "pk")


def with_who_asked(model: type[Presentation]) -> QuerySet[Presentation]:
    return model.objects.select_related("programme", "organisation", "asked_by")


def held(user: User) -> dict[str, int]:
    """Count the presentations that took place, and who came, among those this reader sees."""
    took_place = allowed(user, Can.SEE_PRESENTATION, Presentation.objects).filter(TOOK_PLACE)
    return dict(took_place.aggregate(times=Count("pk"), came=Sum("came", default=0)))


def presentations_in_numbers(programme: Programme) -> dict[str, int]:
    """Count the presentations of a programme by where they stand, and who came to them in all."""
    stages = {stage.value: Count("pk", filter=PRESENTATION.where({stage})) for stage in Talk}
    return dict(programme.presentations.aggregate(**stages, people=Sum("came", default=0)))


def presentations_at(programme: Programme, organisation: Organisation) -> QuerySet[Presentation]:
    """Return the presentations of a programme at an organisation, the newest first."""
    return programme.presentations.filter(organisation=organisation).order_by("-asked_on", "pk")


def who_could_invite(today: date) -> QuerySet[Organisation]:
    """Return the organisations of which a team could invite a programme, by name."""
    return Organisation.objects.filter(going_on(today)).order_by("name", "pk")


def with_new_presentations(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Have each programme say how many presentations were asked of it and wait for a day."""
    return programmes.annotate(new_presentations=number_of(Presentation.objects.filter(IS_ASKED_FOR)))


def programmes_to_invite(user: User) -> QuerySet[Programme]:
    programmes: QuerySet[Programme] = allowed(user, Can.INVITE_TO_PRESENT, Programme.objects)
    return programmes.order_by("name")


# What readers said
@dataclass(frozen=True)
class Said:
    """What was said of a page in one language up to a month's end, and no small number of it (I9)."""

    page: Page
    language: str
    answers: int
    clear: int | None
    as_of: date


def what_readers_said(user: User, today: date) -> list[Said]:
    found = []
    for (slug, language), months in groupby(_by_month(user, today), lambda each: (each["page"], each["language"])):
        if slug in BY_SLUG and (told := _told(months)):
            found.append(Said(BY_SLUG[slug], language, *told))
    return found


def _by_month(user: User, today: date, **sought: str) -> QuerySet[Feedback, dict[str, Any]]:
    """Count the answers of every month that is over."""
    over = allowed(user, Can.SEE_FEEDBACK, Feedback.objects).filter(month__lt=today.replace(day=1), **sought)
    counted: QuerySet[Feedback, dict[str, Any]] = over.values("page", "language", "month").annotate(
        answers=Count("pk"), clear=Count("pk", filter=Q(is_clear=True))
    )
    return counted.order_by("page", "language", "month")


def _told(months: Iterable[dict[str, Any]]) -> tuple[int, int | None, date] | None:
    """Go through the months: what is told moves only when enough more answered, and so does each part of it."""
    answers, clear = 0, 0
    told, parts = None, (0, 0)
    for each in months:
        answers, clear = answers + each["answers"], clear + each["clear"]
        if answers - (told[0] if told else 0) >= FEW:
            grown = clear - parts[0], answers - clear - parts[1]
            is_small = any(0 < number < FEW for number in grown)
            told = answers, None if is_small else clear, _end_of(each["month"])
            parts = parts if is_small else (clear, answers - clear)
    return told


def _end_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def what_readers_miss(user: User, slug: str, language: str, today: date) -> QuerySet[Feedback]:
    """Return the words said of a page with the answers that are told, in no order of when they came."""
    kept: QuerySet[Feedback] = allowed(user, Can.SEE_FEEDBACK, Feedback.objects).filter(page=slug, language=language)
    told = _told(_by_month(user, today, page=slug, language=language))
    if told is None:
        return kept.none()
    return kept.filter(month__lte=told[-1]).exclude(missing=b"").select_related("key").order_by("pk")
