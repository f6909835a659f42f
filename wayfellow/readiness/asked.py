"""The questions with which every page begins: those that the teams of HelpEx asked (newsletter 3, 2022)."""

from django.utils.translation import gettext_lazy as _

ASKED = {
    "welcome": _(
        "How do we welcome a colleague with lived experience, and take seriously what worries some of us about it?"
    ),
    "gentle": _("Should we be gentler with them, or as we are with any colleague?"),
    "training": _("What training do peer supporters need?"),
    "prepare": _("How do we prepare working together?"),
    "not_ready": _(
        "What do we say to peers who want to take part, but for whom a course at university is not the way, or not yet?"
    ),
}
