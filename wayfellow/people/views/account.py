"""One's own account: second steps, recovery codes, password, and the devices one is signed in on."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access.guard import signed_in
from wayfellow.people import actions, queries, second_step
from wayfellow.people.forms import Device, Password
from wayfellow.people.sessions import device_of
from wayfellow.people.views.fitted import fit

BY_LINK = "by_link"
LINES = 10  # of the security journal on a page


def own_account(view):
    """Say that a page is about the reader's own account: it opens even while a second step is still missing."""
    view = signed_in(view)
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
            "way_back": queries.way_back_for(user),
            "devices": queries.devices_of(user),
            "this_device": request.session.get("handle"),
            "page": Paginator(queries.what_happened(user), LINES).get_page(request.GET.get("page")),
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
