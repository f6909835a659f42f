"""A short note to whoever asked for one and has a survey waiting."""

import datetime

from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job, run_command
from wayfellow.notices.letters import can_be_sent


@job(_("Send the notes people asked for about new surveys"), every=Every(at=datetime.time(9, 0)), only_if=can_be_sent)
def remind() -> None:
    run_command("remind")
