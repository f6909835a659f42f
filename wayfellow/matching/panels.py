"""The way from the desk to the proposal for everyone who waits."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("desk.head", order=25, label=_("Match those who wait"), to="matching:offer_several", of_record=True)
