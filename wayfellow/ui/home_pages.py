"""What a room offers on the home pages: panels and links, in its `panels.py`. `home` finds them and makes the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

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


PANELS: list[Panel] = []
LINKS: list[Link] = []


def panel(
    place: str, *, order: int, template: str, statements: int, load: Load | None = None
) -> Callable[[Show], Show]:
    """Make a function of a room's `panels.py` a panel."""

    def offer(show: Show) -> Show:
        PANELS.append(Panel(place, order, template, statements, show, load))
        return show

    return offer


def link(place: str, **said: Any) -> None:
    """Offer a link."""
    LINKS.append(Link(place, **said))
