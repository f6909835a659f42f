"""What a peer supporter writes of themself, for others and for themself alone, on their home page."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "today.more",
    order=15,
    label=_("What people read about me"),
    to="workforce:own_pages",
    about=_("An introduction, languages, and what I choose to share. I write it myself."),
)
link(
    "today.more",
    order=17,
    label=_("When I have time"),
    to="workforce:weeks",
    about=_("My week, and where I would rather not go. The coordinators read it when they look for somebody."),
)
link(
    "today.more",
    order=20,
    label=_("For myself"),
    to="workforce:reflections",
    about=_("What stays with me after a meeting. Only I can read it."),
)
