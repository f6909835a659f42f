"""Where a story or a presentation stands, and what may happen to it there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.understanding.access import Can
from wayfellow.understanding.stages import OUT, WITH_ITS_OWNER, Stage

S = Stage

REFUSAL = _("This is not possible now. Current stage: %(stage)s.")


class Transition(TextChoices):
    TELL_ANEW = "tell_anew"
    SHOW_HERE = "show_here"
    WANT_PUBLIC = "want_public"
    LET_UP = "let_up"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


T = Transition
STORY = Lifecycle(
    of="a story",
    stages=Stage,
    begins="tell",
    refusal=REFUSAL,
    rules={
        # transition           through deeds            from            to
        T.TELL_ANEW:   Rule({Can.CHANGE_STORY},     set(Stage),     S.DRAFT),
        T.SHOW_HERE:   Rule({Can.CONSENT_TO_STORY}, WITH_ITS_OWNER, S.SHOWN),
        T.WANT_PUBLIC: Rule({Can.CONSENT_TO_STORY}, WITH_ITS_OWNER, S.WAITING),
        T.LET_UP:      Rule({Can.READ_STORY_FIRST}, {S.WAITING},    S.SHOWN),
        T.DECLINE:     Rule({Can.READ_STORY_FIRST}, {S.WAITING},    S.DECLINED),
        T.WITHDRAW:    Rule({Can.WITHDRAW_STORY},   OUT,            S.WITHDRAWN),
    },
)  # fmt: skip
IS_SHOWN = STORY.where({S.SHOWN})


class Talk(TextChoices):
    ASKED = "asked", _("Asked for")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    LET_GO = "let_go", _("Not going ahead")


TO_COME = {Talk.ASKED, Talk.PLANNED}


class Turn(TextChoices):
    PLAN = "plan"
    HOLD = "hold"
    LET_GO = "let_go"


PRESENTATION = Lifecycle(
    of="a presentation",
    stages=Talk,
    begins="invite",
    refusal=REFUSAL,
    rules={
        # transition       through deeds               from            to
        Turn.PLAN:   Rule({Can.PLAN_PRESENTATION},   TO_COME,        Talk.PLANNED),
        Turn.HOLD:   Rule({Can.HOLD_PRESENTATION},   {Talk.PLANNED}, Talk.HELD),
        Turn.LET_GO: Rule({Can.LET_PRESENTATION_GO}, TO_COME,        Talk.LET_GO),
    },
)  # fmt: skip
IS_ASKED_FOR = PRESENTATION.where({Talk.ASKED})
TOOK_PLACE = PRESENTATION.where({Talk.HELD})
