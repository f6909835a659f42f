"""The code of an invitation: read from paper, typed by hand, and kept only as a hash."""

import secrets

from django.utils.crypto import salted_hmac

from wayfellow.people.models import CODE_LETTERS

PARTS, LENGTH = 3, 4
SALT = "the code of an invitation"


def new():
    """Return a code that nobody guesses: sixty bits, without letters that look alike."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _letter in range(LENGTH)) for _part in range(PARTS))


def letters(code):
    """Return a code without what somebody typed around its letters."""
    return "".join(letter for letter in code.upper() if letter in CODE_LETTERS)


def hashed(code):
    """Return what is kept of a code. The house's own secret is in it."""
    return salted_hmac(SALT, letters(code), algorithm="sha256").hexdigest()
