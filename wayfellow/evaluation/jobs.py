"""The figures of a month are published by themselves, soon after it has ended."""

from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job, run_command


@job(_("Publish the figures of the month that ended"), every=Every(minutes=60))
def publish() -> None:
    run_command("publish")
