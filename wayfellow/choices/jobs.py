"""Coordinators read by letter that something new waits."""

from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job, run_command
from wayfellow.notices.letters import can_be_sent


@job(_("Tell coordinators by e-mail that something new is waiting"), every=Every(minutes=10), only_if=can_be_sent)
def announce() -> None:
    run_command("announce")
