"""Where a story stands, and what may happen to it there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.access.policy import Can


class Stage(TextChoices):
    DRAFT = "draft", _("Only you can read it")
    WAITING = "waiting", _("Waiting for a coordinator to read it")
    DECLINED = "declined", _("Not shown: a coordinator wrote to you")
    SHOWN = "shown", _("Shown")
    WITHDRAWN = "withdrawn", _("Withdrawn, only you can read it")


POSSIBLE = {
    Can.CONSENT_TO_STORY: {Stage.DRAFT, Stage.DECLINED, Stage.WITHDRAWN},
    Can.READ_STORY_FIRST: {Stage.WAITING},
    Can.WITHDRAW_STORY: {Stage.WAITING, Stage.SHOWN},
}


def check(can, story):
    """Refuse what cannot follow from where the story stands."""
    if story.stage not in POSSIBLE[can]:
        raise Refused(
            _("This is not possible now. Where the story stands: %(stage)s.") % {"stage": Stage(story.stage).label}
        )
