"""How what hangs on one person comes to hang on another, sealed with the other's key, and how it goes back."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model, Q, UniqueConstraint

from wayfellow.choices.models import Choice
from wayfellow.journeys.models import Journey
from wayfellow.journeys.stages import ENDINGS
from wayfellow.people.models import Merge, Person
from wayfellow.vault.models import SealedText

OF_A_PERSON = "person__key"  # how a record that is sealed with a person's key says so, in `always_with`
Moved = dict[str, list[str]]


def move(source: Person, target: Person) -> Moved:
    """Have all that hangs on one person hang on the other, but what there can be only one of. Return what moved."""
    _wait_for_whoever_writes()
    open_there = Journey.objects.filter(person=target).exclude(stage__in=ENDINGS).values("programme")
    beside = Journey.objects.filter(person=source, programme__in=open_there, beside_another=None)
    moved = {"beside": _numbers(beside.exclude(stage__in=ENDINGS))}
    Journey.objects.filter(pk__in=moved["beside"]).update(beside_another=True)
    moved |= {_called(model, name): _numbers(_can_move(model, name, source, target)) for model, name in _hanging()}
    _carry(moved, source, target)
    return {what: numbers for what, numbers in moved.items() if numbers}


def move_back(moved: Moved, source: Person, target: Person) -> None:
    """Have what came from `source` go back there, as it is now, with whatever was written on it since."""
    _wait_for_whoever_writes()
    journeys = Journey.objects.filter(person=target, pk__in=moved.get(_called(Journey, "person"), []))
    others = Journey.objects.filter(person=target).exclude(pk__in=journeys)
    only_there = Q(programme__in=journeys.values("programme")) & ~Q(programme__in=others.values("programme"))
    since = Choice.objects.filter(only_there | Q(pk__in=journeys.values("choice")), person=target)
    choices = _called(Choice, "person")
    _carry(moved | {choices: sorted({*moved.get(choices, []), *_numbers(since)})}, target, source)
    Journey.objects.filter(pk__in=moved.get("beside", [])).update(beside_another=None)


def _carry(moved, source, target):
    """Change whom each record names, then seal anew what is reached from the other person by it."""
    before = {model: _numbers(model.objects.filter(**{path: source})) for model, path in _sealed()}
    for model, name in _hanging():
        numbers = moved.get(_called(model, name), [])
        model.objects.filter(pk__in=numbers, **{name: source}).update(**{name: target})
    for model, path in _sealed():
        _seal_anew(model.objects.filter(pk__in=before[model], **{path: target}), source.key, target.key)


def _seal_anew(records, before, after):
    columns = [field for field in records.model._meta.concrete_fields if isinstance(field, SealedText)]
    for pk, *kept in records.values_list("pk", *(field.attname for field in columns)):
        places = [field.place(pk) for field in columns]
        said = {
            field.attname: after.seal(before.unseal(sealed, place), place)
            for field, sealed, place in zip(columns, kept, places, strict=True)
            if sealed
        }
        records.model.objects.filter(pk=pk).update(**said)


def _hanging() -> Iterator[tuple[Any, str]]:
    """Yield each table with a column that names a person, and that column. Which record was emptied stays said."""
    found: Any = Person._meta.get_fields(include_hidden=True)
    for relation in found:
        names_one = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if names_one and (relation.related_model, relation.field.name) != (Merge, "other"):
            yield relation.related_model, relation.field.name


def _sealed() -> Iterator[tuple[Any, str]]:
    """Yield each table of words that are sealed with a person's key, and the way from there to the person."""
    for model in apps.get_models():
        ways = [way for way in getattr(model, "always_with", ()) if way.endswith(OF_A_PERSON)]
        if ways and any(isinstance(field, SealedText) for field in model._meta.concrete_fields):
            yield model, ways[0].removesuffix("__key")


def _can_move(model, name, source, target):
    """Keep what finds a free place there. Journeys that are open stand beside each other, and say so."""
    records = model.objects.filter(**{name: source})
    if model is Journey:
        return records
    if model is Merge:
        return records.filter(state=Merge.State.DONE)
    for columns, condition in _there_once(model, name):
        there, here = (
            model.objects.filter(condition, **{name: whose}).values_list("pk", *columns) for whose in (target, source)
        )
        taken = {tuple(said) for _pk, *said in there}
        records = records.exclude(pk__in=[pk for pk, *said in here if tuple(said) in taken])
    return records


def _there_once(model, name):
    """Yield what else makes a record of a person the only one: its columns, and for which records."""
    if model._meta.get_field(name).unique:
        yield [], Q()
    for columns in model._meta.unique_together:
        if name in columns:
            yield [column for column in columns if column != name], Q()
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and name in rule.fields:
            yield [column for column in rule.fields if column != name], rule.condition or Q()


def _numbers(records: Any) -> list[str]:
    return sorted(str(pk) for pk in records.values_list("pk", flat=True))


def _called(model: type[Model], name: str) -> str:
    return f"{model._meta.label}.{name}"


def _wait_for_whoever_writes() -> None:
    """Let nobody seal a word for either until this is done. On SQLite a transaction is alone from its beginning."""
    if connection.vendor == "postgresql":
        tables = {model._meta.db_table for model, _way in [*_hanging(), *_sealed()]} - {Merge._meta.db_table}
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(sorted(tables))} IN EXCLUSIVE MODE")
