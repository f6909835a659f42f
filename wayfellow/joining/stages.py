"""Where an application stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    WRITTEN = "written", pgettext_lazy("an application", "Waiting for an answer")
    UNDER_WAY = "under_way", pgettext_lazy("an application", "Under way")
    READY = "ready", pgettext_lazy("an application", "On their own")
    LET_GO = "let_go", pgettext_lazy("an application", "Not now")
