"""Sealing what stood in plain, or was told by its length: for migrations, which know a table as it was then."""

from typing import Any

from django.db import connection, transaction

from wayfellow.vault.models import Key
from wayfellow.vault.vacuum import vacuum_tables

AT_ONCE = 500


def seal_rows(model: Any, to_key: str, **columns: str) -> None:
    """Fill each sealed column from what stands in the plain one named for it; `to_key` leads from a row to its key.

    What is about somebody whose key was destroyed is erased with this.
    """
    for key, pk, said in _rows(model, to_key, columns.values()):
        together = zip(columns, said, strict=True)
        _keep(model, pk, {name: _sealed(model, name, value, key, pk) for name, value in together})
    _settle(model)


def seal_again(model: Any, to_key: str, *names: str) -> None:
    """Seal what was sealed as long as it was, so that all of it is of one length."""
    for key, pk, before in _rows(model, to_key, names):
        if key.is_destroyed:
            continue
        places = [model._meta.get_field(name).place(pk) for name in names]
        said = [key.unseal(bytes(kept), place) if kept else "" for kept, place in zip(before, places, strict=True)]
        together = zip(names, said, strict=True)
        _keep(model, pk, {name: _sealed(model, name, value, key, pk) for name, value in together})
    _settle(model)


def _rows(model, to_key, columns):
    found = model.objects.order_by("pk").values_list("pk", to_key, *columns)
    some = list(found[:AT_ONCE])
    while some:
        keys = Key.objects.in_bulk({key for _pk, key, *_said in some})
        yield from ((keys[key], pk, said) for pk, key, *said in some)
        some = list(found.filter(pk__gt=some[-1][0])[:AT_ONCE])


def _keep(model, pk, sealed):
    model.objects.filter(pk=pk).update(**sealed)


def _sealed(model, name, value, key, pk):
    field = model._meta.get_field(name)
    if key.is_destroyed or value is None:
        return None if field.null else b""
    return field.seal(value, key, pk)


def _settle(model):
    """Let the table be altered in this same transaction, and have its files hold nothing of it after."""
    if connection.vendor == "postgresql":
        connection.check_constraints()

    def let_go_of_it():
        vacuum_tables(model)

    transaction.on_commit(let_go_of_it, robust=True)
