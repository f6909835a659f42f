"""What has been kept its time goes by itself, every night."""

import datetime

from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job, run_command


@job(_("Erase what has passed its retention period"), every=Every(at=datetime.time(3, 10)))
def retain() -> None:
    run_command("retain")
