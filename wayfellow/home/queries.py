"""The record that each home page is about, with what its panels want to know of it."""

from wayfellow.access.deeds import Can
from wayfellow.access.guard import allowed
from wayfellow.home.composing import loaded
from wayfellow.workforce.models import Peer


def own_day(reader):
    """Return the reader as a peer supporter, or None for everyone else."""
    return loaded("today", allowed(reader, Can.SEE_OWN_DAY, Peer.objects.all())).first()
