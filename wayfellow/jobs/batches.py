"""What comes in batches: many short jobs of one kind, taken up at once and told of at once."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import retry

from wayfellow.jobs.definitions import JOBS

AT_MOST = 50


def comes_in_batches(task: Any) -> bool:
    return task.task_path in JOBS and JOBS[task.task_path].in_batches


@retry()
def take_up_like(first: Any, worker_id: str) -> list[Any]:
    """Take up what waits for its first try as this one did. Other workers pass it over."""
    waiting = DBTaskResult.objects.ready().filter(
        task_path=first.task_path, queue_name=first.queue_name, backend_name=first.backend_name, worker_ids=[]
    )
    with transaction.atomic():
        batch = list(waiting.select_for_update(skip_locked=True)[: AT_MOST - 1])
        _now_are(batch, status="RUNNING", started_at=timezone.now(), worker_ids=[worker_id])
    return batch


@retry()
def are_done(tasks: list[Any]) -> None:
    _now_are(tasks, status="SUCCESSFUL", finished_at=timezone.now(), exception_class_path="", traceback="")


@retry()
def put_back(tasks: list[Any]) -> None:
    """They wait as if nobody had taken them up: this was no try."""
    _now_are(tasks, status="READY", started_at=None, worker_ids=[])


def _now_are(tasks: list[Any], **columns: Any) -> None:
    if tasks:
        DBTaskResult.objects.filter(pk__in=[task.pk for task in tasks]).update(**columns)
    for task in tasks:
        vars(task).update(columns)
