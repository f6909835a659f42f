"""The private address under which someone without an account sees what they asked for, changes it or lets it go.

It is made of the form's own token, so that a form sent twice leads to one address. Only a digest of it is kept:
whoever reads the database finds no way in.
"""

import base64
import logging
import secrets
from hashlib import sha256
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

LETTERS = 24  # bytes of chance: nobody guesses it


def token_of(once):
    """Return the unguessable end of a private address, the same for the same form."""
    made = salted_hmac("wayfellow.choices.links", str(once), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:LETTERS]).decode()


def fresh_token():
    """Return the end of a link that belongs to no form."""
    return secrets.token_urlsafe(LETTERS)


def digest_of(token):
    return sha256(token.encode(errors="replace")).hexdigest()


def send(link, email, template="choices/link.txt"):
    """Send a private address. Say whether it went out."""
    return write(email, _("Your link"), template, link=link)


def write(email, subject, template, **words):
    """Send a letter of which neither subject nor words say what it is about. Say whether it went out."""
    try:
        send_mail(subject, render_to_string(template, words), None, [email])
    except (OSError, SMTPException):
        logging.getLogger(__name__).warning("A letter could not be sent by e-mail.")
        return False
    return True
