from django.utils.translation import gettext_lazy as _

from wayfellow.directory.tabs import tab

tab("invitations:invitations", _("Invitations"), place=40)
