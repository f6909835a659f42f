"""The file in which a thing goes from one programme to another: signed JSON, and all for which one is refused.

    {"format": "wayfellow-exchange", "version": 1, "kind": "handbook-document", "title": …, "language": "ca",
     "licence": "CC-BY-4.0", "whose": "organisation · programme", "made_on": "2026-05-04",
     "iss": where it was signed, "jti": its number, "after": of what it was made, each with whose it was,
     "content": {…} as the room of that kind packs it}

What it says is never run: words in Markdown are washed where they are shown, and here refused where they would try.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.access.rooms import brought
from wayfellow.handing_on.models import LONGEST_NUMBER, LONGEST_TITLE, Licence
from wayfellow.ui.packing import NOT_READABLE, NOT_TEXT, Content, Packing, day_in, list_in, one_in, text_in
from wayfellow.vault import signing

FORMAT, VERSION = "wayfellow-exchange", 1
MOST_BYTES = 1_000_000
MOST_BEFORE = 20  # how many it was made of, one after another
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
# What a browser would run, or fetch from elsewhere, if somebody showed the words as they are
RUNS = re.compile(
    r"<\s{0,5}/?\s{0,5}(script|iframe|object|embed|svg|math|style|link|meta|base|form|img|audio|video)\b"
    r"|<[^<>]{0,500}\son\w{1,30}\s{0,5}="
    r"|(\(|<|\]:)\s{0,5}(javascript|vbscript|data)\s{0,5}:",
    re.IGNORECASE,
)
NO_SUCH_FILE = _("This is no file of an exchange, or a part of it is missing.")
CHANGED = _("Something in this file was changed after it was signed. Please ask whoever made it for it once more.")
TOO_NEW = _(
    "This file was made by a newer Wayfellow. Please ask whoever runs this installation to bring it up to date."
)
NOT_KNOWN = _("This file holds something that is not known here. A newer Wayfellow may know it.")
TRIES_TO_RUN = _("Something in it would run in a browser, or fetch something from elsewhere: “%(words)s”.")


@dataclass(frozen=True)
class Sheet:
    """What a file says, read and checked; `key` is the fingerprint of the key it was signed with."""

    packing: Packing
    title: str
    language: str
    licence: Licence
    whose: str
    made_on: date
    site: str
    number: str
    after: list[dict[str, str]]
    content: Content
    key: str


def packings() -> dict[str, Packing]:
    """Return the kinds of things that programmes hand to each other, as the rooms say."""
    return {packing.kind: packing for room in brought("packs") for packing in room.PACKINGS}


def written(packing: Packing, content: Content, **said: Any) -> str:
    """Return the file of a thing, signed."""
    unless_it_runs(content)
    head = {"format": FORMAT, "version": VERSION, "kind": packing.kind, "iss": f"{settings.SITE}/"}
    return signing.sign(head | said | {"content": content})


def read(text: str) -> Sheet:
    """Return what a file says, or refuse it: not one of ours, changed, too new, unknown, damaged, or trying to run."""
    found = signing.signed_anywhere(text)
    if found is None:
        is_one = (signing.said_in(text) or {}).get("format") == FORMAT
        raise Refused(CHANGED if is_one else NO_SUCH_FILE)
    said, key = found
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Refused(NO_SUCH_FILE)
    if said.get("version") != VERSION:
        raise Refused(TOO_NEW)
    packing = packings().get(str(said.get("kind")))
    if packing is None or said.get("licence") not in Licence.values:
        raise Refused(NOT_KNOWN)
    return _checked(said, packing, key)


def _checked(said, packing, key):
    unless_it_runs(said)
    content = said.get("content")
    if not isinstance(content, dict):
        raise Refused(NOT_READABLE)
    return Sheet(
        packing=packing,
        title=text_in(content, "title", longest=LONGEST_TITLE, required=True),
        language=_language(said),
        licence=Licence(said["licence"]),
        whose=text_in(said, "whose", longest=2 * LONGEST_TITLE, required=True),
        made_on=day_in(said, "made_on"),
        site=text_in(said, "iss", longest=LONGEST_TITLE, required=True),
        number=text_in(said, "jti", longest=LONGEST_NUMBER, required=True),
        after=[_before(each) for each in list_in(said, "after", most=MOST_BEFORE)],
        content=packing.read(content),
        key=key,
    )


def _language(said):
    found = text_in(said, "language", longest=20, required=True)
    if not LANGUAGE.fullmatch(found):
        raise Refused(NOT_READABLE)
    return found


def _before(said):
    lengths = {"title": LONGEST_TITLE, "whose": 2 * LONGEST_TITLE, "site": LONGEST_TITLE}
    told = {name: text_in(said, name, longest=longest, required=True) for name, longest in lengths.items()}
    return told | {"licence": one_in(said, "licence", Licence.values)}


def unless_it_runs(content: Any) -> None:
    """Refuse what holds words that would run in a browser, were they shown as they are."""
    for words in texts_in(content):
        if NOT_TEXT.search(words):
            raise Refused(NOT_READABLE)
        if found := RUNS.search(words):
            raise Refused(TRIES_TO_RUN % {"words": found[0][:40]})


def texts_in(content: Any) -> Iterator[str]:
    """Yield every text in it, however deep."""
    waiting = [content]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        waiting += each.values() if isinstance(each, dict) else each if isinstance(each, list) else []
