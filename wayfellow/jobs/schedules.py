"""What comes round: each run once, however many machines serve."""

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import JOBS
from wayfellow.jobs.models import Schedule


def set_out() -> None:
    """Have a row for each job that comes round, due at its next time, and none for what is no more."""
    now = timezone.now()
    rhythms = {name: job.every for name, job in JOBS.items() if job.every}
    for name, every in rhythms.items():
        Schedule.objects.get_or_create(job=name, defaults={"due_at": every.next_after(now)})
    Schedule.objects.exclude(job__in=rhythms).delete()


def enqueue_due() -> None:
    """Have done what is due. Of several workers one does so.

    A run that is still going on is not begun once more; one that waits to be tried again is tried now.
    """
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
    now = timezone.now()
    last = schedule.last
    if last and last.status == "READY":
        DBTaskResult.objects.filter(pk=last.pk, status="READY").update(run_after=now)
    elif job.is_wanted() and not (last and last.status == "RUNNING"):
        schedule.last = DBTaskResult.objects.get(pk=job.task.enqueue().id)
    schedule.due_at = job.every.next_after(now)
    schedule.save()
