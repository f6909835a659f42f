"""An operator has a job run now, or tried once more."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.jobs.access import Can

DONE_MEANWHILE = _("This is being tried already, or has been done in the meantime.")


@act(Can.RUN_JOB)
def run_now(schedule, *, by, now):
    """It is due at once; the job worker takes it up within seconds."""
    schedule.due_at = now
    schedule.save(update_fields=["due_at"])


@act(Can.TRY_JOB_AGAIN)
def try_again(task, *, by, now):
    """What was given up is tried as if for the first time. Refused where it was taken up meanwhile."""
    if task.status != "FAILED":
        raise Refused(DONE_MEANWHILE)
    task.status, task.run_after, task.worker_ids = "READY", now, []
    task.save(update_fields=["status", "run_after", "worker_ids"])
