"""What is done later is done, again after growing waits, at last given up in sight; and nothing begun is lost."""

from datetime import time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.choices.conftest import hidden_of
from tests.jobs.given_up import given_up
from tests.letters import STAYS_OPEN
from wayfellow.jobs import checks, schedules
from wayfellow.jobs.definitions import JOBS, Every, Job, NotDone, job, later
from wayfellow.jobs.models import Schedule, Worker
from wayfellow.jobs.queries import why
from wayfellow.jobs.tries import WAITS, take_up_again
from wayfellow.operations.worker import JobWorker, go_round

NOBODY_KNOWS = "nuria@example.org lives at Example Street 7"
ROWS = DBTaskResult._meta.db_table
done: list[str] = []


def note(what):
    done.append(what)


def fail():
    raise ValueError(NOBODY_KNOWS)


def carry(what):
    done.append(what)
    if what == "heavy":
        raise NotDone("too heavy")


@pytest.fixture(autouse=True)
def jobs_of_these_tests(monkeypatch):
    """Some that only these tests know: one that is done, one that never is, and one that comes in batches."""
    done.clear()
    known = dict(JOBS)
    monkeypatch.setitem(globals(), "carry", job("Example: carry", in_batches=True)(carry))
    for name, do, every in [("note", note, None), ("fail", fail, Every(minutes=10))]:
        monkeypatch.setitem(globals(), name, job(f"Example: {name}", every=every)(do))
    yield
    JOBS.clear()
    JOBS.update(known)


def work():
    with STAYS_OPEN:
        JobWorker(until_none_is_left=True).run()


def have_carried(*what):
    for each in what:
        later(f"{__name__}.carry", each)


def test_it_is_a_row_of_the_transaction_that_asks_for_it(db):
    with pytest.raises(KeyError), transaction.atomic():
        later(f"{__name__}.note", "never")
        raise KeyError
    later(f"{__name__}.note", "once")
    work()
    work()
    assert done == ["once"]


def test_what_fails_is_tried_again_after_longer_and_longer_and_then_given_up(db):
    later(f"{__name__}.fail")
    for wait in WAITS:
        before = timezone.now()
        work()
        task = DBTaskResult.objects.get()
        assert task.status == "READY" and task.run_after - before >= wait
        work()
        assert len(DBTaskResult.objects.get().worker_ids) == len(task.worker_ids), "it was not due yet"
        DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert DBTaskResult.objects.get().status == "FAILED"
    assert sorted(WAITS) == WAITS
    assert [finding for finding in checks.findings() if "“Example: fail” was given up" in finding]


class TestWhatComesInBatches:
    def test_is_taken_up_and_ended_with_as_many_statements_for_ten_as_for_two(self, db):
        counts = []
        for many in [2, 10]:
            have_carried(*map(str, range(many)))
            with CaptureQueriesContext(connection) as asked:
                work()
            counts.append(len([each for each in asked if ROWS in each["sql"]]))
        assert counts == [6, 6] and len(done) == 12
        assert {task.status for task in DBTaskResult.objects.all()} == {"SUCCESSFUL"}

    def test_fails_one_by_one_and_is_tried_again_one_by_one(self, db):
        have_carried("light", "heavy", "small")
        work()
        again = DBTaskResult.objects.exclude(status="SUCCESSFUL").get()
        assert done == ["light", "heavy", "small"]
        assert (again.status, why(again), len(again.worker_ids)) == ("READY", "too heavy", 1)
        DBTaskResult.objects.update(run_after=timezone.now())
        work()
        assert done[3:] == ["heavy"] and len(DBTaskResult.objects.get(pk=again.pk).worker_ids) == 2

    def test_leaves_for_others_what_it_comes_to_too_late_as_if_nobody_had_taken_it_up(self, db, monkeypatch):
        monkeypatch.setattr("wayfellow.operations.worker.BATCH_TAKES", -1)
        have_carried("one", "two")
        first, worker = DBTaskResult.objects.ready().first(), JobWorker()
        first.claim(worker.worker_id)
        worker.run_task(first)
        left = DBTaskResult.objects.exclude(status="SUCCESSFUL").get()
        assert done == ["one"] and (left.status, left.worker_ids, left.started_at) == ("READY", [], None)
        work()
        assert done == ["one", "two"]

    def test_is_taken_up_again_all_of_it_where_its_worker_was_killed(self, db, monkeypatch):
        have_carried("one", "two", "three")
        monkeypatch.setattr("wayfellow.operations.worker.put_back", die)
        with pytest.raises(KeyboardInterrupt):
            work()
        assert {task.status for task in DBTaskResult.objects.all()} == {"RUNNING"}
        monkeypatch.undo()
        take_up_again()
        assert DBTaskResult.objects.ready().count() == 3


def die(_tasks):
    raise KeyboardInterrupt


def test_why_it_failed_says_where_and_nothing_of_what_was_in_it(db):
    later(f"{__name__}.fail")
    work()
    task = DBTaskResult.objects.get()
    assert why(task).startswith("ValueError in test_worker.py, line ")
    assert not [column for column in vars(task).values() if NOBODY_KNOWS in str(column)]


