"""Where a story or a presentation stands, and what may happen to it there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.understanding.access import Can


class Stage(TextChoices):
    DRAFT = "draft", _("Only you can read it")
    WAITING = "waiting", _("Waiting for a coordinator to read it")
    DECLINED = "declined", _("Not shown: a coordinator wrote to you")
    SHOWN = "shown", _("Shown")
    WITHDRAWN = "withdrawn", _("Withdrawn, only you can read it")


class Talk(TextChoices):
    ASKED = "asked", _("Asked for")
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Took place")
    LET_GO = "let_go", _("Let go")


POSSIBLE: dict[Can, set[TextChoices]] = {
    Can.CONSENT_TO_STORY: {Stage.DRAFT, Stage.DECLINED, Stage.WITHDRAWN},
    Can.READ_STORY_FIRST: {Stage.WAITING},
    Can.WITHDRAW_STORY: {Stage.WAITING, Stage.SHOWN},
    Can.PLAN_PRESENTATION: {Talk.ASKED, Talk.PLANNED},
    Can.HOLD_PRESENTATION: {Talk.PLANNED},
    Can.LET_PRESENTATION_GO: {Talk.ASKED, Talk.PLANNED},
}


def check(can, record):
    """Refuse what cannot follow from where the record stands."""
    if record.stage not in POSSIBLE[can]:
        raise Refused(
            _("This is not possible now. Where it stands: %(stage)s.") % {"stage": record.get_stage_display()}
        )


def open_deeds(record):
    """Return what the reader of this record could do now: a button that is shown works."""
    return {can for can, stages in POSSIBLE.items() if can in record.deeds and record.stage in stages}
