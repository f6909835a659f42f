"""Which workers are there, and what becomes of a job that failed, or whose worker is gone."""

import logging
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.models import Worker
from wayfellow.jobs.queries import SILENT_FOR, why

WAITS = [timedelta(seconds=15), *(timedelta(minutes=n) for n in [1, 5, 30, 2 * 60, 6 * 60, 24 * 60])]
log = logging.getLogger(__name__)


def try_later(task: Any) -> None:
    """Put back what failed, or what a worker left behind, after a wait that grows; leave it when none is left."""
    tries = len(task.worker_ids)
    if tries > len(WAITS):
        task.status = "FAILED"
        log.error("A job was given up: %s (%s). See /set-up/jobs/.", task.task_path, why(task))
    else:
        task.status, task.run_after = "READY", timezone.now() + WAITS[tries - 1]
    task.save(update_fields=["status", "run_after"])


def say_there(worker_id: str) -> None:
    """By the database's clock, the one that all of them share."""
    Worker.objects.update_or_create(pk=worker_id, defaults={"seen_at": Now()})


def leave(worker_id: str) -> None:
    """Say that this worker is there no more."""
    Worker.objects.filter(pk=worker_id).delete()


def take_up_again() -> None:
    """What a silent worker had in hand is waiting again: it was killed, or its machine is gone."""
    Worker.objects.filter(seen_at__lt=Now() - SILENT_FOR).delete()
    there = set(Worker.objects.values_list("pk", flat=True))
    for task in DBTaskResult.objects.running():
        if task.worker_ids[-1] not in there:
            left_behind = DBTaskResult.objects.filter(pk=task.pk, status="RUNNING", worker_ids=task.worker_ids)
            is_last = len(task.worker_ids) > len(WAITS)
            left_behind.update(status="FAILED" if is_last else "READY", run_after=timezone.now())
