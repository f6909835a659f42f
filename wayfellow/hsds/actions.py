"""Bringing in a directory that others keep: all of it, or nothing."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wayfellow.access.guard import anonymous
from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import AtVenue, Listing, Organisation, Programme, Venue, WeeklyTime
from wayfellow.hsds.bundles import Bundle, Tie, brought, child
from wayfellow.hsds.mapping import LOCATION, ORGANISATION, SERVICE, times_of
from wayfellow.hsds.models import LooseRow
from wayfellow.hsds.package import Package
from wayfellow.hsds.queries import listings_here
from wayfellow.hsds.sorting import sorted_out
from wayfellow.sheets.reading import BadRows

AT_ONCE = 500
START_OF_ADDRESS = 60


@dataclass
class Difference:
    """What an import makes of the directory: the programmes it adds, changes and withdraws, by name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0


@dataclass
class Coming:
    """One record an import brings: new or here before, and what it brings of it."""

    record: Any
    bundle: Bundle
    is_new: bool
    columns: list[str]


@anonymous
def import_directory(package: Package, *, source: str, kept_by: Programme | None, on: date) -> Difference:
    """Bring in every programme of a package. What was changed here stays, unless the source changed it too.

    Programmes that came from this source before and are not in it any more are withdrawn. Raises `BadRows`.
    """
    bundles, loose = sorted_out(package)
    organisations = _coming(bundles["organization"], source, Organisation, ORGANISATION, key="uid")
    venues = _coming(bundles["location"], source, Venue, LOCATION)
    services = _coming(bundles["service"], source, Listing, SERVICE)
    for service in services.values():
        _stand(service, organisations, kept_by=kept_by, on=on)
    _check_names(package, organisations)
    for table, coming in [("organization", organisations), ("location", venues), ("service", services)]:
        _check(package, table, coming)
    if package.bad:
        raise BadRows(package.bad)
    before = listings_here([UUID(id) for id in services])
    for coming in [organisations, venues, services]:
        _keep(coming)
    _keep_loose(loose)
    moved = _meet(services, venues, bundles["service_at_location"], before)
    return _difference(services, moved, source)


def _coming(
    bundles: dict[str, Bundle], source: str, model: Any, ties: tuple[Tie, ...], key: str = "id"
) -> dict[str, Coming]:
    """Return what becomes of each bundle: a new record, or the one that is here with what is new about it."""
    here = model.objects.in_bulk([UUID(id) for id in bundles], field_name=key)
    return {id: _one(id, bundle, source, here.get(UUID(id)), model, ties, key) for id, bundle in bundles.items()}


def _one(id, bundle, source, record, model, ties, key):
    columns = brought(ties, bundle, record and Bundle.read_from(record.extra))
    coming = Coming(record or model(**{key: UUID(id)}), bundle, record is None, [])
    for name, value in columns.items():
        before = getattr(coming.record, name)
        _set(coming, name, before | value if isinstance(value, dict) else value)
    _set(coming, "extra", coming.record.extra | {"hsds": {"source": source, **bundle.as_json()}})
    return coming


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
    for start in range(0, len(loose), AT_ONCE):
        LooseRow.objects.bulk_create(
            [LooseRow(table=table, uid=row["id"], row=row) for table, row in loose[start : start + AT_ONCE]],
            update_conflicts=True,
            unique_fields=["table", "uid"],
            update_fields=["row"],
        )


def _meet(services, venues, at_locations, here):
    """Say where and when each of them meets, where the source says otherwise than before. Returns which those are."""
    at: dict[str, dict] = {id: {} for id in services}
    for bundle in at_locations.values():
        venue = venues[bundle.own["location_id"]].record
        at[bundle.own["service_id"]][UUID(bundle.own["id"])] = (venue, bundle)
    return {id for id, service in services.items() if _meets_otherwise(service, at[id], here.get(service.record.pk))}


def _meets_otherwise(service, places, before):
    """Compare with what the source said before: what was changed here meanwhile is no reason to change it back."""
    kept = before.at_venues.all() if before else []
    old_places = {one.pk: (one.venue, bundle) for one in kept if (bundle := Bundle.read_from(one.extra))}
    old_service = (before and Bundle.read_from(before.extra)) or Bundle({})
    weekly, weekly_before = _weekly(service.bundle, places), _weekly(old_service, old_places)
    moves, at_other_times = places != old_places, weekly != weekly_before
    if moves:
        service.record.at_venues.filter(pk__in=old_places).delete()
        AtVenue.objects.bulk_create(
            AtVenue(pk=pk, listing=service.record, venue=venue, extra={"hsds": bundle.as_json()})
            for pk, (venue, bundle) in places.items()
        )
    if at_other_times:
        service.record.times.all().delete()
        WeeklyTime.objects.bulk_create(_time(service.record, venue, time) for venue, time in weekly)
    return moves or at_other_times


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
        elif service.columns or id in moved:
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
