"""Where each chain of the journal ends, noted beside the key: who owns only the database cannot rewrite it unseen.

The file holds a line for each chain, and above them a seal that only the installation's key can make.
"""

import hmac
from collections.abc import Iterable, Iterator
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from wayfellow.journal.models import Entry, Link
from wayfellow.vault.installation import KeyTrouble
from wayfellow.vault.models import Key

AT_ONCE = 2000
DUE_AFTER = timedelta(days=2)  # it is noted once a day
MISSING = (
    "journal: %s, the note of where it ends, is missing: an end that was cut off could not be found."
    " `wayfellow retain` makes it anew"
)


def findings() -> Iterator[str]:
    """Compare the journal with what was noted. In its first days it need not have been."""
    path = settings.ANCHOR_FILE
    if not path.exists():
        if Entry.objects.filter(at__lt=timezone.now() - DUE_AFTER).exists():
            yield MISSING % path
        return
    seal, *ends = path.read_text(encoding="utf-8").splitlines() or [""]
    try:
        is_ours = hmac.compare_digest(seal, _seal(ends))
    except (KeyTrouble, InvalidTag):  # the vault says so
        return
    if not is_ours:
        yield f"journal: {path} was altered, or was written with another key of this house"
        return
    for about, number, _seal_then in sorted(end.split(" ") for end in _gone(ends)):
        yield f"journal: line {number} about {about or 'nobody'} is no longer what it was when {path} was written"


def note() -> list[str]:
    """Note where every chain ends now. If one is not what was noted before, say so, and leave the note as it is.

    A first note where one must have been is made, and said.
    """
    is_first = not settings.ANCHOR_FILE.exists()
    found = list(findings())
    if is_first or not found:
        _write()
    return found


def begin_anew() -> None:
    """After a restore, which means to change the journal, a new note stands for itself."""
    settings.ANCHOR_FILE.unlink(missing_ok=True)
    _write()


def _write() -> None:
    last = Link.objects.filter(~Exists(Link.objects.filter(about=OuterRef("about"), number=OuterRef("number") + 1)))
    ends = [_line(link) for link in last.order_by("about").values_list("about", "number", "seal")]
    draft = settings.ANCHOR_FILE.with_name(f"{settings.ANCHOR_FILE.name}.new")
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{line}\n" for line in [_seal(ends), *ends]), encoding="utf-8")
    draft.replace(settings.ANCHOR_FILE)


def _gone(ends: Iterable[str]) -> set[str]:
    left = set(ends)
    for link in Link.objects.values_list("about", "number", "seal").iterator(chunk_size=AT_ONCE):
        left.discard(_line(link))
    return left


def _line(link: tuple) -> str:
    return " ".join(map(str, link))


def _seal(ends: list[str]) -> str:
    return Key.of_the_installation().mark("\n".join(ends), "journal_link.seal")
