"""Trying often is slowed down where it comes from, and locks nobody out."""

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from tests.people.conftest import PASSWORD


def try_from(address, email, password="wrong"):
    client = Client(REMOTE_ADDR=address)
    return client.post("/sign-in/", {"email": email, "password": password})


def test_the_sixth_wrong_try_from_one_place_waits_even_with_the_right_password(rosa):
    for _try in range(5):
        assert "do not go together" in try_from("198.51.100.1", rosa.email).content.decode()
    answer = try_from("198.51.100.1", rosa.email, PASSWORD)
    assert answer.status_code == 422 and "wait five minutes" in answer.content.decode()


def test_nobody_is_locked_out_by_someone_elsewhere(rosa, cast):
    for _try in range(6):
        try_from("198.51.100.1", rosa.email)
    assert try_from("203.0.113.7", rosa.email, PASSWORD).status_code == 302


def test_signing_in_rightly_counts_for_nothing(rosa):
    for _try in range(8):
        assert try_from("198.51.100.1", rosa.email, PASSWORD).status_code == 302


def test_what_was_counted_is_in_the_database_for_every_process(rosa):
    assert isinstance(caches["default"], DatabaseCache)
