"""Who may hand on what a programme learned, and take in what others did."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.directory.access import its_coordinators
from wayfellow.office.access import who_runs_the_office


class Can(Deed):
    # a programme
    HAND_ON = deed("programme.hand_on", _("hand on what it learned to other programmes"))
    RECEIVE = deed("programme.receive", _("look at what another programme hands on"))
    # what was handed on
    SEE_PUBLISHED = deed("published.see", _("see what was handed on, and its file"))
    SHOW_PUBLISHED = deed("published.show", _("show it on a public page, or no more"))
    WITHDRAW_PUBLISHED = deed("published.withdraw", _("withdraw it"))
    # what came from another programme
    SEE_RECEIVED = deed("received.see", _("read it, and what it would add"))
    TAKE_RECEIVED = deed("received.take", _("take it in"))
    UNDO_RECEIVED = deed("received.undo", _("undo that, as long as nobody has used it"))
    LEAVE_RECEIVED = deed("received.leave", _("leave it, and delete it here"))


GRANTS = {
    "directory.Programme": {
        Can.HAND_ON: [its_coordinators],
        Can.RECEIVE: [its_coordinators],
    },
    "handing_on.Published": {
        Can.SEE_PUBLISHED:      [who_runs_the_office],
        Can.SHOW_PUBLISHED:     [who_runs_the_office],
        Can.WITHDRAW_PUBLISHED: [who_runs_the_office],
    },
    "handing_on.Received": {
        Can.SEE_RECEIVED:   [who_runs_the_office],
        Can.TAKE_RECEIVED:  [who_runs_the_office],
        Can.UNDO_RECEIVED:  [who_runs_the_office],
        Can.LEAVE_RECEIVED: [who_runs_the_office],
    },
}  # fmt: skip


RECORDS = {
    "handing_on.Published": _("Something that a programme handed on to others"),
    "handing_on.Received": _("Something that came from another programme"),
}