def test_a_command_that_cannot_be_done_says_so_in_its_own_words(db, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    later("wayfellow.choices.jobs.announce")
    work()
    assert why(DBTaskResult.objects.get()) == "There is no mail server: set WAYFELLOW_MAIL_URL."


def test_what_a_killed_worker_had_in_hand_is_taken_up_again_and_by_nobody_before(db):
    later(f"{__name__}.note", "twice, perhaps")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["killed"], started_at=timezone.now())
    Worker.objects.create(pk="killed", seen_at=timezone.now() - timedelta(seconds=20))
    take_up_again()
    work()
    assert done == []
    Worker.objects.update(seen_at=timezone.now() - timedelta(seconds=31))
    take_up_again()
    work()
    assert done == ["twice, perhaps"]


def test_what_kills_its_worker_each_time_is_given_up_too(db):
    later(f"{__name__}.note", "deadly")
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["killed"] * (len(WAITS) + 1))
    take_up_again()
    task = DBTaskResult.objects.get()
    assert task.status == "FAILED" and why(task) == "its worker was ended each time"


def test_what_is_due_is_begun_once_whoever_looks_and_not_while_it_is_still_going_on(db):
    schedules.set_out()
    assert not DBTaskResult.objects.exists(), "nothing is due before its time"
    mine = Schedule.objects.filter(job=f"{__name__}.fail")
    for worker in ["one", "another"]:
        mine.update(due_at=timezone.now())
        go_round(worker)
        go_round(worker)
    assert DBTaskResult.objects.count() == 1
    assert mine.get().last.status == "READY" and mine.get().due_at > timezone.now()


def test_what_waits_to_be_tried_again_is_tried_when_it_comes_round(db):
    schedules.set_out()
    mine = Schedule.objects.filter(job=f"{__name__}.fail")
    mine.update(due_at=timezone.now())
    go_round("example")
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(days=1), traceback="NotDone: not yet")
    mine.update(due_at=timezone.now())
    go_round("example")
    assert DBTaskResult.objects.get().run_after <= timezone.now()


def test_what_nobody_wants_just_now_does_not_begin_and_is_not_late(db, monkeypatch):
    known = JOBS[f"{__name__}.fail"]
    monkeypatch.setitem(JOBS, f"{__name__}.fail", Job(known.task, known.title, known.every, lambda: False))
    schedules.set_out()
    Schedule.objects.filter(job=f"{__name__}.fail").update(due_at=timezone.now() - timedelta(days=1))
    schedules.enqueue_due()
    assert not DBTaskResult.objects.exists() and not list(checks.findings())


def test_a_check_says_what_should_have_run_and_has_not(db):
    assert not list(checks.findings()), "where nobody ever served, nothing is late"
    schedules.set_out()
    Schedule.objects.filter(job=f"{__name__}.fail").update(due_at=timezone.now() - timedelta(hours=2))
    [finding] = checks.findings()
    assert "“Example: fail” should have run at" in finding and "wayfellow work" in finding


def test_a_check_says_when_nobody_takes_up_what_waits(db):
    later(f"{__name__}.note", "waiting")
    assert not list(checks.findings())
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(days=3))
    [finding] = checks.findings()
    assert "1 waiting for over an hour" in finding


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-03-28 02:00", "2026-03-28 03:10"),
        ("2026-03-28 03:10", "2026-03-29 03:10"),
        ("2026-10-24 12:00", "2026-10-25 03:10"),
    ],
)
def test_every_day_means_the_same_time_by_the_clock_on_the_wall(now, then, settings):
    settings.TIME_ZONE = "Europe/Madrid"
    moment = timezone.make_aware(timezone.datetime.fromisoformat(now))
    found = Every(at=time(3, 10)).next_after(moment)
    assert f"{timezone.localtime(found):%Y-%m-%d %H:%M}" == then


def test_an_operator_sees_what_runs_when_and_what_was_given_up(nil):
    schedules.set_out()
    task = given_up()
    page = nil.get("/set-up/jobs/").content.decode()
    for words in [
        "Erase what has passed its retention period",
        "No job worker is running",
        "Not run yet",
        "example (451)",
    ]:
        assert words in page
    go_round("example")
    assert "No job worker is running" not in nil.get("/set-up/jobs/").content.decode()
    assert (
        nil.post(f"/set-up/jobs/{task.pk}/again/", hidden_of(nil.get(f"/set-up/jobs/{task.pk}/again/"))).status_code
        == 302
    )
    task.refresh_from_db()
    assert task.status == "READY" and not task.worker_ids


def test_an_operator_has_a_job_run_now(nil, django_assert_num_queries):
    schedules.set_out()
    schedule = Schedule.objects.get(job="wayfellow.jobs.jobs.forget_old_jobs")
    place = f"/set-up/jobs/{schedule.pk}/run/"
    nil.post(place, hidden_of(nil.get(place)))
    go_round("example")
    work()
    schedule.refresh_from_db()
    assert schedule.last.status == "SUCCESSFUL"
    assert "Done" in nil.get("/set-up/jobs/").content.decode()
    with django_assert_num_queries(6):
        nil.get("/set-up/jobs/")


def test_what_was_given_up_is_not_tried_again_twice(nil):
    task = given_up()
    place = f"/set-up/jobs/{task.pk}/again/"
    first, second = hidden_of(nil.get(place)), hidden_of(nil.get(place))
    assert nil.post(place, first).status_code == 302
    assert nil.post(place, second).status_code == 422


def test_nobody_else_sees_jobs(cast, client):
    schedules.set_out()
    client.force_login(cast.carme)
    assert "Erase what has passed its retention period" not in client.get("/set-up/jobs/").content.decode()


def test_a_sentence_of_our_own_may_say_why():
    with pytest.raises(NotDone, match="in so many words"):
        job("Example: says why")(_says_why).func()


def _says_why():
    raise NotDone("in so many words")
