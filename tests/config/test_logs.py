"""A private address opens to whoever reads it, so no line of the log says it whole."""

import logging
import uuid

import pytest
from django.urls import URLPattern, get_resolver

from wayfellow.config.logs import without_private_addresses

SHOWN_TO_EVERYONE = [  # where whoever they are about, or whose they are, says so, or a door that everyone may find
    "find/venues/<uuid:pk>/",
    "exchange/<uuid:pk>/",
    "exchange/<uuid:pk>/file/",
    "certificates/<uuid:pk>/",
    "understand/stories/<uuid:pk>/",
]


def routes(resolver=None, before=""):
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry.callback
        else:
            yield from routes(entry, here)


def logged(address):
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", address), None)
    assert without_private_addresses(line)
    return line.getMessage()


def test_a_page_for_anyone_with_a_secret_in_its_address_says_that_it_is_private():
    """A number of the directory's own is written as a slug or a whole number; all else is a secret."""
    for_anyone = [(route, view) for route, view in routes() if getattr(view, "needs", "") is None]
    secret = [(route, view) for route, view in for_anyone if "<str:" in route or "<uuid:" in route]
    assert [route for route, view in secret if not getattr(view, "is_private", False)] == SHOWN_TO_EVERYONE
    assert len(secret) > 10


@pytest.mark.parametrize(
    "address",
    [
        *["/invitation/{}/", "/shared/{}/", "/shared/{}/give/", "/sign-in/link/MQ/{}/", "/ask/mine/{}/change/"],
        *["/survey/{}/", "/survey/here/{}/", "/note/{}/", "/erased/{}/"],
        *["/shared/{}", "/shared/{}/no-such-page/", "/invitation/{}/?x=1"],
    ],
)
def test_it_stands_in_no_line_whole_nor_with_a_slip_in_it(address):
    secret = uuid.uuid4().hex
    told = logged(address.format(secret))
    assert secret not in told and told.endswith("…")


@pytest.mark.parametrize("address", ["/sign-in/link/", "/find/", "/journeys/0f7e/", "/my/notes/"])
def test_any_other_address_is_told_as_it_is(address):
    assert logged(address) == f"Not Found: {address}"
