"""The way to invitations, from the desk."""

from django.utils.translation import gettext_lazy as _

from wayfellow.ui.home_pages import link

link("desk.head", order=20, label=_("Invite somebody"), to="invitations:invitations", of_record=True)
