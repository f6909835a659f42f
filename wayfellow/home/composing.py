"""A home page is put together of the panels and links that rooms offer for its places."""

from wayfellow.ui.home_pages import links_at, loaded_at, shown_at

PLACES = {
    # page         its places
    "my":          ["my", "my.more", "my.everything"],
    "new_space":   ["new_space", "new_space.open"],
    "kept":        ["kept"],
    "today":       ["today", "today.more"],
    "desks":       ["desks", "desk.more"],
    "desk":        ["desk", "desk.head", "desk.asked", "desk.line", "desk.around", "desk.more"],
    "supervision": ["supervision"],
    "load":        ["load"],
    "referrals":   ["referrals.more"],  # put together in `journeys`
    "away":        ["away"],  # put together in `journeys`, for whoever is away and who coordinates them
    "leaving":     ["leaving"],  # there, too, for whoever leaves and who coordinates the programme
    "office":      ["office"],  # put together in the office, for one programme
    "evaluation":  ["evaluation.more"],  # put together there
    "audits":      ["audits"],  # put together in the audits, for one programme
    "handbook":    ["handbook"],  # put together in the office, for one document
    "learning":    ["learning"],  # put together in learning, for one programme
    "listing":     ["listing", "listing.hears"],  # put together in the directory: where it is read, and kept
    "find":        ["find"],  # there, too
    "first_step":  ["first_step"],  # put together in the choices, for a coordinator who reads it
    "listings":    ["listings"],  # there, too, of each programme that keeps some
}  # fmt: skip


def loaded(page, records):
    """Have the record of a page bring along what its panels want to know of it."""
    return loaded_at(PLACES[page], records)


def composed(page, request, record):
    """Return what stands at each place of a page: the panels that have something to show, and the links."""
    return {
        "record": record,
        "panels": {place: list(shown_at(place, request, record)) for place in PLACES[page]},
        "links": {place: links_at(place) for place in PLACES[page]},
    }
