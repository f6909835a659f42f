"""How the tests of the road open a page, send a form and count statements."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

TODAY = timezone.localdate
AN_HOUR_OUT = {"length": "60", "setting": "community"}
HOUSEKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def page(client, name, record, **query):
    response = client.get(reverse(f"journeys:{name}", args=[record.pk]), query)
    assert response.status_code == 200
    return soup_of(response)


def send(client, name, record, idempotency_key=None, **answers):
    """Send a form as a browser would: once when nothing else is said, and with today's date in it."""
    typed = {"idempotency_key": idempotency_key or uuid.uuid4(), "on": TODAY().isoformat()} | answers
    if (
        name == "settle"
        and "edit_token" not in answers
        and (shown := page(client, name, record).find(id="id_edit_token"))
    ):
        typed["edit_token"] = shown["value"]
    return client.post(reverse(f"journeys:{name}", args=[record.pk]), typed)


def words_of(soup):
    return " ".join(soup.main.get_text(" ").split())


def days_before(count, first=10):
    return [TODAY() - timedelta(days=first + number) for number in range(count)]


@contextmanager
def statements():
    """Collect what the database is asked, besides beginning and committing."""
    asked = []
    with CaptureQueriesContext(connection) as watched:
        yield asked
    asked += [query["sql"] for query in watched if not query["sql"].startswith(HOUSEKEEPING)]
