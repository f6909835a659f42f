from django.utils.translation import gettext_lazy as _

from wayfellow.directory.tabs import tab

tab("people:members", _("Members"), place=20)
