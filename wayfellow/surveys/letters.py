"""The short note that something waits. Neither its subject nor its words say what, or what Wayfellow is for."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wayfellow.notices.actions import post
from wayfellow.notices.letters import sender_for
from wayfellow.surveys.models import Mail


def write(mail: Mail, to: str) -> None:
    """Have a note sent in the person's language, sealed until then with their key."""
    stop = mail.site.rstrip("/") + reverse("surveys:stop_mail", args=[mail.pk])
    with translation.override(mail.person.reads_in):
        words = render_to_string("surveys/note.txt", {"site": mail.site, "stop": stop})
        from_whom = {"sender": sender_for(mail.person.user)}
        post(to=to, subject=_("A short note"), words=words, key=mail.person.key, unsubscribe=stop, **from_whom)
