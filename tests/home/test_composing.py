"""A home page is made of what rooms offer: each thing at its place, and each asking no more than it said."""

from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.access.test_policy import road, told_road  # noqa: F401  # so much has happened there that every panel shows
from tests.tabs import page_of
from wayfellow.directory.models import Programme
from wayfellow.home import composing, queries
from wayfellow.home.composing import PLACES
from wayfellow.home.navigation import SECTIONS
from wayfellow.ui.home_pages import LINKS, PANELS, Link, Panel

OFFERED = PANELS + LINKS
READERS = {
    "my": "montse", "new_space": "whoever opened it by a code", "today": "pau",
    "desk": "carme", "desks": "carme", "supervision": "silvia", "load": "silvia",
}  # fmt: skip


def page_at(place):
    return place.partition(".")[0]


def record_of(page, reader):
    match page:
        case "my":
            return queries.own_space(reader)
        case "new_space":
            return queries.new_space(reader)
        case "today":
            return queries.own_day(reader)
        case "desk":
            return queries.desk(Programme).get(pk=queries.desks(reader)[0].pk)
        case "desks":
            return queries.desks(reader)
        case "load":
            return queries.load(Programme).get(pk=queries.watched_over(reader)[0].pk)
        case "supervision":
            return queries.watched_over(reader)


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
    record = record_of(page, request.user)
    with CaptureQueriesContext(connection) as asked:
        shown = panel.show(request, record)
        if shown is not None:
            get_template(panel.template).template.render(shown=shown, record=record, request=request)
    assert len(asked) <= panel.statements


@pytest.mark.parametrize("says", [3, None])
def test_another_room_joins_a_page_and_no_page_of_the_installation_has_to_change(road, client, monkeypatch, says):  # noqa: F811
    mine = Panel("today", 45, "choices/panels/asked_on_line.html", 0, lambda request, peer: says, None)
    monkeypatch.setattr(composing, "PANELS", [mine, *PANELS])
    monkeypatch.setattr(composing, "LINKS", [Link("today.more", 15, "Groups near you", "directory:find"), *LINKS])
    client.force_login(road.pau)
    page = page_of(client.get(reverse("home:today")))
    before_the_walked, _, _after = page.main.text.partition("People you meet")
    assert ("3 first steps to take up" in before_the_walked) is bool(says)
    titles = [row.text for row in page.main.select(".row-title")]
    assert titles[-4:] == ["Answers shared with you", "Groups near you", "For myself", "My stories"]
