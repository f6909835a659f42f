"""What is waiting for its writer."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wayfellow.access.guard import allowed
from wayfellow.drafts.access import Can
from wayfellow.drafts.models import A_WEEK, Draft
from wayfellow.vault.models import Key


def waiting(writer: Any, place: str, now: datetime) -> Draft | None:
    """Return what this writer began here, unless its week is over or it can be opened no more."""
    mine: QuerySet[Draft] = allowed(writer, Can.GO_ON_WRITING, Draft.objects.select_related("key"))
    return mine.filter(place=place, written_at__gt=now - A_WEEK).exclude(key__wrapped=b"").first()


def key_for(record: Any) -> Key:
    """Return the key of whom a page is about, or that of the installation where it is about nobody."""
    key: Key | None = record.sealing_key() if hasattr(record, "sealing_key") else None
    return key or Key.of_the_installation()
