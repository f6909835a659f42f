"""Bringing in a directory that others keep: all of it, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from wayfellow.access.guard import anonymous
from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import AtVenue, Listing, Programme, WeeklyTime
from wayfellow.hsds.models import LooseRow
from wayfellow.hsds.package import Package
from wayfellow.hsds.planning import KEYS, Plan, plan
from wayfellow.hsds.queries import AT_ONCE, in_parts
from wayfellow.hsds.vocabulary import ENTITY


@dataclass
class Difference:
    """What an import makes of the directory: the programmes it adds, changes and withdraws, by name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0


@anonymous
def import_directory(package: Package, *, source: str, kept_by: Programme | None, on: date) -> Difference:
    """Bring in every programme of a package, as `planning.plan` says. Raises `BadRows`."""
    hold(package)
    planned = plan(package, source=source, kept_by=kept_by, on=on)
    carry_out(planned)
    return _difference(planned)


@anonymous
def hold(package: Package) -> None:
    """Have nobody else change meanwhile what the package may change."""
    model: Any
    for model, table in ENTITY.items():
        for some in in_parts([*package.rows[table]]):
            there = model.objects.filter(**{f"{KEYS[model]}__in": some})
            list(there.order_by("pk").select_for_update().values_list("pk"))


@anonymous
def carry_out(planned: Plan) -> None:
    """Do what a plan says."""
    for comings in (planned.organisations, planned.venues, planned.services):
        _add([coming.record for coming in comings.values() if coming.is_new])
    for coming in planned.records():
        if coming.columns and not coming.is_new:
            coming.record.save(update_fields=coming.columns)
    _keep_loose(planned.loose)
    moves = planned.moves.values()
    _take_away(AtVenue, [one for move in moves for one in move.places_gone])
    _take_away(WeeklyTime, [one for move in moves for one in move.times_gone])
    _add([one for move in moves for one in move.places_new])
    _add([one for move in moves for one in move.times_new])
    for listing in planned.withdrawn:
        listing.published_on = None
        listing.save(update_fields=["published_on"])
    _read_anew(planned)


def _add(records: Sequence[Any]) -> None:
    if records:
        type(records[0]).objects.bulk_create(records, batch_size=AT_ONCE)


def _take_away(model: Any, records: Iterable[Model]) -> None:
    for some in in_parts([one.pk for one in records]):
        model.objects.filter(pk__in=some).delete()


def _keep_loose(rows: Sequence[LooseRow]) -> None:
    for some in in_parts(rows):
        LooseRow.objects.bulk_create(
            some,
            update_conflicts=True,
            unique_fields=["table", "uid"],
            update_fields=["row"],
        )


def _read_anew(planned):
    """Have the search read what is new, and those whose place or organisation says something else now."""
    touched = {one.record.pk for id, one in planned.services.items() if one.columns or id in planned.moves}
    touched |= {one.pk for one in planned.withdrawn}
    venues, organisations = (
        [one.record.pk for one in comings.values() if one.is_changed]
        for comings in (planned.venues, planned.organisations)
    )
    if venues or organisations:
        there = Listing.objects.filter(Q(venues__in=venues) | Q(organisation__in=organisations))
        touched |= set(there.values_list("pk", flat=True))
    read_by_the_search(touched)


@anonymous
def read_by_the_search(touched: Iterable[UUID]) -> None:
    """Have the search read these programmes as they are now."""
    for some in in_parts(sorted(touched)):
        make_findable(*(Listing(pk=pk) for pk in some))


def _difference(planned: Plan) -> Difference:
    difference = Difference(withdrawn=[str(one) for one in planned.withdrawn])
    for id, service in planned.services.items():
        if service.is_new:
            difference.added.append(str(service.record))
        elif service.is_changed or id in planned.moves:
            difference.changed.append(str(service.record))
        else:
            difference.unchanged += 1
    return difference
