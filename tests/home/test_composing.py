"""A home page is made of what rooms offer: each thing at its place, and each asking no more than it said."""

from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.access.test_policy import road, told_road  # noqa: F401  # so much has happened there that every panel shows
from tests.choices.conftest import asked
from tests.tabs import page_of
from wayfellow.access.guard import enter
from wayfellow.choices.models import FirstStep
from wayfellow.directory import search_query
from wayfellow.directory.models import Listing, Programme
from wayfellow.directory.queries import finding
from wayfellow.home import queries
from wayfellow.home.composing import PLACES
from wayfellow.journeys.access import Can
from wayfellow.journeys.queries.away import with_peer
from wayfellow.office.models import Document
from wayfellow.ui import home_pages
from wayfellow.ui.home_pages import LINKS, PANELS, SECTIONS, Link, Panel
from wayfellow.workforce.models import Absence, Leaving
from wayfellow.workforce.queries import with_leaver

OFFERED = PANELS + LINKS
READERS = {
    "my": "montse", "new_space": "whoever opened it by a code", "today": "pau",
    "listing": "carme", "find": "carme", "desk": "carme", "desks": "carme", "supervision": "silvia", "load": "silvia",
    "away": "pau", "leaving": "pau", "office": "carme", "audits": "carme", "handbook": "carme", "learning": "carme",
    "first_step": "carme",
}  # fmt: skip


def page_at(place):
    return place.partition(".")[0]


def away_now(_reader):
    absence = with_peer(Absence).get()
    absence.begins_on = timezone.localdate()
    return absence


RECORDS = {
    "away": away_now,
    "leaving": lambda _reader: with_leaver(Leaving).get(),
    "listing": lambda _reader: finding.listing(Listing.objects.get().slug),
    "find": lambda _reader: search_query.read(QueryDict("q=lonely")),
    "my": queries.own_space,
    "new_space": queries.new_space,
    "today": queries.own_day,
    "desk": lambda reader: queries.desk(Programme).get(pk=queries.desks(reader)[0].pk),
    "desks": queries.desks,
    "office": lambda reader: queries.desks(reader)[0],
    "audits": lambda reader: queries.desks(reader)[0],
    "handbook": lambda _reader: Document.objects.select_related("programme").first(),
    "learning": lambda reader: queries.desks(reader)[0],
    "first_step": lambda _reader: FirstStep.objects.select_related("key", "programme").get(
        pk=asked(Programme.objects.first(), name="Montse").step.pk
    ),
    "load": lambda reader: enter(
        reader, Can.SEE_LOAD, Programme, queries.watched_over(reader)[0].pk, load=queries.load
    ),
    "supervision": queries.watched_over,
}


@pytest.mark.parametrize("offered", OFFERED, ids=lambda offered: f"{offered.place} {offered.order}")
def test_what_a_room_offers_has_a_place_and_an_order_of_its_own(offered):
    assert offered.place in PLACES[page_at(offered.place)]
    kind = type(offered)
    there = [
        other for other in OFFERED if (type(other), other.place, other.order) == (kind, offered.place, offered.order)
    ]
    assert there == [offered]


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.place} {panel.template}")
def test_a_panel_shows_a_fragment_of_its_own_room(panel):
    room = panel.show.__module__.split(".")[1]
    assert panel.template.startswith(f"{room}/")
    assert "{% extends" not in Path(get_template(panel.template).template.filename).read_text()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: f"{panel.place} {panel.template}")
def test_a_panel_asks_the_database_no_more_often_than_it_says(road, rf, panel):  # noqa: F811
    page = page_at(panel.place)
    request = rf.get("/")
    request.user = getattr(road, READERS[page], road.opened.user)
    request.session = {"sections": [timezone.localdate().isoformat(), [*SECTIONS]]}
    record = RECORDS[page](request.user)
    with CaptureQueriesContext(connection) as asked:
        shown = panel.show(request, record)
        if shown is not None:
            get_template(panel.template).template.render(shown=shown, record=record, request=request)
    assert len(asked) <= panel.statements


@pytest.mark.parametrize("says", [3, None])
def test_another_room_joins_a_page_and_no_page_of_the_installation_has_to_change(road, client, monkeypatch, says):  # noqa: F811
    mine = Panel("today", 45, "choices/panels/asked_on_line.html", 0, lambda request, peer: says, None)
    monkeypatch.setattr(home_pages, "PANELS", [mine, *PANELS])
    monkeypatch.setattr(home_pages, "LINKS", [Link("today.more", 12, "Groups near you", "directory:find"), *LINKS])
    client.force_login(road.pau)
    page = page_of(client.get(reverse("home:today")))
    before_the_walked, _, _after = page.main.text.partition("People you meet")
    assert ("3 first steps to take up" in before_the_walked) is bool(says)
    titles = [row.text for row in page.main.select(".row-title")]
    at = titles.index("Groups near you")
    assert titles[at - 1 : at + 2] == ["Answers shared with you", "Groups near you", "What people read about me"]
