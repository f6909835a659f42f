"""What comes round: each run once, however many machines serve."""

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import JOBS
from wayfellow.jobs.models import Schedule

UNFINISHED = ["READY", "RUNNING"]


def set_out() -> None:
    """Have a row for each job that comes round, due at its next time, and none for what is no more."""
    now = timezone.now()
    for name, job in JOBS.items():
        if job.every:
            Schedule.objects.get_or_create(job=name, defaults={"due_at": job.every.next_after(now)})
    Schedule.objects.exclude(job__in=[name for name, job in JOBS.items() if job.every]).delete()


def enqueue_due() -> None:
    """Have done what is due. Of several workers one does so; a run that is not over yet is not begun once more."""
    due = Schedule.objects.filter(due_at__lte=timezone.now())
    if not due.exists():
        return
    with transaction.atomic():
        for schedule in due.select_for_update(skip_locked=True, of=("self",)).select_related("last"):
            _enqueue(schedule)


def _enqueue(schedule: Schedule) -> None:
    job = JOBS.get(schedule.job)
    if job is None or job.every is None:  # another version, on another machine, knows it
        return
    if job.is_wanted() and not (schedule.last and schedule.last.status in UNFINISHED):
        schedule.last = DBTaskResult.objects.get(pk=job.task.enqueue().id)
    schedule.due_at = job.every.next_after(timezone.now())
    schedule.save()
