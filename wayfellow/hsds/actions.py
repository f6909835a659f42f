"""Bringing in a directory that others keep: all of it, or nothing."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wayfellow.access.guard import anonymous
from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import AtVenue, Listing, Organisation, Programme, Venue, WeeklyTime
from wayfellow.hsds.bundles import Bundle, Tie, brought, child, say_the_same
from wayfellow.hsds.mapping import LOCATION, ORGANISATION, PLACE_TO_WALK, SERVICE, times_of
from wayfellow.hsds.models import LooseRow
from wayfellow.hsds.package import Package
from wayfellow.hsds.queries import listings_here
from wayfellow.hsds.sorting import packed, sorted_out
from wayfellow.hsds.vocabulary import ENTITY, OURS, TERMS, WORDS
from wayfellow.sheets.reading import BadRows

AT_ONCE = 500
START_OF_ADDRESS = 60
OUR_OWN = {str(OURS), str(WORDS), str(PLACE_TO_WALK), *TERMS}


@dataclass
class Difference:
    """What an import makes of the directory: the programmes it adds, changes and withdraws, by name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0


@dataclass
class Coming:
    """One record an import brings: new or here before, as it would go out now (`here`), and what is new of it."""

    record: Any
    bundle: Bundle
    here: Bundle | None
    columns: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.here is None

    @property
    def is_as_before(self) -> bool:
        return self.here is not None and say_the_same(self.bundle, self.here)

    @property
    def is_changed(self) -> bool:
        return bool(self.columns) and not self.is_new and not self.is_as_before

    def is_told_by(self, source: str) -> bool:
        return bool(self.record.extra["hsds"].get("source") == source) if "hsds" in self.record.extra else False


@anonymous
def import_directory(package: Package, *, source: str, kept_by: Programme | None, on: date) -> Difference:
    """Bring in every programme of a package. What was changed here stays, unless the source changed it too.

    What is ours or another source's, and comes back from an export, is compared with how it stands here now.
    Programmes that came from this source before and are not in it any more are withdrawn. Raises `BadRows`.
    """
    if package.bad:
        package.leave_faulty_out()
    bundles, loose = sorted_out(package)
    before = listings_here([UUID(id) for id in bundles["service"]])
    organisations = _coming(bundles["organization"], source, Organisation, ORGANISATION, key="uid")
    venues = _coming(bundles["location"], source, Venue, LOCATION)
    services = _coming(bundles["service"], source, Listing, SERVICE, before)
    for service in services.values():
        _stand(service, organisations, kept_by=kept_by, on=on)
    _check_names(package, organisations)
    _check_places(package, bundles["service_at_location"])
    for table, coming in [("organization", organisations), ("location", venues), ("service", services)]:
        _check(package, table, coming)
    if package.bad:
        raise BadRows(package.bad)
    for coming in [organisations, venues, services]:
        _keep(coming)
    _keep_loose(loose)
    moved = _meet(services, venues, bundles["service_at_location"], before, source)
    return _difference(services, moved, source)


def _coming(
    bundles: dict[str, Bundle], source: str, model: Any, ties: tuple[Tie, ...], before: Any = (), key: str = "id"
) -> dict[str, Coming]:
    """Return what becomes of each bundle: a new record, or the one that is here with what is new about it."""
    there = model.objects.in_bulk([UUID(id) for id in bundles], field_name=key)
    as_it_goes_out = _as_it_goes_out(model, before or there)
    found = {}
    for id, bundle in bundles.items():
        record = there.get(UUID(id)) or model(**{key: UUID(id)})
        found[id] = coming = Coming(record, bundle, as_it_goes_out.get(id))
        _compare(coming, source, ties)
    return found


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
        _set(coming, name, here | value if isinstance(value, dict) else value)
    if is_theirs:
        _set(coming, "extra", record.extra | {"hsds": {"source": source, **bundle.as_json()}})
    elif not say_the_same(_told_as(record, ties, bundle), _told_as(record, ties, coming.here)):
        kept = record.extra.get("hsds", {})
        _set(coming, "extra", record.extra | {"hsds": {**kept, **bundle.as_json()}})


def _told_as(record, ties, bundle):
    """Return a bundle in which all that our columns hold reads as they stand: what differs then is held by none."""
    written = Bundle(dict(bundle.own), {table: list(rows) for table, rows in bundle.rows.items()})
    for tie in ties:
        tie.write(record, written)
    return written


def _set(coming, name, value):
    if getattr(coming.record, name) != value:
        setattr(coming.record, name, value)
        coming.columns.append(name)


def _stand(service, organisations, *, kept_by, on):
    """Say who offers it, who keeps it here, and whether it is open to everybody now."""
    listing, told = service.record, service.bundle.own
    listing.organisation = organisations[told["organization_id"]].record
    if service.is_new:
        name = slugify(told["name"])[:START_OF_ADDRESS].strip("-") or "programme"
        listing.slug, listing.kept_by = f"{name}-{str(listing.pk)[:8]}", kept_by
    is_open = told["status"] == "active"
    if service.is_new or is_open != (listing.published_on is not None):
        _set(service, "published_on", on if is_open else None)
    if service.columns:
        _set(service, "changed_at", timezone.now())


def _check_names(package, organisations):
    """An organisation has one name here, and no two have the same."""
    taken = dict(Organisation.objects.values_list("name", "uid"))
    for id, coming in organisations.items():
        if str(taken.setdefault(coming.record.name, coming.record.uid)) != id:
            reason = _("There is another organisation of this name, with another id.")
            package.complain("organization", coming.bundle.own, "name", reason)


