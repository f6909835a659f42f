"""How a reader looks at a long list: what it is narrowed to, in which order, how many at a time.

The address says it in codes and numbers, so that it can be passed on to a colleague, who sees what they may see. Who
opens the list anew finds it as they left it. A name that somebody looks for stands in no address: it is sealed in
their session, and goes with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from wayfellow.directory.models import LONGEST_NAME
from wayfellow.people.actions import keep_list
from wayfellow.ui.paging import ROWS
from wayfellow.ui.spoken import names
from wayfellow.vault.passing import seal, unseal

SIZES = [25, ROWS, 100]
SHOWN, NAMED = "shown", "named"
PLACE, A_DAY = "people.looked_for", 24 * 3600
LONGER_THAN = [7, 14, 30, 60, 90]  # days
MOST = 10**9

Read = Callable[[str], Any]


@dataclass(frozen=True)
class LongList:
    """One list: its name for this reader, what it can be narrowed to, and how it can be sorted, its own way first."""

    name: str
    parts: dict[str, Read]
    sorts: dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What a reader asks of a list: no more of it stands in an address than `chosen`."""

    chosen: dict[str, Any]
    sort: str
    size: int
    by_name: bool = False
    name: str = ""

    @property
    def narrowed(self) -> dict[str, Any]:
        return {part: said for part, said in self.chosen.items() if part not in {"sort", "size"}}

    def address(self, **also: Any) -> str:
        """Return the address of this very list, for links to its pages and for a colleague."""
        return f"?{NAMED}=1" if self.by_name else self.narrowed_address(**also)

    def narrowed_address(self, **also: Any) -> str:
        """Return the address of what the list is narrowed to, whichever name is looked for now."""
        return f"?{urlencode({**also, **(self.chosen and {SHOWN: 1, **self.chosen})})}"


def asked(request: HttpRequest, of: LongList) -> Asked:
    """Read what the address asks for; where it says nothing, go on with what this reader asked for last."""
    reader: Any = request.user
    kept = (reader.lists or {}).get(of.name, {})
    chosen = _read(request.GET, of) if SHOWN in request.GET else _read(kept, of)
    if SHOWN in request.GET and chosen != kept:
        keep_list(reader, of.name, chosen)
    by_name = NAMED in request.GET
    return Asked(
        chosen=chosen,
        sort=chosen.get("sort") or next(iter(of.sorts)),
        size=chosen.get("size") or ROWS,
        by_name=by_name,
        name=_looked_for(request, of) if by_name else "",
    )


def look_for(request: HttpRequest, of: LongList) -> str | None:
    """Hold on to a name that was sent to be looked for, and return the address of what is found; None without one."""
    name = request.POST.get("name", "").strip()
    if not name or len(name) > LONGEST_NAME:
        return None
    request.session[PLACE] = {**request.session.get(PLACE, {}), of.name: seal(name, PLACE)}
    return f"?{NAMED}=1"


def _looked_for(request: HttpRequest, of: LongList) -> str:
    return unseal(request.session.get(PLACE, {}).get(of.name, ""), PLACE, seconds=A_DAY) or ""


def _read(said: Any, of: LongList) -> dict[str, Any]:
    """Take what can be understood; a code typed wrong narrows nothing."""
    parts = of.parts | {"sort": among(of.sorts), "size": among_numbers(SIZES)}
    found = {part: _as_said(read, said.get(part)) for part, read in parts.items()}
    return {part: value for part, value in found.items() if value is not None}


def _as_said(read: Read, said: Any) -> Any:
    try:
        return read(str(said)) if said else None
    except ValueError:
        return None


# What reads a part of an address
def number(said: str) -> int | None:
    found = int(said)
    return found if 0 < found < MOST else None


def id_of(said: str) -> str:
    return str(UUID(said))


def among(codes: Any) -> Read:
    return lambda said: said if said in codes else None


def among_numbers(numbers: list[int]) -> Read:
    return lambda said: int(said) if int(said) in numbers else None


language = among(names())
longer_than = among_numbers(LONGER_THAN)
