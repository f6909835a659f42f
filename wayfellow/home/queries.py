"""The record that each home page is about, with what its panels want to know of it."""

from wayfellow.access.guard import allowed
from wayfellow.directory import access as directory
from wayfellow.directory.models import Programme
from wayfellow.home.composing import loaded
from wayfellow.invitations import access as invitations
from wayfellow.journeys import access as journeys
from wayfellow.people import access as people
from wayfellow.people.models import OpenedSpace, Person
from wayfellow.workforce import access as workforce
from wayfellow.workforce.models import Peer


def own_space(reader):
    """Return the person this reader is, or None for everyone else."""
    return loaded("my", allowed(reader, people.Can.SEE_OWN_SPACE, Person.objects)).first()


def new_space(reader):
    """Return the space that this reader opened by a code, as long as nobody has confirmed it."""
    mine = allowed(reader, invitations.Can.SHOW_DIGITS, OpenedSpace.objects.select_related("made_by"))
    return loaded("new_space", mine).first()


def closed_space(reader):
    """Return the space that this reader had and that was closed."""
    return OpenedSpace.objects.filter(user=reader, closed_at__isnull=False).order_by("-closed_at").first()


def own_day(reader):
    """Return the reader as a peer supporter, or None for everyone else."""
    return loaded("today", allowed(reader, workforce.Can.SEE_OWN_DAY, Peer.objects)).first()


def desks(reader):
    """Return the programmes whose desk this reader keeps."""
    return list(allowed(reader, directory.Can.SEE_DESK, loaded("desks", desk(Programme))).order_by("name"))


def desk(model):
    return loaded("desk", model.objects.all())


def watched_over(reader):
    """Return the programmes where this reader watches over what peer supporters carry."""
    return list(allowed(reader, journeys.Can.SEE_LOAD, loaded("supervision", load(Programme))).order_by("name"))


def load(model):
    return loaded("load", model.objects.all())


def has_own_space(reader):
    """Say whether a reader is a person here, or has opened a space that nobody has confirmed yet."""
    return hasattr(reader, "person") or reader.openings.filter(closed_at=None).exists()


def has_meetings(reader, section):
    """Say whether somebody is a person here now, or a peer supporter: their calendar can show what they plan as one."""
    return hasattr(reader, "person") if section == "my" else has_own_day(reader)


def has_own_day(reader):
    """Say whether a reader is a peer supporter here now."""
    return allowed(reader, workforce.Can.SEE_OWN_DAY, reader.peers.all()).exists()
