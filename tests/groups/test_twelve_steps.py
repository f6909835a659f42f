"""A group that keeps its traditions: a year of sessions, and nothing of anyone who came (I10)."""

import logging
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import run_by
from tests.letters import outbox
from wayfellow.directory.occurrences import of_listing
from wayfellow.groups import actions, slips
from wayfellow.groups.models import Group, Register, Session
from wayfellow.groups.queries import listing_of
from wayfellow.journal.models import Entry
from wayfellow.notices.models import Letter

NUMBERS = (models.PositiveSmallIntegerField, models.DateField, models.TimeField, models.BooleanField, models.UUIDField)
ATTENDEE = {
    "HTTP_USER_AGENT": "the telephone of an attendee",
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "198.51.100.78",
    "HTTP_COOKIE": "sessionid=an-attendees-cookie",
}


@pytest.fixture
def group(cast):
    listing = publish(cast, "Example: Twelve steps", at={}, times=[(0, "20:00", "21:30"), (3, "20:00", "21:30")])
    return run_by(cast, listing, on=timezone.localdate() - timedelta(days=370))


def a_year(cast, group):
    today = timezone.localdate()
    for number, each in enumerate(of_listing(listing_of(group), group.begun_on, today - timedelta(days=1))):
        told = {"time": each.time, "on": each.on, "today": today, "came": 5 + number % 20, "new": number % 5}
        actions.count(group, by=cast.carme, id=uuid.uuid4(), **told)
    return Session.objects.order_by("on", "starts_at")


def everything_kept():
    """Every row of every table: what a backup holds."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        kept = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            kept[table] = sorted(repr(row) for row in cursor.fetchall())
    return kept


def test_no_table_that_hangs_on_a_group_has_a_column_that_could_hold_a_name():
    hang_on = [
        model for model in apps.get_models(include_auto_created=True)
        if model is not Group and any(field.related_model in {Group, Session} for field in model._meta.concrete_fields)
    ]  # fmt: skip
    assert {model._meta.label for model in hang_on} == {"groups.Session", "groups.Group_facilitators"}
    for model in [Group, *hang_on]:
        columns = [field for field in model._meta.concrete_fields if not field.primary_key and not field.related_model]
        assert [column.name for column in columns if not isinstance(column, NUMBERS)] == []
        pointed_at = {field.related_model._meta.label for field in model._meta.concrete_fields if field.related_model}
        assert pointed_at <= {
            "directory.Listing",
            "directory.Programme",
            "groups.Group",
            "groups.Register",
            "workforce.Peer",
        }


def test_names_could_only_hang_on_a_register_and_this_group_has_none(cast, group):
    hang_on = [
        model._meta.label for model in apps.get_models(include_auto_created=True)
        if any(field.related_model is Register for field in model._meta.concrete_fields)
    ]  # fmt: skip
    assert set(hang_on) == {"groups.Group", "groups.Member", "groups.Note", "groups.Visitor"}
    assert group.register is None and not Register.objects.exists()


def test_a_year_leaves_numbers_and_whoever_counted_and_nothing_of_anyone_who_came(cast, group, caplog):
    sessions = a_year(cast, group)
    assert sessions.count() > 100
    before = everything_kept()
    with caplog.at_level(logging.DEBUG), every_logger_heard(caplog):
        for session in sessions:
            somebody_looks_it_up_comes_and_keeps_a_slip(group, session)
    assert everything_kept() == before
    told = repr(before) + caplog.text
    assert slips.token_of(sessions[0]) not in told and not any(sign in told for sign in ATTENDEE.values())
    assert not Letter.objects.exists() and not outbox()


def somebody_looks_it_up_comes_and_keeps_a_slip(group, session):
    visitor, listing = Client(**ATTENDEE), f"/find/{group.listing.slug}/"
    for address in [listing, f"{listing}calendar.ics", "/find/today/", f"/groups/slip/{slips.token_of(session)}/"]:
        answer = visitor.get(address)
        assert answer.status_code == 200 and not answer.cookies


@contextmanager
def every_logger_heard(caplog):
    """Hear those that hand nothing on, too."""
    alone = [each for each in logging.Logger.manager.loggerDict.values() if not getattr(each, "propagate", True)]
    for logger in alone:
        logger.addHandler(caplog.handler)
    yield
    for logger in alone:
        logger.removeHandler(caplog.handler)


def test_the_journal_says_who_counted_and_not_how_many_or_who(cast, group):
    a_year(cast, group)
    lines = Entry.objects.filter(deed="group.count")
    assert {line.actor for line in lines} == {cast.carme} and {line.person for line in lines} == {None}
    assert set().union(*(line.facts for line in lines)) == {"time", "on", "today"}


def test_the_slips_of_a_session_are_all_alike_and_only_ours_are_real(cast, group, client):
    session = a_year(cast, group).last()
    token = slips.token_of(session)
    assert token == slips.token_of(Session.objects.get(pk=session.pk))
    page = client.get(f"/groups/slip/{token}/").content.decode()
    assert "This slip is real" in page and "Example: Twelve steps" in page
    forged = f"{uuid.uuid4().hex}.{token.partition('.')[2]}"
    for other in [forged, token[:-1], "nonsense", f"{session.pk.hex}."]:
        assert client.get(f"/groups/slip/{other}/").status_code == 404


def test_a_sheet_has_one_slip_for_each_who_came(cast, group, client):
    session = a_year(cast, group).last()
    client.force_login(cast.carme)
    page = client.get(f"/groups/sessions/{session.pk}/slips/").content.decode()
    assert page.count('<section class="card slip">') == session.came
