"""How a room hands one of its things to another programme and takes one in: its `packs.py` says so, `handing_on` asks.

What comes in was written by somebody else, perhaps to do harm: a room reads of it what it knows, and nothing more.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused

Content = dict[str, Any]
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
NOT_READABLE = _("A part of this file is missing or damaged, or it is of another kind. Please ask for it once more.")


@dataclass(frozen=True)
class Said:
    """Something that a thing says, as somebody reads it; `in_markdown`: it is drawn as a page."""

    label: Any
    words: Any
    in_markdown: bool = False


@dataclass(frozen=True)
class Packing:
    """One kind of thing that programmes hand to each other.

    `kind` is its name in a file and is never changed. `things` are those of a programme that a reader may hand on, and
    `pack` says all that is in one, with its `title`. `read` returns what is known of such content, or refuses it;
    `said` says it to a reader, and `adds` what taking it in would add. `unpack` does that, under the number given.
    `unused` are those of some records that nobody has done anything with yet: these `take_away` removes again.
    `page` is where it is found, by the number of its programme and its own; `called`, how somebody chooses it.
    """

    kind: str
    label: Any
    things: Callable[[Any, Any], QuerySet[Any]]
    pack: Callable[[Any], Content]
    read: Callable[[Content], Content]
    said: Callable[[Content], list[Said]]
    adds: Callable[[Content], Any]
    unpack: Callable[..., Any]
    unused: Callable[[Any], QuerySet[Any]]
    take_away: Callable[[Any], None]
    page: Callable[[Any, Any], str]
    called: Callable[[Any], str] = str


def text_in(content: Any, name: str, *, longest: int, required: bool = False) -> str:
    """Return a text of what came in, or refuse it all: no text, too long, or none where there has to be one."""
    found = content.get(name, "") if isinstance(content, dict) else None
    if not isinstance(found, str) or len(found) > longest or NOT_TEXT.search(found) or required and not found.strip():
        raise Refused(NOT_READABLE)
    return found.strip()


def number_in(content: Content, name: str, *, most: int) -> int:
    """Return a whole number from 1 on of what came in, or refuse it all."""
    found = content.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= most:
        raise Refused(NOT_READABLE)
    return found


def day_in(content: Content, name: str) -> date:
    """Return a day of what came in, or refuse it all."""
    try:
        return date.fromisoformat(text_in(content, name, longest=10, required=True))
    except ValueError:
        raise Refused(NOT_READABLE) from None


def list_in(content: Content, name: str, *, most: int) -> list[Any]:
    """Return a list of what came in, or refuse it all."""
    found = content.get(name)
    if not isinstance(found, list) or len(found) > most:
        raise Refused(NOT_READABLE)
    return found


def one_in(content: Content, name: str, known: Iterable[str]) -> str:
    """Return a code of what came in that is known here, or refuse it all."""
    found = content.get(name)
    if not isinstance(found, str) or found not in set(known):
        raise Refused(NOT_READABLE)
    return found
