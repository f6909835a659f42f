"""The short note that something waits. Neither its subject nor its words say what, or what Wayfellow is for."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wayfellow.surveys.models import Mail


def send(mail: Mail, to: str) -> bool:
    """Send a note in the person's language. Say whether it went out."""
    stop = mail.site.rstrip("/") + reverse("surveys:stop_mail", args=[mail.pk])
    with translation.override(mail.person.language):
        words = render_to_string("surveys/note.txt", {"site": mail.site, "stop": stop})
        note = EmailMessage(_("A short note"), words, None, [to], headers={"List-Unsubscribe": f"<{stop}>"})
    try:
        note.send()
    except (OSError, SMTPException):
        logging.getLogger(__name__).warning("A short note could not be sent by e-mail.")
        return False
    return True
