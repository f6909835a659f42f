"""The way to what a person decides about all that is kept of them."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link(
    "kept",
    order=20,
    label=_("Who sees what now"),
    to="keeping:sharing",
    about=_("By name, and what you can change about it."),
)
link(
    "kept",
    order=40,
    label=_("My details"),
    to="keeping:details",
    about=_("My name, my language, how to reach me."),
)
link(
    "kept",
    order=50,
    label=_("Everything about me"),
    to="keeping:everything",
    about=_("All of it, to read, to print and to take with you."),
)
link(
    "kept",
    order=60,
    label=_("Erase everything about me"),
    to="keeping:erase",
    about=_("What is erased, what stays and why."),
)
