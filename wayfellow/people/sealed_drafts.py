"""What somebody had typed when their session ran out. It travels in the page, sealed for whose page it was.

Where there are ways to sign in that lead away from the page, it waits for an hour in the session, too.
"""

from django.conf import settings
from django.shortcuts import render

from wayfellow.ui.whose import is_whose
from wayfellow.vault.passing import seal, unseal

PLACE = "people.typed"
AN_HOUR = 3600
A_WEEK = 7 * 24 * AN_HOUR
NOT_TO_REPEAT = {"csrfmiddlewaretoken", "sealed_draft", "code", "credential"}


def hold(request):
    """Return what this request brought, sealed; "" where nobody was signed in on the page that it came from."""
    whose = request.POST.get("whose")
    if not whose or request.POST.get("later") == "typing":
        return ""
    draft = seal({"whose": whose, "to": request.get_full_path(), "fields": _fields(request)}, PLACE)
    if settings.OIDC or settings.DEFAULT_FROM_EMAIL:
        request.session["sealed_draft"] = draft
        request.session.set_expiry(AN_HOUR)
    return draft


def hand_back(request, user):
    """Return the page that gives it back to the same account, ready to be sent; None where there is nothing."""
    waiting = request.session.pop("sealed_draft", "")
    kept = unseal(request.POST.get("sealed_draft") or waiting, PLACE, seconds=A_WEEK)
    if not kept or not is_whose(user, kept["whose"]):
        return None
    return _page(request, kept["to"], kept["fields"])


def from_another_session(request):
    """Return the same page for what was typed before somebody signed in anew in another tab."""
    reader, whose = request.user, request.POST.get("whose", "")
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or not reader.is_authenticated or not is_whose(reader, whose):
        return None
    return _page(request, request.get_full_path(), _fields(request), status=403)


def _fields(request):
    return {name: told for name, told in request.POST.lists() if name not in NOT_TO_REPEAT and "password" not in name}


def _page(request, to, fields, status=200):
    return render(request, "people/sealed_draft.html", {"to": to, "fields": fields}, status=status)
