"""What carries an invitation, an e-mail or a sheet of paper. Neither says what Wayfellow is for."""

import smtplib

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NOT_SENT = (smtplib.SMTPException, OSError)


def send(request, invitation, to):
    """Send the link. Raises one of `NOT_SENT` when no server takes it."""
    place = request.build_absolute_uri(reverse("invitations:take_up", args=[invitation.fresh]))
    with translation.override(invitation.language):
        words = render_to_string("invitations/letter.txt", {"link": place, "until": invitation.open_until})
        send_mail(_("Your link"), words, None, [to])


def on_paper(request, invitation):
    """Return the lines of a sheet to hand over, in the language of whom it is for."""
    with translation.override(invitation.language):
        place = request.build_absolute_uri(reverse("invitations:type_code"))
        until = date_format(invitation.open_until)
        return [
            _("Open this address: %(place)s") % {"place": place},
            _("Type this code: %(code)s") % {"code": invitation.fresh},
            _("It opens once, until %(day)s. It is for you alone.") % {"day": until},
        ]
