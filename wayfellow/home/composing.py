"""A home page is put together of what rooms offer for its places."""

from functools import reduce
from operator import attrgetter

from wayfellow.ui.home_pages import LINKS, PANELS

PLACES = {
    # page         its places
    "my":          ["my", "my.more", "my.everything"],
    "new_space":   ["new_space", "new_space.open"],
    "kept":        ["kept"],
    "today":       ["today", "today.more"],
    "desk":        ["desk", "desk.head", "desk.asked", "desk.more", "desk.line"],
    "desks":       ["desks", "desk.more"],
    "supervision": ["supervision"],
    "load":        ["load"],
}  # fmt: skip
by_order = attrgetter("order")


def loaded(page, records):
    """Have the records of a page bring along what its panels want to know of them."""
    loads = [panel.load for panel in PANELS if panel.place in PLACES[page] and panel.load]
    return reduce(lambda found, load: load(found), loads, records)


def composed(page, request, record):
    """Return what stands at each place of a page: panels, each with what it shows, and links."""
    return {
        "record": record,
        "panels": {place: list(shown_at(place, request, record)) for place in PLACES[page]},
        "links": {place: sorted(_at(place, LINKS), key=by_order) for place in PLACES[page]},
    }


def shown_at(place, request, record):
    """Yield each panel of a place that has something to show: its template, and what that shows."""
    for panel in sorted(_at(place, PANELS), key=by_order):
        shown = panel.show(request, record)
        if shown is not None:
            yield panel.template, shown


def _at(place, offered):
    return [each for each in offered if each.place == place]
