"""What carries an invitation, an e-mail or a sheet of paper. Neither says what Wayfellow is for."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wayfellow.notices.actions import post
from wayfellow.notices.letters import address_of, sender_for


def send(invitation, to, key=None):
    """Have the link sent, and return the letter."""
    place = address_of(reverse("invitations:take_up", args=[invitation.fresh]))
    with translation.override(invitation.language):
        words = render_to_string("invitations/letter.txt", {"link": place, "until": invitation.open_until})
        return post(to=to, subject=_("Your link"), words=words, key=key, sender=_sender(invitation))


def _sender(invitation):
    return invitation.programme.writes_as if invitation.programme_id else ""


def tell(user, key):
    """Have somebody told that there is something to look at. It says neither what, nor of whom."""
    with translation.override(user.language):
        words = render_to_string("invitations/something_new.txt", {"link": address_of(reverse("home"))})
        post(to=user.email, subject=_("Something new"), words=words, key=key, sender=sender_for(user))


def on_paper(request, invitation):
    """Return the lines of a sheet to hand over, in the language of whom it is for."""
    with translation.override(invitation.language):
        place = request.build_absolute_uri(reverse("invitations:type_code"))
        until = date_format(invitation.open_until)
        return [
            _("Open this address: %(place)s") % {"place": place},
            _("Type this code: %(code)s") % {"code": invitation.fresh},
            _("It works once, until %(day)s. It is only for you.") % {"day": until},
        ]
