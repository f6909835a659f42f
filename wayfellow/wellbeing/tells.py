"""What a peer supporter shares is told to the one person they chose, and to nobody else."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import desk, nobody, supervision, today
from wayfellow.wellbeing.access import Can, whom_they_chose

IT: dict[str, Any] = {"of": "wellbeing.Shared", "page": "wellbeing:shared", "at_once": True}
A_SHARE = _("A peer supporter shared something with you, and with nobody else.")
TO_TALK = _("A peer supporter would like to talk with you.")


def _on_their_first_page(words):
    return [place(whom_they_chose, words, where=Q(told_on=place.args[0]), **IT) for place in [today, desk, supervision]]


TELLS = {
    Can.SHARE_CHECK_IN: _on_their_first_page(A_SHARE),
    Can.SHARE_REFLECTION: _on_their_first_page(A_SHARE),
    Can.ASK_TO_TALK: _on_their_first_page(TO_TALK),
    **nobody("what a peer supporter writes for themself is theirs alone", Can.CHECK_IN, Can.CHANGE_CHECK_IN,
             Can.KEEP_OWN_PAGE, Can.SET_OFFER_ASIDE),
    **nobody("what was taken back is gone", Can.TAKE_BACK_SHARED),
    **nobody("it shows something and changes nothing", Can.READ_SHARED),
}  # fmt: skip
