"""Changing the installation's key while it stays open. No text is touched: each person's key is wrapped anew."""

from collections.abc import Iterator

from django.db import transaction

from wayfellow.vault import installation
from wayfellow.vault.models import Key, hold_off
from wayfellow.vault.queries import get_ready

AT_ONCE = 100


def rotate() -> Iterator[int]:
    """Wrap every person's key with a new installation key, a hundred at a time; yields how many were.

    Stopped half-way it loses nothing, for the file holds both keys until the old one wraps nothing.
    Begun again, it finishes the rotation it finds.
    """
    get_ready()
    _begin()
    while not _finished():
        yield from iter(_rewrap_some, 0)


def _begin():
    with transaction.atomic():
        hold_off("SHARE ROW EXCLUSIVE")
        if len(installation.held()) == 1:
            installation.add_newest()


def _left():
    """What is erased has nothing to wrap."""
    newest = installation.fingerprint(installation.held()[0])
    return Key.objects.exclude(wrapped_by=newest).exclude(wrapped=b"")


def _rewrap_some():
    with transaction.atomic():
        keys = list(_left().order_by("pk").select_for_update()[:AT_ONCE])
        for key in keys:
            key.wrap()
            key.save(update_fields=["wrapped", "wrapped_by"])
    return len(keys)


def _finished():
    """Let go of the old key once it wraps nothing, and while nobody can be wrapping with it."""
    with transaction.atomic():
        hold_off("SHARE ROW EXCLUSIVE")
        if _left().exists():
            return False
        installation.keep_only_newest()
    return True
