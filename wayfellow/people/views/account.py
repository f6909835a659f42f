"""One's own account: second steps, recovery codes, password, and the devices one is signed in on."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access.guard import Refused, private, public, signed_in
from wayfellow.notices.queries import came_back_on
from wayfellow.people import actions, letters, queries, second_step
from wayfellow.people.access import Can
from wayfellow.people.forms import AskNewAddress, Device, Password
from wayfellow.people.sessions import device_of
from wayfellow.people.views.fitted import fit
from wayfellow.ui.pages import Form, form_page, of_the_reader
from wayfellow.ui.paging import TEXTS, page_of

BY_LINK = "by_link"


def own_account(view):
    """Say that a page is about the reader's own account: it opens even while a second step is still missing."""
    view = view if hasattr(view, "needs") else signed_in(view)
    view.own_account = True
    return view


@own_account
@require_safe
def account(request):
    user = request.user
    return render(
        request,
        "people/account.html",
        {
            "second_steps": list(queries.second_steps(user)),
            "codes_left": queries.codes_left(user),
            "due": second_step.due(request),
            "new_address": queries.new_address_for(user),
            "came_back_on": came_back_on(user.email),
            "way_back": queries.way_back_for(user),
            "devices": queries.devices_of(user),
            "this_device": request.session.get("handle"),
            "page": page_of(request, queries.what_happened(user), TEXTS),
        },
    )


@own_account
def password(request):
    asks_old = not request.session.get(BY_LINK)
    form = Password(request.POST if request.method == "POST" else None, user=request.user, asks_old=asks_old)
    if form.is_valid():
        user = request.user
        actions.change_password(user, by=user, password=form.cleaned_data["new_password"], device=device_of(request))
        request.session.pop(BY_LINK, None)
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed. Every other device was signed out."))
        return redirect("mfa_index")
    return render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)


@own_account
@reauthentication_required(app="allauth.account")
@of_the_reader
@form_page(Can.CHANGE_ADDRESS, AskNewAddress, "people/address.html")
def address(user, *, by, idempotency_key, answers):
    """Ask for another e-mail address: both, the old one and the new one, have to say yes."""
    actions.ask_new_address(
        user, by=by, idempotency_key=idempotency_key, id=idempotency_key, at=timezone.now(), **answers
    )
    return _asked_both


def _asked_both(request):
    messages.success(request, _("An e-mail is on its way to both addresses. Say yes in both."))
    return redirect("mfa_index")


@private
@public
def confirm_address(request, token):
    """The old or the new address says yes, or the old one no: only when a button is pressed."""
    number, which = letters.read_token(token)
    waiting = queries.new_address_numbered(number, timezone.now())
    if waiting is None:
        return render(request, "people/confirm_address.html", {"is_open": False}, status=410)
    if request.method == "POST":
        return _said(request, waiting, which)
    return render(request, "people/confirm_address.html", {"is_open": True, "waiting": waiting, "which": which})


def _said(request, waiting, which):
    """Do what the button says. Whoever holds the link speaks for the account, as with a link to sign in."""
    user, said = waiting.user, "stopped"
    try:
        if "stop" in request.POST and which == "old":
            actions.stop_address(waiting, by=user)
        else:
            actions.confirm_address(waiting, by=user, which=which, at=timezone.now())
            said = "yes"
    except Refused:
        said = "refused"
    return render(request, "people/address_said.html", {"said": said}, status=422 if said == "refused" else 200)


@own_account
@form_page(Can.STOP_ADDRESS, Form, "people/stop_address.html")
def stop_address(waiting, *, by, idempotency_key, answers):
    actions.stop_address(waiting, by=by, idempotency_key=idempotency_key)
    return reverse("mfa_index")


@own_account
@require_POST
def sign_out_elsewhere(request):
    form = Device(request.POST)
    if not form.is_valid():
        raise Http404
    here = request.session.session_key
    which = {"session": form.cleaned_data["device"], "device": device_of(request)}
    actions.sign_out_elsewhere(request.user, by=request.user, here=here, **which)
    messages.success(request, _("Signed out there."))
    return redirect("mfa_index")


class _Added:
    """Once there is a second step, none is missing any more."""

    def form_valid(self, form):
        response = super().form_valid(form)
        second_step.look(self.request, self.request.user)
        return response


class AddApp(_Added, ActivateTOTPView):
    pass


class AddPasskey(_Added, AddWebAuthnView):
    pass


add_app = own_account(fit(AddApp))
remove_app = own_account(fit(DeactivateTOTPView))
add_passkey = own_account(fit(AddPasskey))
remove_passkey = own_account(fit(RemoveWebAuthnView, success_url=reverse_lazy("mfa_index")))
recovery_codes = own_account(fit(ViewRecoveryCodesView))
new_recovery_codes = own_account(fit(GenerateRecoveryCodesView))
again_by_password = own_account(fit(ReauthenticateView))
again_by_code = own_account(fit(ReauthenticateByCodeView))
again_by_passkey = own_account(fit(ReauthenticateWebAuthnView))
