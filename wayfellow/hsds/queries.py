"""The directory, as it goes out: to a folder, and to whoever asks the API."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from wayfellow.directory import gazetteer
from wayfellow.directory.folding import terms
from wayfellow.directory.kinds import KINDS
from wayfellow.directory.models import AtVenue, Listing, Organisation
from wayfellow.hsds.models import LooseRow
from wayfellow.hsds.package import Package
from wayfellow.hsds.vocabulary import OURS, TERMS, TEXTS, WORDS

AT_ONCE = 500
METRES = 1000
YEARS = range(1900, 9000)


def whole_listings() -> QuerySet[Listing]:
    """Return every listing with its organisation, places and times."""
    places = Prefetch("at_venues", AtVenue.objects.select_related("venue"))
    return Listing.objects.select_related("organisation").prefetch_related(places, "times").order_by("pk")


def in_parts(several: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield as many at once as a statement may well have."""
    for start in range(0, len(several), AT_ONCE):
        yield several[start : start + AT_ONCE]


def listings_here(ids: Sequence[UUID]) -> dict[UUID, Listing]:
    """Return those of these listings that are here, whole."""
    found: dict[UUID, Listing] = {}
    for some in in_parts(ids):
        found |= whole_listings().in_bulk(some)
    return found


def records_here(records: Any, ids: Sequence[Any], key: str) -> dict[Any, Any]:
    """Return those of these records that are here, by one of their columns."""
    found: dict[Any, Any] = {}
    for some in in_parts(ids):
        found |= records.in_bulk(some, field_name=key)
    return found


def told_by(source: str, within: Mapping[str, Q] | None) -> list[Listing]:
    """Return what came from a source and is open now, of what may be changed."""
    there = Listing.objects.filter(extra__hsds__source=source, published_on__isnull=False)
    found = there if within is None else there.filter(within[Listing._meta.label])
    return list(found.only("slug", "names", "published_on").order_by("slug"))


def to_give_away() -> Iterator[Listing]:
    """Yield what goes out whole: everything published, and what an import brought though it is closed now."""
    closed = Q(extra__has_key="hsds") & ~Q(extra__hsds__own__status="active")
    return whole_listings().filter(Q(published_on__isnull=False) | closed).iterator(chunk_size=AT_ONCE)


def loose_rows() -> list[tuple[str, dict]]:
    """Return what an import brought that belongs to nothing here, each with its table."""
    return [(loose.table, loose.row) for loose in LooseRow.objects.order_by("table", "uid")]


def published() -> QuerySet[Listing]:
    """Return what anyone may read, whole."""
    return whole_listings().filter(published_on__isnull=False)


def organisations() -> QuerySet[Organisation]:
    """Return the organisations that offer something published."""
    offering = Listing.objects.filter(published_on__isnull=False).values("organisation")
    return Organisation.objects.filter(pk__in=offering).order_by("name")


def at_locations() -> QuerySet[AtVenue]:
    """Return each place of each published listing."""
    shown = AtVenue.objects.filter(listing__published_on__isnull=False)
    return shown.select_related("listing__organisation", "venue").order_by("pk")


def said_in(search: str, prefix: str = "") -> Q:
    """Every word searched for begins a word of the programme."""
    words = f"{prefix}findable__words"
    asked = Q()
    for term in terms(search):
        asked &= Q(**{f"{words}__startswith": term}) | Q(**{f"{words}__contains": f" {term}"})
    return asked


def has_term(records: QuerySet, term: UUID, prefix: str = "") -> QuerySet:
    """Leave those told by this term: one of ours, or one an import brought."""
    kind, code = TERMS.get(str(term), ("", ""))
    if kind in KINDS:
        return records.filter(_marked(f"{prefix}findable__marks", f"{kind}:{code}"))
    column = kind.removeprefix("text:")
    if column in TEXTS:
        return records.filter(**{f"{prefix}{column}__has_key": code})
    return _kept_with(records, [str(term)], prefix)


def has_taxonomy(records: QuerySet, taxonomy: UUID, prefix: str = "") -> QuerySet:
    """Leave those told by any term of this taxonomy."""
    if taxonomy == WORDS:
        return records  # everything has a name
    if taxonomy == OURS:
        return records.filter(_of_any_kind(f"{prefix}findable__marks"))
    rows = LooseRow.objects.filter(table="taxonomy_term", row__taxonomy_id=str(taxonomy))
    return _kept_with(records, [str(uid) for uid in rows.values_list("uid", flat=True)], prefix)


def _of_any_kind(marks):
    told = Q()
    for kind in KINDS.keys() - {"language"}:  # the standard has a table for these
        told |= Q(**{f"{marks}__startswith": f"{kind}:"}) | Q(**{f"{marks}__contains": f" {kind}:"})
    return told


def _marked(marks: str, mark: str) -> Q:
    apart = {"": mark, "__startswith": f"{mark} ", "__endswith": f" {mark}", "__contains": f" {mark} "}
    found = Q()
    for lookup, text in apart.items():
        found |= Q(**{f"{marks}{lookup}": text})
    return found


def _kept_with(records: QuerySet, ids: Iterable[str], prefix: str) -> QuerySet:
    told = Q(pk__in=[])
    for id in ids:
        told |= Q(kept__contains=id)
    as_text: QuerySet = records.annotate(kept=Cast(f"{prefix}extra", TextField()))
    return as_text.filter(told)


def changed_since(records: QuerySet, moment: datetime, prefix: str = "") -> QuerySet:
    """Leave those changed since then. Before and after the years a database counts, it is all or nothing."""
    if moment.year not in YEARS:
        return records if moment.year < YEARS.start else records.none()
    return records.filter(**{f"{prefix}changed_at__gte": moment})


def near(records: QuerySet[AtVenue], postcode: str, metres: float | None) -> QuerySet[AtVenue]:
    """Leave the places with this postcode or, with a distance in metres, those so near to the middle of its area.

    A postcode that the gazetteer does not know has nothing near it.
    """
    if metres is None:
        return records.filter(venue__postcode=postcode)
    place = gazetteer.find(postcode)
    if place is None:
        return records.none()
    points = records.values_list("pk", "venue__latitude", "venue__longitude")
    is_near = gazetteer.around(place.point, metres / METRES)
    there = [(pk, (north, east)) for pk, north, east in points if north is not None and east is not None]
    return records.filter(pk__in=[pk for pk, point in there if is_near([point])])


def listings_of(organisation_ids: Sequence[int]) -> Iterator[Listing]:
    """Yield what they offer, read in parts: there may be more of it than a database takes in one list."""
    return published().filter(organisation__in=organisation_ids).iterator(chunk_size=AT_ONCE)


def fill_in(package: Package) -> Package:
    """Add the terms, taxonomies and units that the rows of a package speak of."""
    spoken_of = {row.get("taxonomy_term_id") for row in package.rows["attribute"].values()}
    spoken_of |= {row.get("unit_id") for row in package.rows["service_capacity"].values()}
    for table, row in _loose(spoken_of):
        package.rows[table].setdefault(row["id"], row)
    taxonomies = {row.get("taxonomy_id") for row in package.rows["taxonomy_term"].values()}
    for table, row in _loose(taxonomies - package.rows["taxonomy"].keys()):
        package.rows[table].setdefault(row["id"], row)
    return package


def _loose(ids):
    wanted = [id for id in ids if id]
    rows = LooseRow.objects.filter(uid__in=wanted).order_by("table", "uid") if wanted else []
    return [(loose.table, loose.row) for loose in rows]
