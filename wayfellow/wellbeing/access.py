"""Who may do what with what a peer supporter writes for their own wellbeing: they alone, and one person they choose."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.relations import Relation
from wayfellow.access.roles import Role, programmes
from wayfellow.workforce import access as workforce


class Can(Deed):
    # a peer supporter
    CHECK_IN = deed("peer.check_in", _("write down how they are"))
    KEEP_OWN_PAGE = deed(
        "peer.keep_own_page", _("read and keep a page of their own: what helps, early signs, whom to call")
    )
    ASK_TO_TALK = deed("peer.ask_to_talk", _("tell one person that they would like to talk"))
    SET_OFFER_ASIDE = deed("peer.set_offer_aside", _("say “not now” when a check-in is offered"))
    # what they wrote of how they are, and for themself
    CHANGE_CHECK_IN = deed("check_in.change", _("read it, change it and delete it"))
    SHARE_CHECK_IN = deed("check_in.share", _("share it, or a part of it, with one person"))
    SHARE_REFLECTION = deed("reflection.share", _("share it, or a part of it, with one person"))
    # what they share with one person
    READ_SHARED = deed("shared.read", _("read what was shared"))
    TAKE_BACK_SHARED = deed("shared.take_back", _("take it back"))


def who_wrote_it_of_themself(user):
    return Q(peer__user=user)


def whom_they_chose(user):
    """The one person it is shared with, as long as both work in one programme."""
    here = Q(programme__in=programmes(user, Role.SUPERVISOR, Role.COORDINATOR)) | Q(
        programme__in=workforce.supports_in(user)
    )
    both = workforce.parts_of_supporters_now().filter(here, peer=OuterRef("peer"))
    return Q(with_whom=user) & Exists(both)


RELATIONS = {
    who_wrote_it_of_themself: Relation(_("the peer supporter who wrote it"), is_own=True),
    whom_they_chose: Relation(_("the one person the peer supporter chose, until they take it back")),
}


RECORDS = {
    "wellbeing.CheckIn": _("What a peer supporter writes of how they are"),
    "wellbeing.Shared": _("What a peer supporter shares of it with one person"),
}


GRANTS = {
    "workforce.Peer": {
        Can.CHECK_IN:        [workforce.themself_supporting],
        Can.KEEP_OWN_PAGE:   [workforce.themself_supporting],
        Can.ASK_TO_TALK:     [workforce.themself_supporting],
        Can.SET_OFFER_ASIDE: [workforce.themself_supporting],
    },
    "workforce.Reflection": {
        Can.SHARE_REFLECTION: [workforce.who_wrote_it],
    },
    "wellbeing.CheckIn": {
        Can.CHANGE_CHECK_IN: [who_wrote_it_of_themself],
        Can.SHARE_CHECK_IN:  [who_wrote_it_of_themself],
    },
    "wellbeing.Shared": {
        Can.READ_SHARED:      [whom_they_chose],
        Can.TAKE_BACK_SHARED: [who_wrote_it_of_themself],
    },
}  # fmt: skip
