"""Where a supervision stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    PLANNED = "planned", pgettext_lazy("a supervision", "Planned")
    HELD = "held", pgettext_lazy("a supervision", "Took place")
    LET_GO = "let_go", pgettext_lazy("a supervision", "Cancelled")
