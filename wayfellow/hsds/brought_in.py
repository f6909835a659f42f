"""Directories that came in files: what each would change, what it did, and who has gone on with it since."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from wayfellow.access.guard import allowed
from wayfellow.directory.models import (
    AtVenue,
    Findable,
    Listing,
    Organisation,
    Programme,
    TimeException,
    Venue,
    WeeklyTime,
)
from wayfellow.hsds.access import Can
from wayfellow.hsds.changes import MET, as_kept, as_place, as_time, said_by
from wayfellow.hsds.models import Change, Delivery
from wayfellow.hsds.package import Package
from wayfellow.hsds.planning import KEYS
from wayfellow.hsds.queries import in_parts, records_here
from wayfellow.hsds.reading import read_sent
from wayfellow.hsds.vocabulary import ENTITY
from wayfellow.people.models import User

MOST_MEGABYTES = 50  # unpacked
MOST_SERVICES = 2000
MODELS: list[Any] = [*ENTITY]


def package_of(delivery: Delivery) -> Package:
    """Read the file of a delivery once more."""
    kept: Any = delivery.file.file
    source = delivery.source
    return read_sent(source, kept.content, source=source, most_megabytes=MOST_MEGABYTES)


def deliveries_of(user: User, programme: Programme) -> QuerySet[Delivery]:
    """Return the files that a programme brought in, the newest first."""
    mine: QuerySet[Delivery] = allowed(user, Can.SEE_DELIVERY, programme.deliveries.all())
    return mine.order_by("-brought_on", "taken_on", "pk")


def sources_of(programme: Programme) -> list[str]:
    """Return whose directories a programme took in before."""
    kept = Listing.objects.filter(kept_by=programme, extra__has_key="hsds")
    return sorted({source for source in kept.values_list("extra__hsds__source", flat=True) if source})


def how_many(delivery: Delivery) -> dict[str, dict[str, int]]:
    """Return how many changes of each kind there are, by table."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in Change.Kind.values}
    for kind, table, number in delivery.changes.values_list("kind", "table").annotate(Count("pk")).order_by("kind"):
        found[kind][table] = number
    return found


def changes_with(delivery: Delivery, kind: str) -> QuerySet[Change]:
    """Return the changes of one kind: programmes first, then places and organisations."""
    return delivery.changes.filter(kind=kind).order_by("pk")


def names_in(changes: Sequence[Change]) -> dict[str, str]:
    """Return what the places and organisations are called that some changes speak of, by their ids."""
    venues, organisations = set(), set()
    for said in [said for change in changes for said in (change.before, change.after)]:
        venues |= {one["venue_id"] for met in ("places", "times") for one in said.get(met, {}).values()}
        organisations.add(said.get("organisation"))
    ids = [id for id in venues | organisations if id]
    if not ids:
        return {}
    delivered = Change.objects.filter(delivery=changes[0].delivery_id, uid__in=ids).values_list("uid", "name")
    return (
        {str(uid): name for uid, name in delivered}
        | {str(pk): name for pk, name in Venue.objects.filter(pk__in=ids).values_list("pk", "name")}
        | {str(uid): name for uid, name in Organisation.objects.filter(uid__in=ids).values_list("uid", "name")}
    )


def gone_on_with(changes: Sequence[Change]) -> list[str]:
    """Return the names of those that somebody has changed, or made use of, since they were taken in."""
    found = [change.name for model in MODELS for change in _changed_since(model, changes)]
    return sorted({*found, *_used_since(changes), *_met_otherwise_since(changes)})


def _changed_since(model, changes):
    mine = [one for one in changes if one.table == ENTITY[model]]
    there = records_here(_with_keys(model), [one.uid for one in mine], KEYS[model])
    for one in mine:
        columns = one.after.keys() - MET
        record = there.get(one.uid)
        if record is None or said_by(record, columns) != {name: one.after[name] for name in columns}:
            yield one


def _with_keys(model):
    return model.objects.select_related("organisation", "kept_by", "programme") if model is Listing else model.objects


def _met_otherwise_since(changes):
    """Yield the programmes that meet elsewhere or at another time than what was taken in says."""
    places = {pk: (one, said) for one in changes for pk, said in one.after.get("places", {}).items()}
    times = {pk: (one, said) for one in changes for pk, said in one.after.get("times", {}).items()}
    for model, met, as_said in ((AtVenue, places, as_place), (WeeklyTime, times, as_time)):
        there = records_here(model.objects, [UUID(pk) for pk in met], "id")
        for pk, (change, said) in met.items():
            record = there.get(UUID(pk))
            if record is None or as_kept(as_said(record)) != said:
                yield change.name
    for ids in in_parts([*times]):
        for pk in TimeException.objects.filter(time__in=ids).values_list("time", flat=True):
            yield times[str(pk)][0].name


def _used_since(changes):
    """Yield what was added and is pointed to by something that was not."""
    own = {
        AtVenue: {pk for one in changes for pk in one.after.get("places", {})},
        WeeklyTime: {pk for one in changes for pk in one.after.get("times", {})},
        Listing: {str(one.uid) for one in changes if one.table == ENTITY[Listing]},
    }
    for model in MODELS:
        added = [one for one in changes if one.kind == Change.Kind.ADDED and one.table == ENTITY[model]]
        names = {
            record.pk: str(record)
            for record in records_here(model.objects, [o.uid for o in added], KEYS[model]).values()
        }
        for relation in model._meta.related_objects:
            if relation.related_model is not Findable and not relation.many_to_many:
                yield from _pointed_to(relation, names, own.get(relation.related_model, set()))
            elif relation.many_to_many and relation.through._meta.auto_created:
                yield from _joined(relation, names)


def _pointed_to(relation, names, own):
    column = relation.field.attname
    for ids in in_parts([*names]):
        there = relation.related_model.objects.filter(**{f"{column}__in": ids})
        for pk, id in there.values_list("pk", column):
            if str(pk) not in own:
                yield names[id]


def _joined(relation, names):
    column = relation.field.m2m_reverse_field_name()
    for ids in in_parts([*names]):
        there = relation.through.objects.filter(**{f"{column}__in": ids})
        yield from (names[id] for id in there.values_list(column, flat=True))
