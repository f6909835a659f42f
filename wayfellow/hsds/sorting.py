"""Which rows of a package belong to which of ours, and the whole directory as a package."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wayfellow.directory.models import Listing, Organisation, Venue
from wayfellow.hsds.bundles import Bundle, told
from wayfellow.hsds.mapping import (
    LOCATION,
    ORGANISATION,
    PLACE_TO_WALK,
    SERVICE,
    own_row,
    schedule,
    time_of,
    times,
    times_of,
)
from wayfellow.hsds.package import Package, Row
from wayfellow.hsds.standard import SAYS_OF_WHICH
from wayfellow.hsds.vocabulary import explained

HELD = ("service_at_location", "service", "location", "organization")  # each is a row of ours, the nearest first
ON_THE_WAY = ("contact", "phone")  # what hangs off these belongs to whom they belong to
SHARED = ("taxonomy", "taxonomy_term", "unit")


def sorted_out(package: Package) -> tuple[dict[str, dict[str, Bundle]], list[tuple[str, Row]]]:
    """Return the bundles of what becomes a row of ours, by table and id, and the rows that belong to none."""
    bundles = {table: {id: Bundle(row) for id, row in package.rows[table].items()} for table in HELD}
    loose = []
    for table, rows in package.rows.items():
        if table in HELD:
            continue
        for row in rows.values():
            owner, id = _owner(package, table, row)
            if bundle := bundles.get(owner, {}).get(id):
                bundle.rows.setdefault(table, []).append(row)
            else:
                loose.append((table, row))
    return bundles, loose


def _owner(package, table, row):
    """Follow a row upwards until it hangs off one of ours. Whatever points in a circle belongs to nobody."""
    seen = set()
    while table not in HELD and (table, row["id"]) not in seen:
        seen.add((table, row["id"]))
        table, id = _up(table, row)
        row = package.rows.get(table, {}).get(id)
        if row is None:
            return "", ""
    return table, row["id"]


def _up(table, row):
    if table in SHARED:
        return "", ""
    if table in SAYS_OF_WHICH:
        id, kind = (str(row.get(column)) for column in SAYS_OF_WHICH[table])
        return kind, id
    pointing = [(other, row[f"{other}_id"]) for other in (*HELD, *ON_THE_WAY) if row.get(f"{other}_id")]
    return next(iter(pointing), ("", ""))


def packed(
    listings: Iterable[Listing],
    loose: Iterable[tuple[str, Row]],
    organisations: Iterable[Organisation] = (),
    alone: Iterable[Venue] = (),
) -> Package:
    """Return these listings, with their organisations, places and times, as the standard tells them."""
    package = Package()
    venues: dict = {venue.pk: venue for venue in alone}
    by_id = {organisation.pk: organisation for organisation in organisations}
    for listing in listings:
        by_id.setdefault(listing.organisation_id, listing.organisation)
        for table, bundle in _service(listing):
            _lay(package, table, bundle)
        venues |= {at.venue_id: at.venue for at in listing.at_venues.all()}
    for venue in venues.values():
        _lay(package, "location", told(LOCATION, venue, own_row(venue)))
    for organisation in by_id.values():
        bundle = told(ORGANISATION, organisation, own_row(organisation))
        bundle.own.setdefault("description", bundle.own["name"])  # the standard wants one
        _lay(package, "organization", bundle)
    for table, row in [*loose, *_explained(package)]:
        package.rows[table].setdefault(row["id"], row)
    return package


def _service(listing: Listing) -> Iterator[tuple[str, Bundle]]:
    """Yield a listing as a service, and the service at each of its places, each with its times."""
    service = told(SERVICE, listing, own_row(listing))
    service.own["organization_id"] = str(listing.organisation.uid)
    if listing.published_on is not None:
        service.own["status"] = "active"
    weekly = defaultdict(list)
    for time in listing.times.all():
        weekly[time.venue_id].append(time)
    _keep_times(service, weekly.pop(None, []), {"service_id": str(listing.pk)})
    yield "service", service
    for at in listing.at_venues.all():
        there = told((), at, own_row(at))
        _keep_times(there, weekly.get(at.venue_id, []), {"service_at_location_id": str(at.pk)})
        yield "service_at_location", there


def _keep_times(bundle, weekly, hangs_off):
    """Leave the schedules as they came in where they still tell the times there are, or else write these."""
    came_in = bundle.of("schedule")
    if times(came_in) != {time_of(time) for time in weekly}:
        not_of_the_week = [row for row in came_in if not times_of(row)]
        bundle.rows["schedule"] = [*not_of_the_week, *(schedule(time, hangs_off) for time in weekly)]


def _lay(package, table, bundle):
    package.rows[table][bundle.own["id"]] = bundle.own
    for inner, rows in bundle.rows.items():
        for row in rows:
            package.rows[inner][row["id"]] = row


def _explained(package: Package) -> Iterator[tuple[str, Row]]:
    """Yield the taxonomies, terms and unit of ours that the rows of this package speak of."""
    yield from explained(row["taxonomy_term_id"] for row in package.rows["attribute"].values())
    if any(row["unit_id"] == str(PLACE_TO_WALK) for row in package.rows["service_capacity"].values()):
        yield "unit", {"id": str(PLACE_TO_WALK), "name": "Place with a peer supporter"}
