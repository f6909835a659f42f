"""What an import makes of each record, as it is kept to be shown before and undone afterwards."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from wayfellow.directory.models import AtVenue, TimeException, WeeklyTime
from wayfellow.hsds.bundles import Bundle
from wayfellow.hsds.mapping import times_of
from wayfellow.hsds.models import Change
from wayfellow.hsds.planning import TIES, Coming, Move, Plan, differences, told_as
from wayfellow.hsds.standard import TABLES
from wayfellow.hsds.vocabulary import ENTITY

MET = {"places", "times", "otherwise"}
NOT_KEPT = {"id", "uid", "changed_at"}
TIME = ["listing_id", "venue_id", "weekday", "starts_at", "ends_at", "rhythm", "starts_on", "ends_on", "note", "extra"]
PLACE = ["listing_id", "venue_id", "extra"]
OTHERWISE = ["on", "why", "in_words", "moved_to", "starts_at", "ends_at", "venue_id"]
Kind = Change.Kind


def changes_of(plan: Plan) -> Iterator[Change]:
    """Yield what a plan makes of each record: programmes first, then places and organisations."""
    exceptions = _exceptions(plan)
    for comings in (plan.services, plan.venues, plan.organisations):
        for id, coming in comings.items():
            yield _change(coming, plan.moves.get(id, Move()), exceptions)
    for listing in plan.withdrawn:
        said = said_by(listing, ["published_on"])
        yield _made(Kind.WITHDRAWN, listing, before=said, after={"published_on": None})
    for row in plan.loose:
        yield Change(kind=Kind.LOOSE, table=row.table, uid=row.uid, name=_name_of(row.row), after=row.row)


def _name_of(row):
    return str(row.get("name") or row["id"])[:200]


def _change(coming, move, exceptions):
    record = coming.record
    if coming.is_others:
        return _made(Kind.OTHERS, record)
    if coming.is_new:
        columns = [each.name for each in record._meta.concrete_fields]
        return _made(Kind.ADDED, record, after=said_by(record, columns) | _met(move.places_new, move.times_new))
    if not (coming.is_changed or coming.columns or move):
        return _made(Kind.SAME, record)
    after = said_by(record, coming.columns)
    before = as_kept({name: _plain(coming.before[name]) for name in after})
    gone = _met(move.places_gone, move.times_gone, exceptions)
    kind = Kind.CHANGED if coming.is_changed or move else Kind.SAME
    came = _met(move.places_new, move.times_new)
    change = _made(kind, record, before=before | gone, after=after | came)
    change.rest = as_kept([*_rest(coming), *_rest_of_places(move)])
    return change


def _made(kind, record, *, before=None, after=None):
    uid = getattr(record, "uid", record.pk)
    told = {"before": before or {}, "after": after or {}}
    return Change(kind=kind, table=ENTITY[type(record)], uid=uid, name=str(record)[:200], **told)


def said_by(record: Any, columns: Iterable[str]) -> dict[str, Any]:
    """Return what these columns of a record say, as JSON keeps it."""
    return as_kept({name: _plain(getattr(record, name)) for name in columns if name not in NOT_KEPT})


def _plain(value):
    return (getattr(value, "uid", value.pk)) if hasattr(value, "_meta") else value


def as_kept(said: Any) -> Any:
    """Return it as JSON gives it back."""
    return json.loads(json.dumps(said, cls=DjangoJSONEncoder))


def _met(places: Iterable[AtVenue], times: Iterable[WeeklyTime], exceptions: Any = None) -> dict[str, Any]:
    told = {
        "places": {str(one.pk): as_place(one) for one in places},
        "times": {str(one.pk): as_time(one) for one in times},
        "otherwise": {str(one.pk): exceptions[one.pk] for one in times if exceptions and one.pk in exceptions},
    }
    return {name: as_kept(value) for name, value in told.items() if value}


def as_place(one: AtVenue) -> dict[str, Any]:
    return {name: getattr(one, name) for name in PLACE}


def as_time(one: WeeklyTime) -> dict[str, Any]:
    return {name: getattr(one, name) for name in TIME}


def _exceptions(plan: Plan) -> dict[Any, list[dict[str, Any]]]:
    """Return the days on which a time that goes was to be otherwise: they go with it."""
    gone = {one.pk for move in plan.moves.values() for one in move.times_gone}
    found: dict[Any, list[dict[str, Any]]] = {}
    for each in TimeException.objects.order_by("time", "on") if gone else ():
        if each.time_id in gone:
            found.setdefault(each.time_id, []).append({name: getattr(each, name) for name in OTHERWISE})
    return found


def _rest(coming: Coming) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield what it says otherwise than before that no column of ours holds."""
    table, ties = ENTITY[type(coming.record)], TIES[type(coming.record)]
    before = Bundle.read_from(coming.before.get("extra", {})) or coming.here
    if before is None or coming.is_as_before:
        return
    one, other = (_without_times(told_as(coming.record, ties, each)) for each in (before, coming.bundle))
    for below, column, said, says in differences(one, other):
        yield TABLES[below or table].file, column, said, says


def _rest_of_places(move: Move) -> Iterator[tuple[str, str, Any, Any]]:
    before = {one.pk: one for one in move.places_gone}
    for one in move.places_new:
        there = before.get(one.pk)
        bundles = [Bundle.read_from(each.extra) if each else None for each in (there, one)]
        if bundles[0] and bundles[1]:
            for below, column, said, says in differences(*map(_without_times, bundles)):
                yield TABLES[below or "service_at_location"].file, column, said, says


def _without_times(bundle):
    rows = {table: list(rows) for table, rows in bundle.rows.items()}
    rows["schedule"] = [row for row in rows.get("schedule", []) if not times_of(row)]
    return Bundle(bundle.own, rows)


def sign_of(changes: Iterable[Change]) -> str:
    """Return a short sign of changes: another one, as soon as something would be changed otherwise."""
    told = sorted((one.kind, one.table, str(one.uid), _undated(one.before), _undated(one.after)) for one in changes)
    return sha256(repr(told).encode()).hexdigest()[:32]


def _undated(said):
    """Whether it is open counts, not on which day it was looked at."""
    open_or_not = {"published_on": bool(said["published_on"])} if "published_on" in said else {}
    return json.dumps(said | open_or_not, sort_keys=True)
