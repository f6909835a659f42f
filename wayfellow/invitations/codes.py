"""The code of an invitation, read from paper and kept only as a hash; and the digits that confirm who opened it."""

import secrets

from django.utils.crypto import salted_hmac

from wayfellow.people.models import CODE_LETTERS

PARTS, LENGTH = 3, 4
SALT = "the code of an invitation"
DIGITS, SALT_OF_DIGITS = 6, "the digits that confirm a space"


def new():
    """Return a code that nobody guesses: sixty bits, without letters that look alike."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _letter in range(LENGTH)) for _part in range(PARTS))


def letters(code):
    """Return a code without what somebody typed around its letters."""
    return "".join(letter for letter in code.upper() if letter in CODE_LETTERS)


def hashed(code):
    """Return what is kept of a code. The installation's own secret is in it."""
    return salted_hmac(SALT, letters(code), algorithm="sha256").hexdigest()


def digits_of(opened):
    """Return the six digits that a person's screen shows now. They are kept nowhere, but worked out."""
    told = f"{opened.pk} {opened.digits_until:%Y-%m-%dT%H:%M:%S.%f}"
    number = int(salted_hmac(SALT_OF_DIGITS, told, algorithm="sha256").hexdigest(), 16)
    return f"{number % 10**DIGITS:0{DIGITS}}"
