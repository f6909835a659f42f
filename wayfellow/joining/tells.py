"""What coordinators are told of those who would like to become peer supporters. These read it at their own address."""

from django.utils.translation import ngettext_lazy

from wayfellow.access.tellings import Figure, nobody
from wayfellow.joining.access import Can, who_takes_them_on, who_took_them_on
from wayfellow.joining.lifecycle import IS_WRITTEN
from wayfellow.joining.queries import ENDS_SOON, FALLS_DUE

FIGURES = [
    Figure(
        "desk",
        who_takes_them_on,
        of="joining.Application",
        where=IS_WRITTEN,
        since="written_on",
        words=ngettext_lazy(
            "%(num)d person would like to become a peer supporter and has no answer yet, since %(since)s.",
            "%(num)d people would like to become peer supporters and have no answer yet, the first since %(since)s.",
            "num",
        ),
    ),
    Figure(
        "desk",
        who_took_them_on,
        of="joining.Step",
        where=FALLS_DUE,
        words=ngettext_lazy(
            "%(num)d step on the way of a new peer supporter is due.",
            "%(num)d steps on the way of new peer supporters are due.",
            "num",
        ),
    ),
    Figure(
        "desk",
        who_took_them_on,
        of="joining.Step",
        where=ENDS_SOON,
        words=ngettext_lazy(
            "%(num)d check of a peer supporter ends within a month, or has ended.",
            "%(num)d checks of peer supporters end within a month, or have ended.",
            "num",
        ),
    ),
]
TELLS = nobody(
    "whoever applied reads it at their private address, and the desk counts what is due",
    *(can for can in Can if not can.is_reading),
)
