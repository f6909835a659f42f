"""What anyone may find. One statement reads a small row of every listing that has the words; the rest is arithmetic.

So the order and the counts are the same on every database, to the last tie.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Exists, Prefetch, Q, QuerySet

from wayfellow.directory import findable, full_text, gazetteer, plain_words
from wayfellow.directory.kinds import DAYS, KINDS, PARTS, parts_of, slots
from wayfellow.directory.models import AtVenue, Findable, Listing, TimeException, Venue, WeeklyTime
from wayfellow.directory.occurrences import Occurrence, of_time
from wayfellow.directory.search_query import SearchQuery
from wayfellow.ui.home_pages import loaded_at
from wayfellow.ui.paging import TEXTS, numbered

A_FEW = 3
URGENT = "find"  # where rooms above offer panels, on the page of a search by somebody who may be in danger
PLACE = "listing"  # where rooms above offer panels, on the page of a listing
FAR_AWAY = float("inf")
ALIKE = 0.75  # of 1, as difflib measures it: “lonley” is 0.83 like “lonely”
WHOLE_WORD, BEGINNING = 2, 1
WITH_ORGANISATION = Listing.objects.filter(published_on__isnull=False).select_related("organisation")

IN_A_WEEK = WeeklyTime.objects.order_by("weekday", "starts_at", "pk")


class Row(NamedTuple):
    """What is read of a listing to find it."""

    slug: str
    title: str
    marks: str
    points: str


class Hit(NamedTuple):
    """One listing that was found. They sort as they are shown: the nearest, the best, then by name."""

    km: float
    worse: int
    title: str
    slug: str


class Card(NamedTuple):
    """A listing on a list, and how far it is."""

    listing: Listing
    km: float | None


@dataclass(frozen=True)
class Found:
    """What a search gives: a page of it, how many each further choice would give, and what is near by a miss.

    `query` is what was looked for: where nobody says a word of it, the one that is spelled most alike.
    `where` is, for a map, the points of everything that was found, in the order of the list.
    """

    query: SearchQuery
    page: Page
    cards: list[Card]
    counts: Counter[str]
    further: list[Card]
    other_ways: list[Card]
    closest: list[Card]
    where: list[tuple[str, list[gazetteer.Point]]]


def search(query: SearchQuery, page: str | None) -> Found:
    """Find published listings, each choice narrowing what the others leave."""
    fitting, missing = _sift(query)
    if query.alternatives and not (fitting or missing):
        query = _as_meant(query)
        fitting, missing = _sift(query)
    hits = _hits(query, fitting)
    shown = numbered(hits, page, TEXTS)
    further, other_ways, closest = ([], [], []) if hits else _instead(query, missing)
    cards = _cards([*shown.object_list, *further, *other_ways, *closest])
    return Found(
        query=query,
        page=shown,
        cards=_of(cards, shown.object_list),
        counts=_counts(query, fitting, missing),
        further=_of(cards, further),
        other_ways=_of(cards, other_ways),
        closest=_of(cards, closest),
        where=_where(hits, fitting) if query.as_map else [],
    )


def _where(hits, rows):
    points = {row.slug: _points(row.points) for row in rows}
    return [(hit.slug, points[hit.slug]) for hit in hits]


def _instead(query, missing):
    """Where nothing fits: the same further away, the same in another format, or whatever misses by the least."""
    further = _hits(query, missing.get(("near",), []))[:A_FEW]
    other_ways = _hits(query, missing.get(("format",), []))[:A_FEW]
    if further or other_ways or not missing:
        return further, other_ways, []
    least = min(map(len, missing))
    rows = [row for lacking, rows in missing.items() if len(lacking) == least for row in rows]
    return [], [], _hits(query, rows)[:A_FEW]


def listing(slug: str) -> Listing | None:
    """Return a published listing with all that its page says."""
    found = loaded_at([PLACE], with_days(WITH_ORGANISATION))
    listing: Listing | None = found.select_related("organisation", "programme").filter(slug=slug).first()
    return listing


def addresses_and_days() -> QuerySet[Listing]:
    """Return where each published listing stands, and when it changed."""
    return Listing.objects.filter(published_on__isnull=False).only("slug", "changed_at").order_by("slug")


def newest(query: SearchQuery, most: int) -> QuerySet[Listing]:
    """Return, of what fits a search, what was published last."""
    fitting, _missing = _sift(query)
    return WITH_ORGANISATION.filter(slug__in=[row.slug for row in fitting]).order_by("-published_on", "slug")[:most]


def side_by_side(slugs: Iterable[str]) -> list[Listing]:
    """Return the published listings of these names, in the order they were named."""
    chosen = list(dict.fromkeys(slugs))
    found = {one.slug: one for one in with_places(WITH_ORGANISATION).filter(slug__in=chosen)}
    return [found[slug] for slug in chosen if slug in found]


def with_places(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Read the venues and the times along, in the order of a week."""
    return listings.prefetch_related(_at_venues(), Prefetch("times", IN_A_WEEK))


