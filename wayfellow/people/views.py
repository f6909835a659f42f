"""Signing in and out."""

from django.conf import settings
from django.contrib import auth
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from wayfellow.access.guard import public
from wayfellow.people.forms import SignIn
from wayfellow.people.queries import demo_accounts


@public
def sign_in(request):
    form = SignIn(request.POST or None)
    if form.is_valid():
        user = auth.authenticate(
            request, username=form.cleaned_data["email"].lower(), password=form.cleaned_data["password"]
        )
        if user:
            auth.login(request, user)
            return _speaking(user, redirect(_next(request)))
        form.add_error(None, _("This address and password do not go together. Please try again."))
    here = {"form": form, "next": _next(request), "demo_accounts": demo_accounts()}
    return render(request, "people/sign_in.html", here, status=422 if form.is_bound else 200)


@public
@require_POST
def sign_out(request):
    auth.logout(request)
    return redirect("home")


def _next(request):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"


def _speaking(user, response):
    """Go on in the language of the account."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        samesite="Lax",
        httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        max_age=settings.LANGUAGE_COOKIE_AGE,
    )
    return response
