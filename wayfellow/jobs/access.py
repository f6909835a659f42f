"""Who may look after what the installation does by itself."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import any_operator


class Can(Deed):
    # a job that comes round, and one that was given up
    RUN_JOB = deed("job.run", _("see when it runs and how it went, and have it run now"))
    TRY_JOB_AGAIN = deed("job.try_again", _("see why it failed, without names, and have it tried again"))


RECORDS = {
    "jobs.Schedule": _("Something the installation does by itself"),
    "django_tasks_database.DBTaskResult": _("A job that is waiting, or was given up"),
}


GRANTS = {
    "jobs.Schedule": {
        Can.RUN_JOB: [any_operator],
    },
    "django_tasks_database.DBTaskResult": {
        Can.TRY_JOB_AGAIN: [any_operator],
    },
}  # fmt: skip
