"""When the database is away, a disk is full, or we made a mistake, a page says so and gives back what was typed."""

import logging
import sqlite3
from contextlib import closing

import pytest
from django.db import connection
from django.test import Client

from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.demo.cast import PASSWORD
from wayfellow.journeys.models import Journey

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Què passa amb «això» & <allò>? 🌿"
ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is stopped for real in test_away.py")


@pytest.fixture
def browser_of_rosa(cast):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.force_login(cast.rosa)
    return browser


@pytest.fixture
def sheet(cast, browser_of_rosa):
    """A referral, written and not yet sent."""
    tab = Tab(browser_of_rosa, f"/referrals/new/{cast.programme.pk}/")
    tab.filled_in |= {
        "name": "Example Person", "language": "ca", "hope_words": WORDS, "phone": "600 111 222",
        "source": cast.programme.sources.first().pk, "site": cast.sites[0].pk,
    }  # fmt: skip
    return tab


@pytest.fixture
def full():
    """A disk with no room for another page, until there is room again."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what earlier tests let go of would be room
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield lambda: connection.cursor().execute("PRAGMA max_page_count = 1000000")
    connection.cursor().execute("PRAGMA max_page_count = 1000000")


@ON_SQLITE
def test_on_a_full_disk_what_was_sent_comes_back_and_counts_once_when_there_is_room(sheet, full, caplog):
    sheet.filled_in["hope_words"] = WORDS * 400
    answer = sheet.send()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
    assert "Nothing was lost" in text_of(answer)
    assert page_of(answer).select_one("#sent").get_text(" ", strip=True) == f"Example Person 600 111 222 {WORDS * 400}"
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        "No answer from the database or the disk: database or disk is full"
    ]
    assert not any(record.exc_info for record in caplog.records)
    form = page_of(answer).main.form
    assert not Journey.objects.exists()
    full()
    for _twice in range(2):
        assert sheet.client.post(form["action"], filled_in(answer)).status_code == 302
    assert Journey.objects.count() == 1


@pytest.fixture
def locked(db):
    """Somebody else writes for longer than anybody waits."""
    connection.cursor().execute("PRAGMA busy_timeout = 100")
    name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name, isolation_level=None, uri=name.startswith("file:"))) as other:
        yield lambda: other.execute("BEGIN IMMEDIATE")
    connection.close()


@ON_SQLITE
def test_locked_for_long_is_said_in_the_readers_language(sheet, locked):
    locked()
    answer = sheet.client.post(sheet.address, sheet.filled_in, headers={"accept-language": "ca"})
    assert answer.status_code == 503
    page = page_of(answer)
    assert page.html["lang"] == "ca" and "No s’ha perdut res" in text_of(answer)


@pytest.fixture
def mistake(monkeypatch):
    """A mistake of ours in the page that is about to be sent."""
    monkeypatch.setattr("wayfellow.journeys.actions.refer", None)


def test_a_mistake_of_ours_gives_back_what_was_sent_too(sheet, mistake, monkeypatch):
    answer = sheet.send()
    assert answer.status_code == 500 and "Retry-After" not in answer
    assert WORDS in text_of(answer) and "tell the administrator" in text_of(answer)
    monkeypatch.undo()
    assert sheet.client.post(page_of(answer).main.form["action"], filled_in(answer)).status_code == 302


@ON_SQLITE
def test_a_password_is_asked_for_again_and_never_repeated(cast, locked):
    cast.rosa.set_password(PASSWORD)
    cast.rosa.save()
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    tab = Tab(browser, "/sign-in/")
    locked()
    answer = tab.send(email="referrer@demo.example", password=PASSWORD, sealed_draft="sealed")
    assert answer.status_code == 503 and PASSWORD not in answer.content.decode()
    asked = page_of(answer).main.select_one("input[type=password]")
    assert asked["name"] == "password" and not asked.get("value")
    assert filled_in(answer)["sealed_draft"] == "sealed" and "sealed" not in text_of(answer)


@pytest.fixture
def table_is_gone(sheet):
    connection.cursor().execute("ALTER TABLE journeys_objective RENAME TO journeys_other")
    yield
    connection.cursor().execute("ALTER TABLE journeys_other RENAME TO journeys_objective")


@ON_SQLITE
def test_a_table_that_is_not_there_does_not_come_back_by_itself(sheet, table_is_gone):
    assert sheet.send().status_code == 500
