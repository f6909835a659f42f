"""Whether everything that was sealed opens, where it was written, with the key of the person it is about."""

from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps

from wayfellow.vault.files import holds_files
from wayfellow.vault.installation import KeyTrouble
from wayfellow.vault.models import Key, SealedText

AT_ONCE, FILES_AT_ONCE = 500, 4


def findings() -> Iterator[str]:
    """Keys first: what is sealed under one that does not open is not named again."""
    closed: set = set()
    yield from dict.fromkeys(_in_the_keys(closed))
    for model in apps.get_models():
        columns = [field for field in model._meta.concrete_fields if isinstance(field, SealedText)]
        if columns:
            yield from _in_the_rows(model, columns, closed)


def _in_the_keys(closed: set) -> Iterator[str]:
    for key in Key.objects.exclude(wrapped=b"").order_by("pk").iterator(chunk_size=AT_ONCE):
        try:
            key.open()
        except KeyTrouble as trouble:
            closed.add(key.pk)
            yield f"vault: {trouble}"
        except InvalidTag:
            closed.add(key.pk)
            yield f"vault: {key} does not open; it was altered, or moved here"


def _in_the_rows(model: Any, columns: list[SealedText], closed: set) -> Iterator[str]:
    rows = model.objects.select_related(*getattr(model, "always_with", ())).order_by("pk")
    for row in rows.iterator(chunk_size=FILES_AT_ONCE if holds_files(model) else AT_ONCE):
        key = row.sealing_key()
        if key is None or key.pk in closed:  # nothing was ever sealed, or it was named already
            continue
        for column in columns:
            try:
                getattr(row, column.attname)
            except (InvalidTag, ValueError):
                yield f"vault: {model._meta.label} {row.pk}: {column.name} does not open; it was altered, or moved here"
