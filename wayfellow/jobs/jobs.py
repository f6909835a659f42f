"""What this room does by itself: forget what was done long ago."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from wayfellow.jobs.definitions import Every, job

KEPT_FOR = datetime.timedelta(days=30)


@job(_("Delete jobs that ended a month ago"), every=Every(at=datetime.time(3, 40)))
def forget_old_jobs() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()
