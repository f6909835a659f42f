"""The way to whoever lost theirs, from the desk."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("desk.around", order=30, label=_("Who can no longer sign in"), to="people:ways_back")
