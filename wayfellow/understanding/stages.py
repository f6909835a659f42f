"""Where a story stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    DRAFT = "draft", _("Only you can read it")
    WAITING = "waiting", _("Waiting to be read by a coordinator")
    DECLINED = "declined", _("Not shown: a coordinator wrote to you")
    SHOWN = "shown", _("Shown")
    WITHDRAWN = "withdrawn", _("Withdrawn, only you can read it")


S = Stage
OUT = {S.WAITING, S.SHOWN}  # its owner said yes to it
WITH_ITS_OWNER = {S.DRAFT, S.DECLINED, S.WITHDRAWN}
