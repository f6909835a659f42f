"""A link by e-mail that signs its reader in, once and not for long."""

import datetime

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from wayfellow.notices.actions import post
from wayfellow.notices.letters import address_of, sender_for
from wayfellow.people.letters import key_of
from wayfellow.people.queries import account_numbered


class _Tokens(PasswordResetTokenGenerator):
    """Valid until used, for Django notes each sign-in with the account, and a token counts for one state of it."""

    key_salt = "a link to sign in with"


tokens = _Tokens()


def send(user):
    """Have a link sent. Neither its subject nor its words say what Wayfellow is for."""
    with translation.override(user.language):
        words = {
            "link": made_for(user),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        until = timezone.now() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        words = render_to_string("people/link.txt", words)
        said = {"key": key_of(user), "sender": sender_for(user), "useless_after": until}
        post(to=user.email, subject=_("Your link"), words=words, **said)


def made_for(user):
    """Return a link that signs somebody in, once."""
    return address_of(reverse("people:use_link", args=[int_to_base36(user.pk), tokens.make_token(user)]))


def opens_for(who, token):
    """Return the account that a link still opens, or None."""
    try:
        user = account_numbered(base36_to_int(who))
    except (ValueError, OverflowError):
        return None
    return user if user and tokens.check_token(user, token) else None
