"""A need is met by the course that is held about it."""

from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, job
from wayfellow.office import actions


@job(_("Close the needs whose course was attended"), every=Every(minutes=60))
def meet_taught_needs() -> None:
    actions.meet_taught_needs()
