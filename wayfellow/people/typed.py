"""What somebody had typed when their session ran out. It travels in the page, signed, and is kept nowhere else."""

from django.core import signing
from django.shortcuts import render

from wayfellow.people.queries import account_of

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
    return signing.dumps({"by": account, "to": request.path, "fields": fields}, salt=SALT, compress=True)


def hand_back(request, user):
    """Return the page that gives it back to the same account, ready to be sent; None where there is nothing."""
    try:
        kept = signing.loads(request.POST.get("typed", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        return None
    if kept["by"] != user.pk:
        return None
    return render(request, "people/typed.html", {"to": kept["to"], "fields": kept["fields"]})
