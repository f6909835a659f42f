"""Destroying a key, and the register that keeps it destroyed when an older backup is restored (I11).

The register is a file beside the installation's key, one key id per line. Lines are added, never taken out.
"""

import os
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from wayfellow.vault.models import ErasedKey, Key
from wayfellow.vault.vacuum import vacuum_tables


def destroy(key, *, on):
    """Overwrite a key, so that what it sealed opens nowhere again."""
    key.wrapped = b""
    vars(key).pop("_secret", None)
    key.save(update_fields=["wrapped"])
    ErasedKey.objects.get_or_create(pk=key.pk, defaults={"on": on})
    # Whatever cannot be written now, `wayfellow retain` writes: an erasure does not fail for it.
    for then in [bring_up_to_date, let_go_of_keys]:  # by name: of a `partial` Django cannot say that it failed
        transaction.on_commit(then, robust=True)


def let_go_of_keys():
    """Have the database's files hold no key any more that was overwritten."""
    vacuum_tables(Key)


def bring_up_to_date():
    """Have the register name every key that was destroyed. Until this has happened a restore could undo it."""
    missing = set(ErasedKey.objects.values_list("pk", flat=True)) - read(settings.ERASED_FILE)
    if missing:
        with settings.ERASED_FILE.open("a", encoding="utf-8") as register:
            register.write("".join(f"{key}\n" for key in sorted(missing)))
            register.flush()
            os.fsync(register.fileno())


def read(path):
    """Return the ids of the keys that a register names."""
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    return {uuid.UUID(line) for line in lines}


def apply(path):
    """Destroy again every key that a register names: an older backup brings nobody's words back."""
    erased = read(path)
    Key.objects.filter(pk__in=erased).update(wrapped=b"")
    known = [ErasedKey(pk=key, on=timezone.localdate()) for key in erased]
    ErasedKey.objects.bulk_create(known, ignore_conflicts=True)
