"""What whom they trust reads: a name, a time and a number. Nothing of where, with whom, or what for."""

from typing import Any

from django.utils import timezone, translation
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from wayfellow.arrivals.models import Contact, Outing


def written(what: str, outing: Outing, contact: Contact, language: str) -> dict[str, str]:
    """Return the subject and the words of one of the three letters, in a language."""
    with translation.override(language):
        expected = time_format(timezone.localtime(outing.expected_at), "H:i")
        said = {"name": contact.peer.user.name, "time": expected}
        subject, words = (part % said for part in _SAID[what]())
        number = _("Number: %(number)s") % {"number": contact.own_number} if contact.own_number else ""
        return {"subject": subject, "words": "\n\n".join(filter(None, [words, number if what == "late" else ""]))}


_SAID: dict[str, Any] = {
    "late": lambda: (
        _("Please ring %(name)s"),
        _("%(name)s has not said that they are back; expected at %(time)s. Please ring them."),
    ),
    "later": lambda: (
        _("%(name)s will be back later"),
        _("%(name)s has said that all is well and that they will be back at %(time)s."),
    ),
    "back": lambda: (_("%(name)s is back"), _("%(name)s has said that they are back. All is well.")),
}