def _check_places(package, at_locations):
    """A programme is at a place once."""
    seen = set()
    for bundle in at_locations.values():
        there = bundle.own["service_id"], bundle.own["location_id"]
        if there in seen:
            reason = _("Another row has this service at this place already.")
            package.complain("service_at_location", bundle.own, "location_id", reason)
        seen.add(there)


def _check(package, table, comings):
    """Say of each column that its table could not hold it, where it was read."""
    for coming in comings.values():
        fields = {field.name for field in coming.record._meta.concrete_fields}
        try:
            coming.record.clean_fields(exclude=fields - set(coming.columns))
        except ValidationError as problem:
            for column, reasons in problem.message_dict.items():
                package.complain(table, coming.bundle.own, column, " ".join(reasons))


def _keep(comings):
    new = [coming.record for coming in comings.values() if coming.is_new]
    if new:
        type(new[0]).objects.bulk_create(new, batch_size=AT_ONCE)
    for coming in comings.values():
        if coming.columns and not coming.is_new:
            columns = [*coming.columns, *(["organisation"] if isinstance(coming.record, Listing) else [])]
            coming.record.save(update_fields=columns)


def _keep_loose(loose):
    """Keep what belongs to nothing here. Our own terms come back with every export of ours."""
    rows = [LooseRow(table=table, uid=row["id"], row=row) for table, row in loose if row["id"] not in OUR_OWN]
    for start in range(0, len(rows), AT_ONCE):
        LooseRow.objects.bulk_create(
            rows[start : start + AT_ONCE],
            update_conflicts=True,
            unique_fields=["table", "uid"],
            update_fields=["row"],
        )


def _meet(services, venues, at_locations, here, source):
    """Say where and when each of them meets, where the source says otherwise than before. Returns which those are."""
    at: dict[str, dict] = {id: {} for id in services}
    for bundle in at_locations.values():
        venue = venues[bundle.own["location_id"]].record
        at[bundle.own["service_id"]][UUID(bundle.own["id"])] = (venue, bundle)
    return {
        id
        for id, service in services.items()
        if _meets_otherwise(service, at[id], here.get(service.record.pk), is_theirs=service.is_told_by(source))
    }


def _meets_otherwise(service, places, before, *, is_theirs):
    """Compare with what the source said before: what was changed here meanwhile is no reason to change it back.

    What is ours, or another source's, is compared with how it goes out now.
    """
    kept = before.at_venues.all() if before else []
    if is_theirs:
        old_places = {one.pk: (one.venue, bundle) for one in kept if (bundle := Bundle.read_from(one.extra))}
        old_service = (before and Bundle.read_from(before.extra)) or Bundle({})
    else:
        old_places, old_service = _as_they_go_out(before), service.here or Bundle({})
    weekly, weekly_before = _weekly(service.bundle, places), _weekly(old_service, old_places)
    moves, at_other_times = not _are_the_same(places, old_places), weekly != weekly_before
    if moves:
        _move(service.record, places, old_places, is_theirs=is_theirs)
    if at_other_times:
        service.record.times.all().delete()
        WeeklyTime.objects.bulk_create(_time(service.record, venue, time) for venue, time in weekly)
    return moves or at_other_times


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


def _move(listing, places, old_places, *, is_theirs):
    """Have a listing be at these places. One at which it was here already is the same place, whoever says so.

    What another source told of a place stays with it, so that its next word is compared with its last.
    """
    kept = {} if is_theirs else {one.pk: one.extra for one in listing.at_venues.all() if one.extra}
    venues = [venue.pk for venue, _bundle in places.values()]
    listing.at_venues.filter(Q(pk__in=old_places) | Q(venue__in=venues)).delete()
    AtVenue.objects.bulk_create(
        AtVenue(pk=pk, listing=listing, venue=venue, extra=kept.get(pk) or {"hsds": bundle.as_json()})
        for pk, (venue, bundle) in places.items()
    )


def _weekly(service, places):
    """Return every time of the week that is told, with the venue where it is at one."""
    anywhere = {(None, time) for row in service.of("schedule") for time in times_of(row)}
    return anywhere | {
        (venue.pk, time) for venue, bundle in places.values() for row in bundle.of("schedule") for time in times_of(row)
    }


def _time(listing, venue, time):
    weekday, starts_at, ends_at, rhythm, starts_on, ends_on = time
    return WeeklyTime(
        pk=child(listing.pk, f"{venue} {time}"), listing=listing, venue_id=venue, weekday=weekday,
        starts_at=starts_at, ends_at=ends_at, rhythm=rhythm, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip


def _difference(services: dict[str, Coming], moved: set[str], source: str) -> Difference:
    """Withdraw what the source does not tell any more, and have the search read what is new."""
    difference = Difference()
    for id, service in services.items():
        if service.is_new:
            difference.added.append(str(service.record))
        elif service.is_changed or id in moved:
            difference.changed.append(str(service.record))
        else:
            difference.unchanged += 1
    touched = [one.record for id, one in services.items() if one.is_new or one.columns or id in moved]
    from_there = Listing.objects.filter(extra__hsds__source=source, published_on__isnull=False)
    for listing in [one for one in from_there.order_by("slug") if str(one.pk) not in services]:
        difference.withdrawn.append(str(listing))
        listing.published_on = None
        listing.save(update_fields=["published_on"])
        touched.append(listing)
    for start in range(0, len(touched), AT_ONCE):
        make_findable(*touched[start : start + AT_ONCE])
    return difference
