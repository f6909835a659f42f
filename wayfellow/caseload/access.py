"""Who may bring in journeys from before."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import command_line


class Can(Deed):
    # a programme
    IMPORT_CASELOAD = deed("programme.import_caseload", _("import earlier journeys from files"))


GRANTS = {
    "directory.Programme": {
        Can.IMPORT_CASELOAD: [command_line],
    },
}  # fmt: skip
