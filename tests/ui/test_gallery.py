"""Whoever works on the pages finds every component on one page, and nobody else finds it."""

from importlib import reload

import pytest
from django.urls import clear_url_caches

from tests.tabs import page_of, text_of
from wayfellow.config import urls


@pytest.fixture
def in_development(settings):
    settings.DEBUG = True
    reload(urls)
    clear_url_caches()
    yield
    settings.DEBUG = False
    reload(urls)
    clear_url_caches()


def test_it_shows_what_pages_are_made_of(db, client, in_development):
    answer = client.get("/gallery/")
    assert answer.status_code == 200
    assert "What pages are made of" in text_of(answer) and page_of(answer).select_one("svg.chart")
    assert "Please look at this again" in text_of(answer)


def test_it_is_nowhere_else(db, client):
    assert client.get("/gallery/").status_code == 404
