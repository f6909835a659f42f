"""What stories and presentations bring to the home pages."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "today.more",
    order=30,
    label=_("My stories"),
    to="understanding:my_stories",
    about=_("Told in my words, shown only where I want."),
)
