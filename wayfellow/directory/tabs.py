"""The pages of one programme that stand side by side: each room says in its own `tabs.py` which of its pages do."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from wayfellow.directory.models import Programme


@dataclass(frozen=True)
class Tab:
    page: str
    name: Any
    place: int


TABS: list[Tab] = []


def tab(page: str, name: Any, *, place: int) -> None:
    """Offer a page, by the name of its address, which takes the programme. Places count from the left."""
    TABS.append(Tab(page, name, place))


def tabs_of(programme: Programme, page: str) -> list[tuple[Any, str, bool]]:
    """Return the name and the address of each, and whether it is this page."""
    there = sorted(TABS, key=lambda tab: tab.place)
    return [(tab.name, reverse(tab.page, args=[programme.pk]), tab.page == page) for tab in there]
