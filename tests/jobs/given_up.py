"""A job that could not be done, however often it was tried."""

from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import NotDone
from wayfellow.jobs.jobs import forget_old_jobs
from wayfellow.jobs.tries import WAITS


def given_up():
    task = DBTaskResult.objects.get(pk=forget_old_jobs.enqueue().id)
    task.worker_ids = ["example"] * (len(WAITS) + 1)
    try:
        raise NotDone("the mail server did not take a letter: example (451)")
    except NotDone as problem:
        task.set_failed(problem)
    return task
