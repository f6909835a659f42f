"""What bringing in a directory would make of the one that is here. Nothing is written: `actions` carries it out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wayfellow.directory.models import AtVenue, Listing, Organisation, Programme, Venue, WeeklyTime
from wayfellow.hsds.bundles import Bundle, Tie, brought, child, say_the_same
from wayfellow.hsds.mapping import LOCATION, ORGANISATION, PLACE_TO_WALK, SERVICE, time_of, times_of
from wayfellow.hsds.models import LooseRow
from wayfellow.hsds.package import Package, Row
from wayfellow.hsds.queries import listings_here, records_here, told_by
from wayfellow.hsds.sorting import packed, sorted_out
from wayfellow.hsds.vocabulary import ENTITY, OURS, TERMS, WORDS
from wayfellow.sheets.reading import BadRows

START_OF_ADDRESS = 60
OUR_OWN = {str(OURS), str(WORDS), str(PLACE_TO_WALK), *TERMS}
TIES: dict[Any, tuple[Tie, ...]] = {Organisation: ORGANISATION, Venue: LOCATION, Listing: SERVICE}
KEYS = {Organisation: "uid", Venue: "id", Listing: "id"}
Scope = Mapping[str, Q]  # by the name of the table


@dataclass
class Coming:
    """One record an import brings: new or here before, as it would go out now (`here`), and what is new of it.

    `before` has what its changed columns said until then. One that `is_others` stays as it is.
    """

    record: Any
    bundle: Bundle
    here: Bundle | None
    is_others: bool = False
    columns: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.here is None

    @property
    def is_as_before(self) -> bool:
        return self.here is not None and say_the_same(self.bundle, self.here)

    @property
    def is_changed(self) -> bool:
        is_open_anew = "published_on" in self.columns
        return not self.is_new and (is_open_anew or (bool(self.columns) and not self.is_as_before))

    def is_told_by(self, source: str) -> bool:
        return bool(self.record.extra["hsds"].get("source") == source) if "hsds" in self.record.extra else False

    def set(self, name: str, value: Any) -> None:
        said = getattr(self.record, name)
        if said != value:
            self.before.setdefault(name, said)
            setattr(self.record, name, value)
            self.columns.append(name)


@dataclass
class Move:
    """Where and when one programme does not meet any more, and where and when it does from now on."""

    places_gone: list[AtVenue] = field(default_factory=list)
    places_new: list[AtVenue] = field(default_factory=list)
    times_gone: list[WeeklyTime] = field(default_factory=list)
    times_new: list[WeeklyTime] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.places_gone or self.places_new or self.times_gone or self.times_new)


@dataclass
class Plan:
    """All that an import would do, by the standard’s ids."""

    organisations: dict[str, Coming]
    venues: dict[str, Coming]
    services: dict[str, Coming]
    moves: dict[str, Move]
    withdrawn: list[Listing]
    loose: list[LooseRow]

    def records(self) -> Iterable[Coming]:
        for comings in (self.organisations, self.venues, self.services):
            yield from comings.values()


def plan(package: Package, *, source: str, kept_by: Programme | None, on: date, within: Scope | None = None) -> Plan:
    """Compare a package with what is here. What was changed here stays, unless the source changed it too.

    What is ours or another source's, and comes back from an export, is compared with how it stands here now.
    Programmes that came from this source before and are not in it any more are withdrawn. `within` says which
    records may be changed, where that is not all of them. Raises `BadRows`.
    """
    if package.bad:
        package.leave_faulty_out()
    bundles, loose = sorted_out(package)
    before = listings_here([UUID(id) for id in bundles["service"]])
    organisations = _coming(bundles["organization"], source, Organisation, within)
    venues = _coming(bundles["location"], source, Venue, within)
    services = _coming(bundles["service"], source, Listing, within, before)
    for venue in venues.values():
        if venue.is_new:
            venue.record.kept_by = kept_by
    for service in services.values():
        if not service.is_others:
            _stand(service, organisations, kept_by=kept_by, on=on)
    _check_names(package, organisations)
    _check_places(package, bundles["service_at_location"])
    for table, coming in [("organization", organisations), ("location", venues), ("service", services)]:
        _check(package, table, coming)
    if package.bad:
        raise BadRows(package.bad)
    return Plan(
        organisations,
        venues,
        services,
        _moves(services, venues, bundles["service_at_location"], before, source),
        [one for one in told_by(source, within) if str(one.pk) not in services],
        _loose(loose, is_within=within is not None),
    )


def _coming(bundles, source, model, within, before=()):
    """Return what becomes of each bundle: a new record, or the one that is here with what is new about it."""
    key = KEYS[model]
    there = before or records_here(model.objects, [UUID(id) for id in bundles], key)
    own = None if within is None else set(model.objects.filter(within[model._meta.label]).values_list(key, flat=True))
    repeated = {id for id, record in there.items() if _repeats(record, bundles[str(id)], source)}
    as_it_goes_out = _as_it_goes_out(model, {id: there[id] for id in there.keys() - repeated})
    found = {}
    for id, bundle in bundles.items():
        uid = UUID(id)
        record = there.get(uid) or model(**{key: uid})
        found[id] = coming = Coming(record, bundle, bundle if uid in repeated else as_it_goes_out.get(id))
        coming.is_others = not coming.is_new and own is not None and uid not in own
        if not coming.is_others and uid not in repeated:
            _compare(coming, source, TIES[model])
    return found


def _repeats(record, bundle, source):
    """Say whether the source says the very same as the last time."""
    kept = record.extra.get("hsds", {})
    return kept.get("source") == source and {"own": kept["own"], "rows": kept["rows"]} == bundle.as_json()


def _as_it_goes_out(model, there):
    """Return the bundles as which these records would go out now."""
    listings, venues, organisations = (there.values() if model is one else () for one in (Listing, Venue, Organisation))
    bundles, _loose = sorted_out(packed(listings, (), organisations, venues))
    return bundles[ENTITY[model]]


def _compare(coming, source, ties):
    """Note which columns it changes: of what the source told before, those of which it says something else now."""
    record, bundle = coming.record, coming.bundle
    is_theirs = coming.is_new or coming.is_told_by(source)
    if coming.is_as_before and not is_theirs:
        return
    base = Bundle.read_from(record.extra) if is_theirs else coming.here
    for name, value in brought(ties, bundle, base).items():
        here = getattr(record, name)
        coming.set(name, here | value if isinstance(value, dict) else value)
    if is_theirs:
        coming.set("extra", record.extra | {"hsds": {"source": source, **bundle.as_json()}})
    elif not say_the_same(told_as(record, ties, bundle), told_as(record, ties, coming.here)):
        kept = record.extra.get("hsds", {})
        coming.set("extra", record.extra | {"hsds": {**kept, **bundle.as_json()}})


def told_as(record: Any, ties: Iterable[Tie], bundle: Bundle) -> Bundle:
    """Return a bundle in which all that our columns hold reads as they stand: what differs then is held by none."""
    written = Bundle(dict(bundle.own), {table: list(rows) for table, rows in bundle.rows.items()})
    for tie in ties:
        tie.write(record, written)
    return written


def _stand(service, organisations, *, kept_by, on):
    """Say who offers it, who keeps it here, and whether it is open to everybody now."""
    listing, told = service.record, service.bundle.own
    offers_it = organisations[told["organization_id"]].record
    if service.is_new:
        listing.organisation = offers_it
        name = slugify(told["name"])[:START_OF_ADDRESS].strip("-") or "programme"
        listing.slug, listing.kept_by = f"{name}-{str(listing.pk)[:8]}", kept_by
    elif listing.organisation.uid != offers_it.uid:
        service.set("organisation", offers_it)
    is_open = told["status"] == "active"
    if service.is_new or is_open != (listing.published_on is not None):
        service.set("published_on", on if is_open else None)
    if service.columns:
        service.set("changed_at", timezone.now())


def _check_names(package, organisations):
    """An organisation has one name here, and no two have the same."""
    taken = dict(Organisation.objects.values_list("name", "uid"))
    for id, coming in organisations.items():
        if str(taken.setdefault(coming.record.name, coming.record.uid)) != id:
            reason = _("There is another organisation of this name, with another id.")
            package.complain("organization", coming.bundle.own, "name", reason)


def _check_places(package, at_locations):
    """A programme is at a place once."""
    here = {str(one.pk): one for one in records_here(AtVenue.objects, [UUID(id) for id in at_locations], "id").values()}
    seen = set()
    for id, bundle in at_locations.items():
        there = bundle.own["service_id"], bundle.own["location_id"]
        if there in seen:
            reason = _("Another row has this service at this place already.")
            package.complain("service_at_location", bundle.own, "location_id", reason)
        if id in here and str(here[id].listing_id) != bundle.own["service_id"]:
            reason = _("Here this id belongs to another service.")
            package.complain("service_at_location", bundle.own, "id", reason)
        seen.add(there)


def _check(package, table, comings):
    """Say of each column that its table could not hold it, where it was read."""
    for coming in comings.values():
        fields = {field.name for field in coming.record._meta.concrete_fields}
        try:
            coming.record.clean_fields(exclude=fields - {*coming.columns} | {"organisation"})
        except ValidationError as problem:
            for column, reasons in problem.message_dict.items():
                package.complain(table, coming.bundle.own, column, " ".join(reasons))


def _loose(loose, *, is_within):
    """Return what belongs to nothing here. Our own terms come back with every export of ours.

    Who may change a part of the directory only leaves these as they are: they may be anybody's.
    """
    rows = [LooseRow(table=table, uid=UUID(row["id"]), row=row) for table, row in loose if row["id"] not in OUR_OWN]
    there = set(LooseRow.objects.values_list("table", "uid")) if is_within else set()
    return [row for row in rows if (row.table, row.uid) not in there]


def _moves(services, venues, at_locations, here, source):
    """Say where and when each of them meets, where the source says otherwise than before."""
    at: dict[str, dict] = defaultdict(dict)
    for bundle in at_locations.values():
        venue = venues[bundle.own["location_id"]].record
        at[bundle.own["service_id"]][UUID(bundle.own["id"])] = (venue, bundle)
    moves = {}
    for id, service in services.items():
        if service.is_others:
            continue
        if move := _move(service, at[id], here.get(service.record.pk), is_theirs=service.is_told_by(source)):
            moves[id] = move
    return moves


def _move(service, places, before, *, is_theirs):
    """Compare with what the source said before: what was changed here meanwhile is no reason to change it back.

    What is ours, or another source's, is compared with how it goes out now.
    """
    kept = before.at_venues.all() if before else []
    if is_theirs:
        old_places = {one.pk: (one.venue, bundle) for one in kept if (bundle := Bundle.read_from(one.extra))}
        old_service = (before and _as_it_was(service)) or Bundle({})
    else:
        old_places, old_service = _as_they_go_out(before), service.here or Bundle({})
    move = Move()
    if not _are_the_same(places, old_places):
        _set_places(move, service.record, places, kept, old_places, is_theirs=is_theirs)
    weekly = _weekly(service.bundle, places)
    if weekly != _weekly(old_service, old_places):
        _set_times(move, service.record, weekly, before.times.all() if before else [])
    return move


def _as_it_was(service):
    """Return what the source said last of a programme."""
    return Bundle.read_from(service.before.get("extra", service.record.extra))


def _as_they_go_out(listing):
    """Return each place of a listing with the bundle as which it would go out now."""
    if listing is None:
        return {}
    bundles, _loose = sorted_out(packed([listing], ()))
    return {one.pk: (one.venue, bundles["service_at_location"][str(one.pk)]) for one in listing.at_venues.all()}


def _are_the_same(places, others):
    return places.keys() == others.keys() and all(
        venue == others[pk][0] and say_the_same(bundle, others[pk][1]) for pk, (venue, bundle) in places.items()
    )


def _set_places(move, listing, places, kept, old_places, *, is_theirs):
    """Have a listing be at these places. One at which it was here already is the same place, whoever says so.

    What another source told of a place stays with it, so that its next word is compared with its last.
    """
    told_before = {} if is_theirs else {one.pk: one.extra for one in kept if one.extra}
    venues = {venue.pk for venue, _bundle in places.values()}
    new = {
        pk: AtVenue(pk=pk, listing=listing, venue=venue, extra=told_before.get(pk) or {"hsds": bundle.as_json()})
        for pk, (venue, bundle) in places.items()
    }
    for one in kept:
        if one.pk in old_places or one.venue_id in venues:
            said = new.get(one.pk)
            if said and (said.venue_id, said.extra) == (one.venue_id, one.extra):
                del new[one.pk]
            else:
                move.places_gone.append(one)
    move.places_new = [*new.values()]


def _set_times(move, listing, weekly, kept):
    """Have a listing meet at these times. One at which it meets already stays, with its days that are otherwise."""
    staying = {}
    for one in kept:
        if (when := (one.venue_id, time_of(one))) in weekly and when not in staying:
            staying[when] = one
        else:
            move.times_gone.append(one)
    taken = {one.pk for one in staying.values()}
    for when in sorted(weekly - staying.keys(), key=str):
        time = _time(listing, *when)
        if time.pk in taken:
            time.pk = UUID(child(time.pk, "another"))
        taken.add(time.pk)
        move.times_new.append(time)


def _weekly(service, places):
    """Return every time of the week that is told, with the venue where it is at one."""
    anywhere = {(None, time) for row in service.of("schedule") for time in times_of(row)}
    return anywhere | {
        (venue.pk, time) for venue, bundle in places.values() for row in bundle.of("schedule") for time in times_of(row)
    }


def _time(listing, venue, time):
    weekday, starts_at, ends_at, rhythm, starts_on, ends_on = time
    return WeeklyTime(
        pk=UUID(child(listing.pk, f"{venue} {time}")), listing=listing, venue_id=venue, weekday=weekday,
        starts_at=starts_at, ends_at=ends_at, rhythm=rhythm, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


def differences(one: Bundle, other: Bundle) -> Iterable[tuple[str, str, Any, Any]]:
    """Yield each cell that two bundles say otherwise: its table, its column, and what it says in each."""
    rows, others = (_by_place(bundle) for bundle in (one, other))
    for table, id in sorted(rows.keys() | others.keys()):
        row, there = rows.get((table, id), {}), others.get((table, id), {})
        for column in sorted((row.keys() | there.keys()) - {"id"}):
            if row.get(column) != there.get(column):
                yield table, column, row.get(column), there.get(column)


def _by_place(bundle: Bundle) -> dict[tuple[str, str], Row]:
    rows = {("", bundle.own.get("id", "")): bundle.own}
    return rows | {(table, row["id"]): row for table, several in bundle.rows.items() for row in several}
