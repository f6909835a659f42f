"""What supervision brings to the home pages: whose turn it is, told to those whose it is first, and what is planned."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.supervision import queries
from wayfellow.ui.home_pages import link, panel


@panel("today", order=45, template="supervision/panels/own.html", statements=3, load=queries.with_own_supervision)
def own(request, peer):
    """A peer supporter's next supervision, what was agreed, what waits to be signed; and that one falls due."""
    if not peer.supervision_waits:
        return {"next": [], "to_do": [], "to_sign": []} if peer.supervision_is_due else None
    user = request.user
    return {
        "next": list(queries.my_next(user)),
        "to_do": list(queries.my_steps(user)),
        "to_sign": list(queries.to_sign(user)),
    }


@panel("away", order=10, template="supervision/panels/while_away.html", statements=1)
def while_away(request, absence):
    """The supervision of a time in which a peer supporter is away."""
    return list(queries.while_away(request.user, absence)) or None


@panel("load", order=15, template="supervision/panels/standings.html", statements=2)
def standings(request, programme):
    """Whom, when last, when next, whose turn it is, and what waits for the reader to sign. No word of what was said."""
    return {
        "peers": queries.standings(programme, timezone.localdate()),
        "to_sign": list(queries.to_sign(request.user)),
    }


@panel(
    "desk.asked",
    order=60,
    template="supervision/panels/late.html",
    statements=0,
    load=queries.with_late_supervisions,
)
def late(request, programme):
    return programme.late_supervisions or None


link(
    "today.more",
    order=25,
    label=_("My supervision"),
    to="supervision:mine",
    about=_("What is planned, what we agreed, and what was written down."),
)
