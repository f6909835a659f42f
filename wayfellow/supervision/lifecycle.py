"""Where a supervision stands, and what may happen to it there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.supervision.access import Can
from wayfellow.supervision.stages import Stage

S = Stage


class Transition(TextChoices):
    MOVE = "move"
    HOLD = "hold"
    LET_GO = "let_go"


T = Transition
SUPERVISION = Lifecycle(
    of="a supervision",
    stages=Stage,
    begins="plan",
    refusal=_("This is not possible now. Current stage: %(stage)s."),
    rules={
        # transition    through deeds               from         to
        T.MOVE:   Rule({Can.MOVE_SUPERVISION},   {S.PLANNED}, S.PLANNED),
        T.HOLD:   Rule({Can.HOLD_SUPERVISION},   {S.PLANNED}, S.HELD),
        T.LET_GO: Rule({Can.LET_SUPERVISION_GO}, {S.PLANNED}, S.LET_GO),
    },
)  # fmt: skip
IS_PLANNED = SUPERVISION.where({S.PLANNED})
TOOK_PLACE = SUPERVISION.where({S.HELD})
IS_CANCELLED = SUPERVISION.where({S.LET_GO})
OF_ONE_PLANNED = SUPERVISION.where({S.PLANNED}, of="supervision__")
OF_ONE_HELD = SUPERVISION.where({S.HELD}, of="supervision__")
