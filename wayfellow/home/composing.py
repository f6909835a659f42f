"""A home page is put together of the panels and links that rooms offer for its places."""

from functools import reduce
from operator import attrgetter

from wayfellow.ui.home_pages import LINKS, PANELS

PLACES = {
    # page         its places
    "my":          ["my", "my.more", "my.everything"],
    "new_space":   ["new_space", "new_space.open"],
    "kept":        ["kept"],
    "today":       ["today", "today.more"],
    "desks":       ["desks", "desk.more"],
    "desk":        ["desk", "desk.head", "desk.asked", "desk.line", "desk.more"],
    "supervision": ["supervision"],
    "load":        ["load"],
}  # fmt: skip
by_order = attrgetter("order")


def loaded(page, records):
    """Have the record of a page bring along what its panels want to know of it."""
    loads = [panel.load for panel in PANELS if panel.load and panel.place in PLACES[page]]
    return reduce(lambda found, load: load(found), loads, records)


def composed(page, request, record):
    """Return what stands at each place of a page: the panels that have something to show, and the links."""
    return {
        "record": record,
        "panels": {place: list(shown_at(place, request, record)) for place in PLACES[page]},
        "links": {place: _at(place, LINKS) for place in PLACES[page]},
    }


def shown_at(place, request, record):
    """Yield each panel of a place that has something to show: its template, and what that shows."""
    for panel in _at(place, PANELS):
        shown = panel.show(request, record)
        if shown is not None:
            yield panel.template, shown


def _at(place, offered):
    return sorted((each for each in offered if each.place == place), key=by_order)
