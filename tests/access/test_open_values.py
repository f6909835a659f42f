"""A relation is built once: for whom it holds, and on which day, is asked each time."""

import inspect
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Prefetch
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone, translation

from tests.architecture.test_every_url_is_guarded import GUARDED
from wayfellow.access.guard import enter
from wayfellow.access.open_values import OpenValue, left_open
from wayfellow.access.policy import POLICY, RELATIONS, rooms
from wayfellow.demo import story
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import Journey
from wayfellow.people.models import Membership
from wayfellow.workforce.models import Peer

TODAY = timezone.localdate()


@pytest.fixture
def journey(cast):
    return story.set_out(cast, on=TODAY - timedelta(days=9))


def begin_to_close(journey, by):
    actions.begin_closing(journey, by=by, on=TODAY)


def test_one_statement_is_asked_for_one_reader_and_then_for_another(cast, journey):
    begin_to_close(journey, by=cast.pau)
    with pytest.raises(PermissionDenied):
        actions.go_on_after_all(journey, by=cast.olga, on=TODAY)
    actions.go_on_after_all(journey, by=cast.montse, on=TODAY)


def test_an_act_that_was_done_before_builds_no_condition_again(cast, journey, monkeypatch):
    begin_to_close(journey, by=cast.pau)
    actions.go_on_after_all(journey, by=cast.pau, on=TODAY)
    built = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda self, *a, **k: built.append(self.query.model) or as_sql(self, *a, **k)
    )
    begin_to_close(journey, by=cast.pau)
    assert Membership not in built and type(journey) not in built


def test_the_day_is_that_of_the_asking_and_not_of_the_building(cast, journey, monkeypatch):
    Peer.objects.filter(pk=cast.peer.pk).update(ends_on=TODAY)
    begin_to_close(journey, by=cast.pau)
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    with pytest.raises(PermissionDenied):
        actions.go_on_after_all(journey, by=cast.pau, on=tomorrow)


def test_no_relation_looks_at_the_clock_itself():
    read = [inspect.getsource(room) for room in rooms()]
    assert RELATIONS and POLICY and not [source for source in read if "timezone" in source]


def loads():
    """Each query by which a page reads its record, and the kind of record."""
    return {(view.needs[1], view.load) for view in GUARDED.values() if view.load}


def in_full(model, load):
    """All that one of these asks the database, but for what stays open until it is asked."""
    records = load(model)
    beside = [each.queryset for each in records._prefetch_related_lookups if isinstance(each, Prefetch)]
    with left_open():
        asked = [each.query.sql_with_params() for each in [records, *beside] if each is not None]
    return [(sql, [str(each) for each in given if not isinstance(each, OpenValue)]) for sql, given in asked]


def test_what_a_page_reads_hangs_neither_on_the_day_nor_on_the_language(db, monkeypatch, django_assert_num_queries):
    with django_assert_num_queries(0):  # nor on what the database said when it was built
        before = {door: in_full(*door) for door in loads()}
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with translation.override("ca"):
        assert {load.__qualname__ for model, load in before if in_full(model, load) != before[model, load]} == set()


def test_postgresql_keeps_the_plan_of_what_is_asked_again(cast, journey):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no plans")
    for _time in range(4):
        enter(cast.pau, Can.SEE_JOURNEY, Journey, journey.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT custom_plans FROM pg_prepared_statements WHERE statement LIKE '%journeys_journey%'")
        assert {anew for (anew,) in cursor.fetchall()} == {0}
