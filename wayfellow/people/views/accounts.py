"""Accounts as those who help others in keep them: closing one for now, and a way back for who lost theirs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.people import actions, queries
from wayfellow.people.access import Can
from wayfellow.people.forms import AskWayBack, GiveWayBack
from wayfellow.people.views.account import own_account
from wayfellow.ui.pages import Form, form_page, installation_page, list_page


@require_safe
@signed_in
def accounts(request):
    listed = queries.accounts(request.user, timezone.now())
    return render(request, "people/accounts.html", list_page(request, listed))


@form_page(Can.CLOSE_ACCOUNT, Form, "people/close_account.html")
def close_account(user, *, by, idempotency_key, answers):
    actions.close_account(user, by=by, idempotency_key=idempotency_key, at=timezone.now(), on=timezone.localdate())
    return reverse("people:accounts")


@form_page(Can.OPEN_ACCOUNT, Form, "people/open_account.html")
def open_account(user, *, by, idempotency_key, answers):
    actions.open_account(user, by=by, idempotency_key=idempotency_key, at=timezone.now())
    return reverse("people:accounts")


@installation_page
@form_page(Can.ASK_WAY_BACK, AskWayBack, "people/ask_way_back.html")
def ask_way_back(installation, *, by, idempotency_key, answers):
    actions.ask_way_back(
        installation, by=by, idempotency_key=idempotency_key, id=idempotency_key, at=timezone.now(), **answers
    )
    return _asked


def _asked(request):
    said = _(
        "If this address has an account here, a coordinator there has now been asked. You do not "
        "need to do anything more."
    )
    messages.success(request, said)
    return redirect("people:accounts")


@require_safe
@signed_in
def ways_back(request):
    return render(request, "people/ways_back.html", {"ways_back": list(queries.ways_back(request.user))})


@form_page(Can.GIVE_WAY_BACK, GiveWayBack, "people/give_way_back.html", load=queries.way_back)
def give_way_back(way_back, *, by, idempotency_key, answers):
    actions.give_way_back(
        way_back, by=by, idempotency_key=idempotency_key, at=timezone.now(), address=answers["address"]
    )
    return reverse("people:ways_back")


@own_account
@form_page(Can.STOP_WAY_BACK, Form, "people/stop_way_back.html", load=queries.way_back)
def stop_way_back(way_back, *, by, idempotency_key, answers):
    actions.stop_way_back(way_back, by=by, idempotency_key=idempotency_key, at=timezone.now())
    return reverse("mfa_index")
