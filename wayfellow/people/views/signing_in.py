"""Signing in, by password, passkey or a link by e-mail, and out."""

from allauth.account.utils import perform_login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import auth
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wayfellow.access.guard import private, public
from wayfellow.people import for_any_address, limits, links, organisation, sealed_drafts
from wayfellow.people.forms import AskForLink, SignIn
from wayfellow.people.queries import demo_accounts
from wayfellow.people.sessions import device_of
from wayfellow.people.views.fitted import fit

TOO_OFTEN = _("There have been too many tries just now. Please wait five minutes, then try again.")


@public
def sign_in(request):
    """Also stands in for a page that was sent after the session had run out, and holds on to what was typed."""
    here = request.path == reverse("people:sign_in")
    form = SignIn(request.POST if here and request.method == "POST" else None)
    if form.is_valid():
        user = _who(request, form)
        if user:
            return _with_what_was_typed(request, _go_in(request, user))
    shown = {
        "form": form,
        "next": _next(request) if here else request.path,
        "sealed_draft": request.POST.get("sealed_draft", "") if here else sealed_drafts.hold(request),
        "sent_too_late": not here,
        "mail": bool(settings.DEFAULT_FROM_EMAIL),
        "organisation": settings.OIDC.get("name"),
        "demo_accounts": demo_accounts(),
    }
    return render(request, "people/sign_in.html", shown, status=(422 if form.is_bound else 200) if here else 403)


def _who(request, form):
    """Return whom address and password belong to. A try counts before it is made, per place that it comes from."""
    email = form.cleaned_data["email"].lower()
    counted = limits.take(request, "sign_in", email)
    if counted is None:
        form.add_error(None, TOO_OFTEN)
        return None
    user = auth.authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None:
        for_any_address.note_refusal(email, at=timezone.now(), device=device_of(request))
        form.add_error(None, _("This address and password do not match. Please try again."))
    else:
        limits.give_back(counted)
    return user


def _go_in(request, user):
    return perform_login(request, user, email_verification="none", redirect_url=_next(request))


def _with_what_was_typed(request, response):
    """On the way to a second step, take along what was typed: the next page hands it on."""
    on_the_way = response.status_code == 302 and response.url == reverse("mfa_authenticate")
    if on_the_way and request.POST.get("sealed_draft"):
        return render(request, "people/one_more_step.html", {"sealed_draft": request.POST["sealed_draft"]})
    return response


class Authenticate(AuthenticateView):
    """The second step of signing in."""

    def dispatch(self, request, *args, **kwargs):
        if not {"code", "credential"} & request.POST.keys():
            request.method = "GET"  # the first step sends on what was typed, not yet an answer
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **more):
        return super().get_context_data(**more) | {"sealed_draft": self.request.POST.get("sealed_draft", "")}


second_step = public(fit(Authenticate))
sign_in_by_passkey = public(fit(LoginWebAuthnView))


@public
def ask_for_link(request):
    """Have a link sent. What is done and answered is the same whether or not there is such an account."""
    form = AskForLink(request.POST if request.method == "POST" else None)
    asked = form.is_valid()
    if asked:
        email = form.cleaned_data["email"].lower()
        if limits.take(request, "ask_for_link", email) is None:
            asked = form.add_error(None, TOO_OFTEN)
        else:
            for_any_address.send_link(email)
    return render(
        request,
        "people/ask_for_link.html",
        {"form": form, "asked": asked, "mail": bool(settings.DEFAULT_FROM_EMAIL)},
        status=422 if form.is_bound and not asked else 200,
    )


@private
@public
def use_link(request, who, token):
    """Sign in by a link: only when the button is pressed, so that nothing which merely looks at links uses it up."""
    user = links.opens_for(who, token)
    if user and request.method == "POST":
        request.session["by_link"] = True
        return _go_in(request, user)
    return render(request, "people/use_link.html", {"opens": user is not None}, status=200 if user else 410)


@public
def go_to_organisation(request):
    if not settings.OIDC:
        raise Http404
    request.session["next"] = _next(request)
    try:
        return organisation.send_there(request, request.build_absolute_uri(reverse("people:back_from_organisation")))
    except organisation.TROUBLE:
        return render(request, "people/not_vouched_for.html", {"reached": False}, status=502)


@public
def back_from_organisation(request):
    user = organisation.who_came_back(request) if settings.OIDC else None
    if user is None:
        return render(request, "people/not_vouched_for.html", {"reached": True}, status=403)
    return perform_login(request, user, email_verification="none", redirect_url=request.session.pop("next", "/"))


@public
@require_POST
def sign_out(request):
    auth.logout(request)
    return redirect("home")


def _next(request):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"
