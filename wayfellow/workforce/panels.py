"""What belongs to a peer supporter alone, on their home page."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "today.more",
    order=20,
    label=_("For myself"),
    to="workforce:reflections",
    about=_("What stays with me after a meeting. Only I can read it."),
)
