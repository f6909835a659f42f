"""What a room offers to the pages that lead to it, in its `panels.py`; `home` puts it together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from wayfellow.access.roles import memberships_now

Show = Callable[[Any, Any], Any]
Load = Callable[[Any], Any]


@dataclass(frozen=True)
class Panel:
    """A part of a home page.

    `place` is the page, or after a dot a part of it (`home/composing.py` has them); `order`, where among the others.
    `show` gets the request and the record that the page is about. It returns what the template reads as `shown`, or
    None where there is nothing to show. It asks the database at most `statements` times.
    `load` has the page's record bring along, in the page's own statement, what tells whether there is more to ask.
    """

    place: str
    order: int
    template: str
    statements: int
    show: Show
    load: Load | None


@dataclass(frozen=True)
class Link:
    """A way from a home page to a page of a room. `of_record`: to the one of the record that the page is about."""

    place: str
    order: int
    label: Any
    to: str
    about: Any = ""
    of_record: bool = False

    def address(self, record: Any) -> str:
        return reverse(self.to, args=[record.pk] if self.of_record else [])


@dataclass(frozen=True)
class Section:
    """A part of the installation with a name of its own in the navigation, for those in one of `roles` now.

    `opens` says of a reader whether it opens for them, where that is no matter of roles.
    """

    order: int
    label: Any
    to: str
    roles: frozenset[str]
    opens: Callable[[Any], bool] | None

    @property
    def address(self) -> str:
        return reverse(self.to)

    def is_for(self, reader: Any, roles: set[str]) -> bool:
        return bool(self.roles & roles) or bool(self.opens and self.opens(reader))


PANELS: list[Panel] = []
LINKS: list[Link] = []
SECTIONS: dict[str, Section] = {}


def panel(
    place: str, *, order: int, template: str, statements: int, load: Load | None = None
) -> Callable[[Show], Show]:
    """Make a function of a room's `panels.py` a panel."""

    def offer(show: Show) -> Show:
        PANELS.append(Panel(place, order, template, statements, show, load))
        return show

    return offer


def loaded_at(places: Iterable[str], records: Any) -> Any:
    """Have the record of a page bring along what the panels of its places want to know of it."""
    loads = [panel.load for panel in PANELS if panel.load and panel.place in places]
    return reduce(lambda found, load: load(found), loads, records)


def number_of(records: Any, *, of: str = "programme") -> Any:
    """Return how many of these belong to each record of a page, for a `load`; `of` is the way from there to it."""
    there = records.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Coalesce(Subquery(there.annotate(number=Count("pk")).values("number")), 0)


def shown_at(place: str, request: Any, record: Any) -> Iterator[tuple[str, Any]]:
    """Yield each panel of a place that has something to show, in their order: its template, and what that shows."""
    for panel in _at(place, PANELS):
        shown = panel.show(request, record)
        if shown is not None:
            yield panel.template, shown


def links_at(place: str) -> list[Link]:
    """Return the links of a place, in their order."""
    return _at(place, LINKS)


def _at(place: str, offered: Iterable[Any]) -> list[Any]:
    return sorted((each for each in offered if each.place == place), key=attrgetter("order"))


def link(place: str, **said: Any) -> None:
    """Offer a link."""
    LINKS.append(Link(place, **said))


def section(
    name: str, *, order: int, label: Any, to: str, roles: Iterable[str] = (), opens: Callable[[Any], bool] | None = None
) -> None:
    """Offer a section. `name` is how tellings and pages call it; the first that a reader has is where they come in."""
    SECTIONS[name] = Section(order, label, to, frozenset(roles), opens)


def sections() -> list[str]:
    """Return the names of all sections, in their order."""
    return sorted(SECTIONS, key=lambda name: SECTIONS[name].order)


def sections_of(reader: Any) -> list[str]:
    """Return the names of the sections that open for a reader now, in their order."""
    roles = set(memberships_now(reader).values_list("role", flat=True))
    return [name for name in sections() if SECTIONS[name].is_for(reader, roles)]
