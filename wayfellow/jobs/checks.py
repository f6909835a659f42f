"""Whether what should have run has run."""

import datetime
from collections.abc import Iterator

from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import JOBS, title_of
from wayfellow.jobs.models import Schedule
from wayfellow.jobs.queries import why

PATIENCE = datetime.timedelta(hours=1)


def findings() -> Iterator[str]:
    """Nothing is late where nobody ever served: then no schedule was set out."""
    with translation.override("en"):
        for schedule in Schedule.objects.filter(due_at__lt=timezone.now() - PATIENCE, job__in=JOBS).order_by("job"):
            due_at = timezone.localtime(schedule.due_at)
            yield (
                f"jobs: “{schedule.title}” should have run at {due_at:%Y-%m-%d %H:%M} and has not;"
                " is `wayfellow serve` or `wayfellow work` running?"
            )
        late = DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - PATIENCE, traceback="")
        if count := late.count():
            yield f"jobs: {count} waiting for over an hour; is `wayfellow serve` or `wayfellow work` running?"
        for task in DBTaskResult.objects.failed().order_by("enqueued_at"):
            yield f"jobs: “{title_of(task.task_path)}” was given up ({why(task)}); see /set-up/jobs/"
