"""What has been kept its time goes by itself, every night."""

import datetime

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job


@job(_("Erase what has been kept its time"), every=Every(at=datetime.time(3, 10)))
def retain() -> None:
    call_command("retain")
