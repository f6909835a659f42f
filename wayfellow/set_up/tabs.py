from django.utils.translation import gettext_lazy as _

from wayfellow.directory.tabs import tab

tab("set_up:programme", _("Programme"), place=10)
