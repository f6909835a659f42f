"""What each deed tells whom, gathered from what each room brings in its `tells.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q

from wayfellow.access.deeds import Deed
from wayfellow.access.guard import record_type
from wayfellow.access.rooms import brought
from wayfellow.access.tellings import FOLLOWED_BY, Figure, Nobody, Reminder, Telling
from wayfellow.notices.models import Kind

SECTIONS = ["my", "today", "referrals", "desk", "supervision"]
TELLS: dict[Deed, list[Telling]] = {}
NOBODY: dict[Deed, Nobody] = {}
MEETINGS: set[Deed] = set()
REMINDS: list[Reminder] = []
FIGURES: list[Figure] = []


@dataclass(frozen=True)
class Part:
    """The tellings that are asked of the database in one go: in a section, of records of one kind, by one relation."""

    section: str
    relation: Callable[[Any], Q]
    of: str
    stands: str
    tellings: list[tuple[int, Deed, Telling]]


def gather() -> None:
    """Find what each installed room brings in its `tells.py`, as `access` finds its `access.py`."""
    for module in brought("tells"):
        for can, said in module.TELLS.items():
            if isinstance(said, Nobody):
                NOBODY[can] = said
            else:
                TELLS[can] = [*TELLS.get(can, []), *said]
        MEETINGS.update(getattr(module, "MEETINGS", []))
        REMINDS.extend(getattr(module, "REMINDS", []))
        FIGURES.extend(getattr(module, "FIGURES", []))


def follow_with(do: Callable[[Any], None]) -> None:
    """Have this done with the line of each deed that tells somebody of what cannot wait."""
    FOLLOWED_BY.update({can: do for can, each in tellings() if each.at_once})


def told_with(deed: str) -> set[str]:
    """Return the deeds of which only the last is told: of all about the day of a meeting, or else of the same."""
    return {*MEETINGS} if deed in MEETINGS else {deed}


def kind_of(can: Deed, telling: Telling) -> Kind:
    """Return of which kind it is, as readers choose when they are written to."""
    if not telling.at_once:
        return Kind.REST
    return Kind.MEETINGS if can in MEETINGS else Kind.WAITS


@cache
def tellings() -> list[tuple[Deed, Telling]]:
    """Return all that is told, each with its deed. A line says by its number which of them it is."""
    return [(can, each) for can, several in TELLS.items() for each in several]


@cache
def parts() -> list[Part]:
    """Return all that is told, put together as it is asked."""
    found: dict[Any, list[tuple[int, Deed, Telling]]] = {}
    for number, (can, each) in enumerate(tellings()):
        asked = each.section, each.relation, line_of(can, each), each.stands
        found.setdefault(asked, []).append((number, can, each))
    return [Part(section, relation, of, stands, told) for (section, relation, of, stands), told in found.items()]


def line_of(can: Deed, telling: Telling) -> str:
    """Return what kind of record the journal's line of a deed names."""
    return telling.of or record_type(can)._meta.label
