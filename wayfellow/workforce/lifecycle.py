"""Until when somebody's leaving can be changed."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused


def still_leaving(leaving):
    """Ask whether a leaving goes on: it was neither taken back, nor has everyone gone on from it."""
    if not leaving.is_going_on:
        raise Refused(_("This is over already. Nothing was changed."))
