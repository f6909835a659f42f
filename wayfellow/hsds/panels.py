"""Where directories come in from a file."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("listings", order=10, label=_("Directories from files"), to="deliveries:deliveries", of_record=True)
