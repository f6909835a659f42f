"""The letter that something is new: what it says, and the link that stops it. It says nothing of what is new."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from wayfellow.notices.letters import address_of, key_of, sender_for
from wayfellow.notices.models import Kind, When
from wayfellow.notices.wishes import wish_of

STOP = "letters to stop"
USEFUL_FOR = timedelta(days=1)
SAID: dict[Any, tuple[Any, Any, str]] = {
    # its subject, its first words, and where it leads
    When.AT_ONCE: (_("Something new is waiting for you"), _("something new is waiting for you."), "home:news"),
    When.DAILY: (_("New for you since yesterday"), _("since yesterday there is something new for you."), "home:news"),
    When.WEEKLY: (_("New for you this week"), _("in the last week there was something new for you."), "home:news"),
    Kind.TOMORROW: (_("A reminder for tomorrow"), _("you have a meeting tomorrow."), "home"),
    Kind.NUMBERS: (_("Your week in numbers"), _("this is waiting for you, in numbers."), "home"),
}


def write(
    reader: Any, occasion: When | Kind, kinds: Iterable[Kind], *, at: datetime, numbers: Iterable[str] = ()
) -> dict[str, Any]:
    """Return the letter, in the reader's language. `kinds` are those that its link stops."""
    subject, said, page = SAID[occasion]
    sender = sender_for(reader)
    stop = address_of(reverse("home:stop_letters", args=[token_of(reader, kinds)]))
    with translation.override(reader.language):
        shown = {
            "said": said,
            "numbers": numbers,
            "link": address_of(reverse(page)),
            "choose": address_of(reverse("home:letters")),
            "stop": stop,
            "sender": sender,
            "house": urlsplit(settings.SITE).hostname,
        }
        return {
            "to": reader.email,
            "sender": sender,
            "subject": str(subject),
            "words": render_to_string("notices/letter.txt", shown),
            "language": reader.language,
            "key": key_of(reader),
            "unsubscribe": stop,
            "useless_after": at + USEFUL_FOR if occasion == Kind.TOMORROW else None,
        }


def token_of(reader: Any, kinds: Iterable[Kind]) -> str:
    """Return the end of the link that stops letters of these kinds. It knows how they were wanted, to undo that."""
    wish = wish_of(reader)
    return signing.dumps([reader.pk, {kind: getattr(wish, kind, "") for kind in sorted(kinds)}], salt=STOP)


def read_token(token: str) -> tuple[int | None, dict[str, str]]:
    """Return whose letters it stops, and how they were wanted before; nobody's, if it is not ours."""
    try:
        reader, wanted = signing.loads(token, salt=STOP)
    except signing.BadSignature:
        return None, {}
    return reader, wanted
