"""Who may do what with when a peer supporter is back: they alone, as long as they are one."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.workforce.access import themself_supporting


class Can(Deed):
    # a peer supporter
    KEEP_CONTACT = deed(
        "peer.keep_trusted_contact", _("say who is told when they are not back in time, or that nobody is")
    )
    SET_OUT = deed("peer.set_out", _("say when they expect to be back"))
    # when a peer supporter is back
    SAY_LATER = deed("outing.say_later", _("say that it will be later"))
    SAY_BACK = deed("outing.say_back", _("say that they are back"))


def who_is_out(user):
    return Q(peer__user=user)


RELATIONS = {
    who_is_out: Relation(_("the peer supporter who is out"), is_own=True),
}


RECORDS = {
    "arrivals.Outing": _("When a peer supporter expects to be back"),
}


GRANTS = {
    "workforce.Peer": {
        Can.KEEP_CONTACT: [themself_supporting],
        Can.SET_OUT:      [themself_supporting],
    },
    "arrivals.Outing": {
        Can.SAY_LATER: [who_is_out],
        Can.SAY_BACK:  [who_is_out],
    },
}  # fmt: skip
