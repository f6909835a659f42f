"""The private address under which someone without an account sees what they asked for, changes it or lets it go.

It is made of the form's own token, so that a form sent twice leads to one address. Only a digest of it is kept:
whoever reads the database finds no way in.
"""

import base64
import secrets
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wayfellow.notices.actions import post
from wayfellow.notices.letters import address_of

LETTERS = 24  # bytes of chance: nobody guesses it


def token_of(idempotency_key):
    """Return the unguessable end of a private address, the same for the same form."""
    made = salted_hmac("wayfellow.choices.links", str(idempotency_key), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:LETTERS]).decode()


def fresh_token():
    """Return the end of a link that belongs to no form."""
    return secrets.token_urlsafe(LETTERS)


def digest_of(token):
    return sha256(token.encode(errors="replace")).hexdigest()


def send(place, email, template="choices/link.txt", key=None, sender=""):
    """Have a private address sent, and return the letter."""
    return write(email, _("Your link"), template, key=key, sender=sender, link=address_of(place))


def write(email, subject, template, key=None, sender="", **words):
    """Have a letter sent, of which neither subject nor words say what it is about, and return it."""
    return post(to=email, subject=subject, words=render_to_string(template, words), key=key, sender=sender)
