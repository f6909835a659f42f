"""The job worker: takes up what is waiting, tries again what failed, and sees to what comes round."""

import logging
import os
import socket
from contextlib import suppress
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs import schedules
from wayfellow.jobs.models import Worker
from wayfellow.jobs.queries import SILENT_FOR, why

BEAT = 5  # seconds
LOOK_EVERY = 1  # seconds
WAITS = [timedelta(seconds=15), *(timedelta(minutes=n) for n in [1, 5, 30, 2 * 60, 6 * 60, 24 * 60])]
log = logging.getLogger(__name__)


class JobWorker(TaskWorker):
    """Does one job after another. What fails is tried again after a while, and given up after the last wait."""

    def __init__(self, *, until_none_is_left: bool = False) -> None:
        super().__init__(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=LOOK_EVERY,
            batch=until_none_is_left,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}.{os.getpid()}.{get_random_string(8)}",
        )

    def run_task(self, db_task_result: Any) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == "FAILED":
            try_later(db_task_result)


def try_later(task: Any) -> None:
    """Put back what failed, or what a worker left behind, after a wait that grows; leave it when none is left."""
    tries = len(task.worker_ids)
    if tries > len(WAITS):
        task.status = "FAILED"
        log.error("A job was given up: %s (%s). See /set-up/jobs/.", task.task_path, why(task))
    else:
        task.status, task.run_after = "READY", timezone.now() + WAITS[tries - 1]
    task.save(update_fields=["status", "run_after"])


def work() -> None:
    """Work until asked to end."""
    worker, over = JobWorker(), Event()
    worker.configure_signals()
    schedules.set_out()
    say_there(worker.worker_id)
    rounds = Thread(target=_rounds, args=[worker.worker_id, over], daemon=True)
    rounds.start()
    try:
        worker.run()
    finally:
        over.set()
        rounds.join(timeout=BEAT)
        with suppress(DatabaseError):
            Worker.objects.filter(pk=worker.worker_id).delete()


def _rounds(worker_id: str, over: Event) -> None:
    """Every few seconds, beside the work itself, so that a long job does not look like a dead worker.

    A database that is away for a moment ends nothing here.
    """
    while not over.wait(BEAT):
        try:
            close_old_connections()
            go_round(worker_id)
        except DatabaseError as problem:
            log.warning("The database does not answer the job worker (%s).", type(problem).__name__)
    connections.close_all()


def go_round(worker_id: str) -> None:
    """Say that this worker is there, and see to what is due and to what was left behind."""
    say_there(worker_id)
    schedules.enqueue_due()
    take_up_again()


def say_there(worker_id: str) -> None:
    Worker.objects.update_or_create(pk=worker_id, defaults={"seen_at": timezone.now()})


def take_up_again() -> None:
    """What a silent worker had in hand is waiting again: it was killed, or its machine is gone."""
    Worker.objects.filter(seen_at__lt=timezone.now() - SILENT_FOR).delete()
    there = set(Worker.objects.values_list("pk", flat=True))
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1] not in there:
            left_behind = DBTaskResult.objects.filter(pk=task.pk, status="RUNNING", worker_ids=task.worker_ids)
            is_last = len(task.worker_ids) > len(WAITS)
            left_behind.update(status="FAILED" if is_last else "READY", run_after=timezone.now())
