"""The stages of a journey, and the names of its stretches."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    PROPOSED = "proposed", _("Proposed, waiting for the person’s choice")
    PAUSED = "paused", _("Paused, so that the choice can be free")
    NOT_NOW = "not_now", _("Not now")
    SAID_NO = "said_no", _("Not now")  # the same words as above: nobody else is told which it was (I1)
    CHOSEN = "chosen", _("The person said yes, waiting for a peer supporter")
    OFFERED = "offered", _("A peer supporter has been asked")
    MEETING = "meeting", _("Getting to know each other")
    WALKING = "walking", _("Under way")
    CLOSING = "closing", _("Coming to its end")
    CLOSED = "closed", _("Closed together")
    ENDED = "ended", _("Ended sooner than planned")
    LEFT = "left", _("The person stopped")
    WITHDRAWN = "withdrawn", _("The referral was withdrawn")


S = Stage
CHOOSING = {S.PROPOSED, S.PAUSED}  # the choice is open
AT_REST = {S.NOT_NOW, S.SAID_NO}  # the person said “not now” or no, and may come back
NOT_CHOSEN = CHOOSING | AT_REST
FINDING = {S.CHOSEN, S.OFFERED, S.MEETING}
BEFORE_THE_ROAD = NOT_CHOSEN | FINDING
TOGETHER = {S.WALKING, S.CLOSING}
UNDER_WAY = FINDING | TOGETHER  # the person said yes, and it is not over
ENDINGS = {S.CLOSED, S.ENDED, S.LEFT, S.WITHDRAWN}
TO_AGREE = {S.MEETING, S.WALKING}
TWO_WALK_NOW = Q(offer_accepted=True, ended_on=None)  # from the peer supporter’s yes until the end
