"""Where an expense stands."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    SENT = "sent", pgettext_lazy("an expense", "Sent")
    ASKED_ABOUT = "asked_about", pgettext_lazy("an expense", "Somebody asked about it")
    APPROVED = "approved", pgettext_lazy("an expense", "Approved")