def with_days(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Read along, too, on which days it is otherwise."""
    times = IN_A_WEEK.select_related("venue").prefetch_related(_exceptions())
    return listings.prefetch_related(_at_venues(), Prefetch("times", times))


def on_a_day(day: date, not_over: datetime) -> list[Occurrence]:
    """Return everything in the directory that takes place on a day and is not over yet, or was to, by the clock."""
    usually = Q(weekday=day.weekday()) & (Q(starts_on=None) | Q(starts_on__lte=day))
    usually &= Q(ends_on=None) | Q(ends_on__gte=day)
    moved_here = Q(pk__in=TimeException.objects.filter(moved_to=day).values("time"))
    times = WeeklyTime.objects.filter(usually | moved_here, listing__published_on__isnull=False)
    times = times.select_related("listing", "venue").prefetch_related(_exceptions())
    there = [each for one in times for each in of_time(one, day, day) if each.day != day or each.ends > not_over]
    return sorted(there, key=lambda each: (each.starts.time(), each.time.listing.slug, each.on))


def venue(pk: UUID) -> Venue | None:
    """Return a place at which something that anyone may find takes place."""
    there = WeeklyTime.objects.filter(Q(venue=pk) | Q(exceptions__venue=pk), listing__published_on__isnull=False)
    return Venue.objects.filter(pk=pk).filter(Exists(there)).first()


def week_at(venue: Venue, first: date) -> list[tuple[date, list[Occurrence]]]:
    """Return seven days, each with what takes place, or was to, at a place, by the clock."""
    here = Q(venue=venue) | Q(pk__in=TimeException.objects.filter(venue=venue).values("time"))
    times = WeeklyTime.objects.filter(here, listing__published_on__isnull=False).order_by("listing__slug", "pk")
    times = times.select_related("listing", "venue").prefetch_related(_exceptions())
    days = [first + timedelta(days=ahead) for ahead in range(7)]
    found = [each for one in times for each in of_time(one, days[0], days[-1]) if venue in (each.venue, one.venue)]
    return [(day, sorted((each for each in found if day in _days_of(each, venue)), key=_by_the_clock)) for day in days]


def _days_of(occurrence, venue):
    """Return on which days it stands on the sheet of a place: where it is, and where it was to be."""
    is_here = {occurrence.day} if occurrence.venue == venue else set()
    was_here = {occurrence.on} if occurrence.time.venue == venue else set()
    return is_here | was_here


def _by_the_clock(occurrence):
    return occurrence.starts_at, occurrence.time.listing.slug


def parts_of_day(there: list[Occurrence]) -> dict[str, Any]:
    """Return the parts of the day in which there is something, by what they are called; of only one, none."""
    touched = {part for each in there for part in parts_of(each)}
    return {part: label for part, label in PARTS.items() if part in touched} if len(touched) > 1 else {}


def _at_venues():
    return Prefetch("at_venues", AtVenue.objects.select_related("venue").order_by("venue__name", "pk"))


def _exceptions():
    return Prefetch("exceptions", TimeException.objects.select_related("venue"))


def _as_meant(query: SearchQuery) -> SearchQuery:
    """Put for each word that begins none of any listing the one that is spelled most alike, if one is."""
    known = sorted(_vocabulary())
    return replace(query, terms=tuple(_most_alike(term, known) for term in query.terms))


def _vocabulary():
    written = Findable.objects.values_list("words", flat=True)
    listed = {word for words in written for word in words.split() if word.isalpha()}
    return listed | plain_words.words()


def _most_alike(term, known):
    at = bisect_left(known, term)
    if known[at : at + 1] and known[at].startswith(term):
        return term
    return next(iter(get_close_matches(term, known, n=1, cutoff=ALIKE)), term)


def _sift(query: SearchQuery) -> tuple[list[Row], dict[tuple[str, ...], list[Row]]]:
    """Return the rows that fit, and those that do not by the questions they miss."""
    fitting: list[Row] = []
    missing: dict[tuple[str, ...], list[Row]] = {}
    reaches = query.near and gazetteer.around(query.near.point, query.within)
    for row in _rows(query):
        marks = _marks(row.marks) if query.groups else frozenset()
        lacking = [name for name, any_of in query.groups.items() if any_of.isdisjoint(marks)]
        if reaches and not reaches(_points(row.points)) and not _from_anywhere(row.marks):
            lacking.append("near")
        if lacking:
            missing.setdefault(tuple(lacking), []).append(row)
        else:
            fitting.append(row)
    return fitting, missing


def _rows(query):
    rows = Findable.objects.all()
    if query.alternatives:
        rows = rows.filter(full_text.have(query.alternatives))
    return map(Row._make, rows.values_list(*Row._fields))


def _hits(query, rows):
    """Put rows in their order. Without a place all are as near as each other; what reaches anywhere comes last."""
    return sorted(Hit(_km(query, row), -_score(query.terms, row.title), row.title, row.slug) for row in rows)


def _km(query, row):
    if query.near is None:
        return 0.0
    km = gazetteer.nearest(query.near.point, _points(row.points))
    if km is None or km > query.within and _from_anywhere(row.marks):
        return FAR_AWAY
    return round(km, 3)


def _score(terms, title):
    """Count a word of the name more than one further down, and a whole word more than its beginning."""
    words = title.split() if terms else ()
    return sum(
        WHOLE_WORD if term in words else BEGINNING if any(word.startswith(term) for word in words) else 0
        for term in terms
    )


def _counts(query, fitting, missing):
    """Return how many listings each choice would give: its own question is left open, all others hold."""
    counts = _marks_of(fitting)
    for name in KINDS.keys() & query.groups.keys():
        others = _marks_of(missing.get((name,), []))
        counts.update({mark: number for mark, number in others.items() if mark.startswith(f"{name}:")})
    if "at" in query.groups:
        counts = Counter(dict(counts) | _times(query, [*fitting, *missing.get(("at",), [])]))
    return counts


def _marks_of(rows):
    return Counter(" ".join(row.marks for row in rows).split())


def _times(query, rows):
    """A day counts where the listing is there on it at a chosen part of the day, and the other way round."""
    days, parts = query.chosen.get("day", []), query.chosen.get("part", [])
    choices = {f"day:{day}": slots([day], parts) for day in DAYS}
    choices |= {f"part:{part}": slots(days, [part]) for part in PARTS}
    return {mark: sum(not any_of.isdisjoint(_marks(row.marks)) for row in rows) for mark, any_of in choices.items()}


def _from_anywhere(written):
    return not _marks(written).isdisjoint(findable.FROM_ANYWHERE)


def _of(cards, hits):
    return [cards[hit] for hit in hits if hit in cards]


def _cards(hits):
    listings = with_places(WITH_ORGANISATION.filter(slug__in={hit.slug for hit in hits})) if hits else []
    by_slug = {one.slug: one for one in listings}
    return {hit: Card(by_slug[hit.slug], hit.km if hit.km < FAR_AWAY else None) for hit in hits if hit.slug in by_slug}


@lru_cache(maxsize=20_000)
def _marks(written: str) -> frozenset[str]:
    return frozenset(written.split())


@lru_cache(maxsize=20_000)
def _points(written: str) -> list[gazetteer.Point]:
    return findable.points_of(written)
