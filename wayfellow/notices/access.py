"""Who sees how many letters go out, and what holds them up."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.access.roles import any_operator


class Can(Deed):
    SEE_LETTERS = deed("house.see_letters", _("see how many e-mails went out and why some did not, never to whom"))


GRANTS = {
    "directory.House": {
        Can.SEE_LETTERS: [any_operator],
    },
}
