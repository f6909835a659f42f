"""Groups for tests, told by calling the real acts."""

import uuid
from datetime import timedelta

from django.utils import timezone

from wayfellow.choices.links import token_of
from wayfellow.groups import actions
from wayfellow.groups.models import Group
from wayfellow.groups.queries import listing_of, not_counted

SINCE = timedelta(days=50)


def run_by(cast, listing, *facilitators, **said):
    """Return the group of a listing that is run here since some weeks ago."""
    told = {"on": timezone.localdate() - SINCE, "facilitators": facilitators, "is_led_by_members": not facilitators}
    actions.run_group(listing, by=cast.carme, id=uuid.uuid4(), **told | said)
    return Group.objects.get(listing=listing)


def met(group):
    """Return when it met lately, the latest first."""
    return not_counted(group, listing_of(group), timezone.localtime())


def counted(cast, group, came=9, new=2, *, occurrence=None):
    """Return the session of the latest day it met, counted."""
    each = occurrence or met(group)[0]
    told = {"time": each.time, "on": each.on, "today": timezone.localdate(), "came": came, "new": new}
    return actions.count(group, by=cast.carme, id=uuid.uuid4(), **told)


def keep_names(cast, group, places=None):
    """The group decided to keep who belongs to it."""
    told = {"on": timezone.localdate(), "edit_token": None, "keeps": True, "places": places}
    actions.keep_register(group, by=cast.pau, **told)
    return Group.objects.get(pk=group.pk)


def keep_numbers(cast, group):
    """The group decided to keep numbers only, so that whoever was in it is forgotten."""
    told = {"on": timezone.localdate(), "keeps": False, "places": None, "anyway": True}
    actions.keep_register(group, by=cast.pau, edit_token=None, **told)
    return Group.objects.get(pk=group.pk)


def asked_for_a_place(cast, group, name="Laia", reach="600 000 000"):
    """Return somebody who asked for a place in a group."""
    register = (group if group.register_id else keep_names(cast, group)).register
    told = {"name": name, "reach": reach, "listens_first": False}
    return actions.ask_for_a_place(register, token=token_of(uuid.uuid4()), on=timezone.localdate(), **told)
