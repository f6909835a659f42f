"""What somebody had typed when their session ran out. It travels in the page, signed.

Where there are ways to sign in that lead away from the page, it waits for an hour in the session, too: sealed.
"""

from base64 import b64decode, b64encode

from django.conf import settings
from django.core import signing
from django.shortcuts import render

from wayfellow.people.queries import account_of
from wayfellow.vault.models import Key

SEALED_IN = "people.typed"
SALT = "what was typed"
AN_HOUR = 3600
NOT_TO_REPEAT = ("csrfmiddlewaretoken", "typed", "code", "credential")


def hold(request):
    """Return what this request brought, signed for the account that had been signed in; "" for anybody else."""
    account = account_of(request)
    if account is None:
        return ""
    fields = {
        name: values for name, values in request.POST.lists() if name not in NOT_TO_REPEAT and "password" not in name
    }
    typed = signing.dumps({"by": account, "to": request.path, "fields": fields}, salt=SALT, compress=True)
    if settings.OIDC or settings.DEFAULT_FROM_EMAIL:
        request.session["typed"] = b64encode(Key.of_the_house().seal(typed, SEALED_IN)).decode()
        request.session.set_expiry(AN_HOUR)
    return typed


def hand_back(request, user):
    """Return the page that gives it back to the same account, ready to be sent; None where there is nothing."""
    waiting = _waiting(request.session)
    try:
        kept = signing.loads(request.POST.get("typed") or waiting, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    if kept["by"] != user.pk:
        return None
    return render(request, "people/typed.html", {"to": kept["to"], "fields": kept["fields"]})


def _waiting(session):
    sealed = session.pop("typed", "")
    return Key.of_the_house().unseal(b64decode(sealed), SEALED_IN) if sealed else ""
