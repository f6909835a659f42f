from django.utils.translation import gettext_lazy as _

from wayfellow.directory.tabs import tab

tab("workforce:peers", _("Peer supporters"), place=30)
