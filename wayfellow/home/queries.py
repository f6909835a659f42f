"""The record that each home page is about, with what its panels want to know of it."""

from wayfellow.access.deeds import Can
from wayfellow.access.guard import allowed
from wayfellow.directory.models import Programme
from wayfellow.home.composing import loaded
from wayfellow.workforce.models import Peer


def own_day(reader):
    """Return the reader as a peer supporter, or None for everyone else."""
    return loaded("today", allowed(reader, Can.SEE_OWN_DAY, Peer.objects.all())).first()


def desks(reader):
    """Return the programmes whose desk this reader keeps."""
    return list(allowed(reader, Can.SEE_DESK, loaded("desks", desk(Programme))).order_by("name"))


def desk(model):
    return loaded("desk", model.objects.all())


def watched_over(reader):
    """Return the programmes where this reader watches over what peer supporters carry."""
    return list(allowed(reader, Can.SEE_LOAD, loaded("supervision", load(Programme))).order_by("name"))


def load(model):
    return loaded("load", model.objects.all())
