"""The way to whoever lost theirs, from the desk."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("desk.head", order=30, label=_("Who cannot get in any more"), to="people:ways_back")
