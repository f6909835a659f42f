"""What surveys bring to the home pages."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "today.more",
    order=10,
    label=_("Answers shared with you"),
    to="surveys:shared",
    about=_("Surveys that people answered with their name, for you to read."),
)
