"""Who may bring in a directory from a file, and which records of ours it may change."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation, records_of
from wayfellow.access.roles import Role, programmes
from wayfellow.directory.access import its_coordinators


class Can(Deed):
    # a programme
    BRING_IN_DIRECTORY = deed("programme.bring_in_directory", _("look at a directory that others keep, from a file"))
    # a directory that came in a file
    SEE_DELIVERY = deed("delivery.see", _("see what it would change"))
    LOOK_AGAIN = deed("delivery.look_again", _("compare it with the directory once more"))
    TAKE_DELIVERY = deed("delivery.take", _("take it in"))
    UNDO_DELIVERY = deed("delivery.undo", _("undo that, as long as nobody has changed any of it"))
    LEAVE_DELIVERY = deed("delivery.leave", _("leave it, and delete the file"))


def who_keeps_the_delivery(user):
    """The coordinators of the programme that brought it in."""
    return Q(programme__in=programmes(user, Role.COORDINATOR))


RELATIONS = {
    who_keeps_the_delivery: Relation(_("the coordinators of the programme that brought it in")),
}


RECORDS = {
    "exchange.Delivery": _("A directory that came in a file"),
}


GRANTS = {
    "directory.Programme": {
        Can.BRING_IN_DIRECTORY: [its_coordinators],
    },
    "exchange.Delivery": {
        Can.SEE_DELIVERY:   [who_keeps_the_delivery],
        Can.LOOK_AGAIN:     [who_keeps_the_delivery],
        Can.TAKE_DELIVERY:  [who_keeps_the_delivery],
        Can.UNDO_DELIVERY:  [who_keeps_the_delivery],
        Can.LEAVE_DELIVERY: [who_keeps_the_delivery],
    },
}  # fmt: skip


def kept_by_it(programme):
    """Say of each kind of record which ones a programme's files may change: what it keeps itself.

    An organisation, where it came in a file and nobody else has an entry about it.
    """
    others_tell = records_of("directory.Listing").exclude(kept_by=programme)
    return {
        "directory.Listing": Q(kept_by=programme),
        "directory.Venue": Q(kept_by=programme),
        "directory.Organisation": Q(extra__has_key="hsds") & ~Q(pk__in=others_tell.values("organisation")),
    }
