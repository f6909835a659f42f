"""Machines ask whether it is alive and whether it is ready, under whatever name."""

import logging

from django.utils import timezone

from wayfellow.jobs.models import Worker


def test_alive_is_answered_to_any_name_without_a_line_in_the_log(client, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/health/", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200 and answer.content == b"ok\n"
    assert not caplog.records


def test_ready_says_what_is_missing_and_nothing_else(db, client):
    assert client.get("/health/ready/", headers={"host": "nobody"}).status_code == 503
    found = client.get("/health/ready/").json()
    assert found == {"database": True, "migrations": True, "key": True, "job_worker": False}
    Worker.objects.create(pk="example", seen_at=timezone.now())
    answer = client.get("/health/ready/")
    assert answer.status_code == 200 and set(answer.json().values()) == {True}


def test_without_the_key_file_it_is_not_ready(cast, client, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "taken away"
    assert client.get("/health/ready/").json()["key"] is False
