"""A need is met by the course that is held about it."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import COMMAND_LINE
from wayfellow.jobs.definitions import Every, job
from wayfellow.office import actions
from wayfellow.office.queries import taught


@job(_("Close the needs whose course was attended"), every=Every(minutes=60))
def meet_taught_needs() -> None:
    """Say of each need that it is met, where its course is finished, somebody came, and nothing else is to be done."""
    for need in taught():
        actions.meet_need(need, by=COMMAND_LINE, on=need.course.finished_on)
