"""What the operator sees of jobs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from wayfellow.access.guard import allowed
from wayfellow.jobs.access import Can
from wayfellow.jobs.definitions import JOBS, title_of
from wayfellow.jobs.models import Schedule, Worker

SILENT_FOR = timedelta(seconds=30)


@dataclass(frozen=True)
class Shown:
    """One job as the page tells it: a schedule and its last run, or a run that is tried again or was given up."""

    pk: Any
    title: str
    next_at: datetime | None
    task: DBTaskResult | None
    is_wanted: bool = True

    @property
    def took(self) -> timedelta | None:
        """How long the last run took."""
        task = self.task
        return task.finished_at - task.started_at if task and task.started_at and task.finished_at else None

    @property
    def tries(self) -> int:
        return len(self.task.worker_ids) if self.task else 0

    @property
    def why(self) -> str:
        return why(self.task) if self.task else ""

    @property
    def state(self) -> str:
        task = self.task
        if task is None:
            return "none"
        return "again" if task.status == "READY" and task.traceback else task.status.lower()


def schedules(reader: Any) -> list[Shown]:
    """What comes round, by name, for whoever keeps the installation."""
    mine = allowed(reader, Can.RUN_JOB, Schedule.objects.filter(job__in=JOBS)).select_related("last")
    shown = [Shown(one.pk, one.title, one.due_at, one.last, JOBS[one.job].is_wanted()) for one in mine]
    return sorted(shown, key=lambda one: one.title)


def tried_again(reader: Any) -> list[Shown]:
    """What failed and will be tried again, the next first."""
    tasks = _tasks(reader).filter(status="READY").exclude(traceback="").order_by("run_after")
    return [Shown(task.pk, title_of(task.task_path), task.run_after, task) for task in tasks]


def given_up(reader: Any) -> list[Shown]:
    """What was tried as often as it may be, the newest first."""
    tasks = _tasks(reader).failed().order_by("-finished_at")
    return [Shown(task.pk, title_of(task.task_path), None, task) for task in tasks]


def waiting(reader: Any) -> int:
    """Return how many jobs wait for their first try."""
    count: int = _tasks(reader).filter(status="READY", traceback="").count()
    return count


def is_at_work() -> bool:
    """Say whether some worker is there: one that said so in the last half minute, by the database's clock."""
    return Worker.objects.filter(seen_at__gte=Now() - SILENT_FOR).exists()


def _tasks(reader: Any) -> Any:
    tasks: QuerySet[DBTaskResult] = DBTaskResult.objects.all()
    return allowed(reader, Can.TRY_JOB_AGAIN, tasks)


def why(task: DBTaskResult) -> str:
    """Return the sentence why it failed. Only `NotDone` has one that names nobody."""
    if task.exception_class_path.endswith(".NotDone"):
        return str(task.traceback.strip().splitlines()[-1].partition(": ")[2])
    return str(task.exception_class_path.rpartition(".")[2]) or _("its worker was ended each time")
