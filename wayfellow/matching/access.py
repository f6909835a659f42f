"""Who may ask several peer supporters at once."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.directory.access import its_coordinators


class Can(Deed):
    # a programme
    OFFER_SEVERAL = deed(
        "programme.offer_several",
        _("see whom those who wait could meet, and ask several peer supporters at once"),
    )


GRANTS = {
    "directory.Programme": {
        Can.OFFER_SEVERAL: [its_coordinators],
    },
}
