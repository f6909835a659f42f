"""How far an application has come, and what may happen to it there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.joining.access import Can
from wayfellow.joining.stages import Stage

S = Stage


class Transition(TextChoices):
    TAKE_ON = "take_on"
    SIGN_OFF = "sign_off"
    LET_GO = "let_go"


T = Transition
APPLICATION = Lifecycle(
    of="an application",
    stages=Stage,
    begins="apply",
    refusal=_("This is not possible now: it has moved on to “%(stage)s”."),
    rules={
        # transition      through deeds             from                       to
        T.TAKE_ON:  Rule({Can.TAKE_ON},            {S.WRITTEN},               S.UNDER_WAY),
        T.SIGN_OFF: Rule({Can.DO_JOINING_STEP},    {S.UNDER_WAY},             S.READY),
        T.LET_GO:   Rule({Can.LET_APPLICATION_GO}, {S.WRITTEN, S.UNDER_WAY},  S.LET_GO),
    },
)  # fmt: skip

IS_WRITTEN = APPLICATION.where({S.WRITTEN})
IS_LET_GO = APPLICATION.where({S.LET_GO})
HAS_BEGUN = {S.UNDER_WAY, S.READY}
GOES_ON = APPLICATION.where(HAS_BEGUN, of="application__")
IS_UNDER_WAY = APPLICATION.where({S.UNDER_WAY}, of="application__")

# The same for whoever wrote it
STANDS = {
    S.WRITTEN: _("You have written to us. Somebody will get in touch, the way you said."),
    S.UNDER_WAY: _("You are on the way."),
    S.READY: _("You are a peer supporter now. Welcome."),
    S.LET_GO: _("Not now. You can write again at any time."),
}
