"""The states of two records that may be of one person, and the transitions between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.lifecycle import Lifecycle, Rule
from wayfellow.merging.access import Can
from wayfellow.people.models import Merge

S = Merge.State


class Transition(TextChoices):
    AGREE = "agree"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    UNDO = "undo"


T = Transition
MERGE = Lifecycle(
    of="two records that may be of one person",
    stages=S,
    begins="ask_merge",
    column="state",
    refusal=_("This is not possible now. Where it stands: “%(state)s”."),
    rules={
        # transition       through deeds        from       to
        T.AGREE:     Rule({Can.ANSWER_MERGE}, {S.ASKED}, S.DONE),
        T.DECLINE:   Rule({Can.ANSWER_MERGE}, {S.ASKED}, S.DECLINED),
        T.TAKE_BACK: Rule({Can.UNDO_MERGE},   {S.ASKED}, S.TAKEN_BACK),
        T.UNDO:      Rule({Can.UNDO_MERGE},   {S.DONE},  S.UNDONE),
    },
)  # fmt: skip
