"""Back safely: one tap on a peer supporter's first page."""

import uuid

from django.utils.translation import gettext_lazy as _

from wayfellow.arrivals import queries
from wayfellow.ui.home_pages import link, panel

link(
    "today.more",
    order=19,
    label=_("Back safely"),
    to="arrivals:mine",
    about=_(
        "For meetings outside: somebody you trust is told if you do not say that you are back. Only if you want it."
    ),
)


link("desk.around", order=36, label=_("On duty"), to="arrivals:duty", of_record=True)


@panel("load", order=75, template="arrivals/panels/on_duty.html", statements=0)
def on_duty(request, programme):
    return True


@panel("today", order=3, template="arrivals/panels/out.html", statements=1, load=queries.with_arrival)
def out(request, peer):
    """That they are out, and back with one tap; or, before a meeting outside, that they can say so."""
    if peer.is_out:
        return {"outings": [(outing, uuid.uuid4()) for outing in queries.out_now(request.user)], "ends": None}
    ends = queries.next_end(request.user) if peer.trusts else None
    return {"outings": [], "ends": ends, "nobody": peer.nobody_on_duty} if ends else None
