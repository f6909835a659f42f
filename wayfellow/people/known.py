"""Whether a browser was used before to sign in to an account: it keeps a mark that tells nobody whose.

The mark is no session and opens nothing. It stays for a year, so that only a browser that is new is told of.
"""

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = f"{settings.OF_THIS_HOST}known"
A_YEAR = 365 * 24 * 3600
MOST_ACCOUNTS = 5


def is_known(request, user):
    return _mark(user) in _marks(request)


def remember(request, response, user):
    """Have this browser known for the account from now on."""
    marks = [_mark(user), *(mark for mark in _marks(request) if mark != _mark(user))][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps(marks, salt=COOKIE),
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _marks(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=A_YEAR)
    except signing.BadSignature:
        return []


def _mark(user):
    return salted_hmac(COOKIE, str(user.pk), algorithm="sha256").hexdigest()[:32]
