"""Every page says who may open it, and opens for nobody else."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone

from tests.access.test_policy import CAST, record_of, road, told_road  # noqa: F401  # the same people, on the same road
from tests.conftest import every_other
from wayfellow.access.guard import may
from wayfellow.demo import story

TODAY = timezone.localdate()


def pages(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback
        else:
            yield from pages(entry, f"{namespace}{entry.namespace + ':' if entry.namespace else ''}")


PAGES = dict(pages())
GUARDED = {name: view for name, view in PAGES.items() if isinstance(getattr(view, "needs", None), tuple)}
FOR_WHO_IS_SIGNED_IN = [name for name, view in PAGES.items() if getattr(view, "needs", None) == "signed in"]
# What is looked for, or ticked to be shown, travels by POST: it stands in no address, no log and no history.
LOOK_BY_POST = {"home:find_on_desk", "journeys:find_in_notes", "journeys:show_people"}
# What is taken along as a file travels by POST, too: each person on a list of theirs reads that it was.
LOOK_BY_POST |= {"journeys:take_desk", "journeys:take_referrals", "expenses:take_month"}


def address(name, record):
    return reverse(name, args=[record.pk])


def somewhere(road, name):  # noqa: F811
    """Return where a page lies: of a record of its kind, of nothing in particular, or of something there is not."""
    if name in GUARDED:
        return address(name, record_of(road, PAGES[name].needs[0]))
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=[987654])


def test_every_page_says_what_its_reader_needs():
    silent = [name for name, view in PAGES.items() if not hasattr(view, "needs")]
    assert silent == [], "they open for anyone: give them @needs(…), @signed_in or @public"


@pytest.mark.usefixtures("not_found_is_short")
@pytest.mark.parametrize("name", GUARDED)
def test_a_page_opens_for_those_the_policy_names_and_no_one_else(road, client, name, pytestconfig):  # noqa: F811
    """What only shows takes nothing that is sent to it."""
    can, _model = GUARDED[name].needs
    record = record_of(road, can)
    for who in every_other(CAST, pytestconfig):
        client.force_login(getattr(road, who))
        shown, sent = (ask(address(name, record)).status_code for ask in (client.get, client.post))
        if may(getattr(road, who), can, record):
            assert shown not in {404, 500}, who
            assert sent in {302, 405, 422} or (name in LOOK_BY_POST and sent == 200), who
        else:
            assert {shown, sent} <= {404, 405}, who


@pytest.mark.parametrize("name", GUARDED)
def test_a_record_that_is_not_there_and_one_that_is_not_yours_look_alike(road, client, name):  # noqa: F811
    can, model = GUARDED[name].needs
    client.force_login(road.olga)
    nowhere = uuid.uuid4() if model._meta.pk.get_internal_type() == "UUIDField" else 987654
    missing, closed = (
        client.get(reverse(name, args=[nowhere])),
        client.get(address(name, record_of(road, can))),
    )
    assert missing.status_code == closed.status_code
    assert _without_tokens(missing) == _without_tokens(closed)


def test_without_signing_in_a_page_leads_to_the_sign_in(road):  # noqa: F811
    closed = [*GUARDED, *FOR_WHO_IS_SIGNED_IN]
    answers = {name: Client().get(somewhere(road, name)) for name in closed}
    led = [name for name, answer in answers.items() if answer.headers.get("Location", "").startswith("/sign-in/")]
    assert set(closed) - set(led) == set()
    assert {answer.status_code for answer in answers.values()} == {302}


@pytest.mark.parametrize("name", FOR_WHO_IS_SIGNED_IN)
def test_nothing_is_sent_to_a_list_that_only_shows(road, client, name):  # noqa: F811
    place = somewhere(road, name)
    for who in CAST:
        client.force_login(getattr(road, who))
        assert name in LOOK_BY_POST or client.post(place).status_code in {302, 404, 405, 422}, who


def test_a_list_shows_a_stranger_nothing_of_this_programme(road, client):  # noqa: F811
    story.propose(road, on=TODAY - timedelta(days=3), person={"name": "Xènia-marked", "language": "ca"})
    road.olga.set_password("over-the-hill")  # or some pages lead to the sign-in, which names a demonstration's accounts
    road.olga.save()
    client.force_login(road.olga)
    marks = ["Xènia-marked", "Montse", str(road.journey.pk), road.programme.name]
    pages = {name: client.get(somewhere(road, name), follow=True) for name in FOR_WHO_IS_SIGNED_IN}
    bodies = {name: page.content.decode() for name, page in pages.items()}
    assert [(name, mark) for name, body in bodies.items() for mark in marks if mark in body] == []


def _without_tokens(response):
    return re.sub(rb'value="(/[^"]*|[A-Za-z0-9]{64})"', b"", response.content)
