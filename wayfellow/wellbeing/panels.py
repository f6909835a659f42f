"""What wellbeing brings to the home pages: a check-in that is offered, and the ways in. None tells who wrote what."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wayfellow.ui.home_pages import link, panel
from wayfellow.wellbeing import queries


@panel("today", order=70, template="wellbeing/panels/offer.html", statements=0, load=queries.with_last_check_in)
def offer(request, peer):
    """One, four and twelve months after somebody began."""
    months = queries.month_offered(peer, timezone.localdate())
    if months is None:
        return None
    said = ngettext(
        "You have been a peer supporter for %(num)s month.",
        "You have been a peer supporter for %(num)s months.",
        months,
    )
    return said % {"num": months}


@panel("load", order=80, template="wellbeing/panels/shared_with_me.html", statements=0)
def shared_with_me(request, programme):
    return True


link(
    "today.more",
    order=22,
    label=_("How I am"),
    to="wellbeing:mine",
    about=_("A check-in with myself, and what helps me. Only I can read it, and whoever I choose."),
)
link("today.more", order=24, label=_("Shared with me"), to="wellbeing:shared_with_me")
link("desk.more", order=50, label=_("Shared with me"), to="wellbeing:shared_with_me")
