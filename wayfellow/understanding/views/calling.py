"""Whom to call now, with a network and without one, and the pages of whoever keeps the numbers."""

from hashlib import sha256

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import public, signed_in
from wayfellow.ui.pages import form_page
from wayfellow.understanding import actions, queries
from wayfellow.understanding.access import Can
from wayfellow.understanding.forms import ChangeHelpLineForm, ExistingHelpLineForm, HelpLineForm


@require_safe
@public
def help_now(request):
    """Whom to call: the visitor's place first. The language can be named, so that the page is kept in it offline."""
    language = request.GET.get("language")
    with override(language if language in dict(settings.LANGUAGES) else get_language()):
        places = queries.places(request.GET.get("place", ""))
        return render(request, "understanding/help_now.html", {"places": places})


@require_safe
@public
@never_cache
def worker(request):
    """Return the service worker. It differs as soon as what it keeps does, so that browsers take the new one."""
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    kept = [queries.snapshot_of(line) for place in queries.places() for line in place.lines]
    version = sha256(repr(kept).encode()).hexdigest()[:12]
    context = {"language": language, "version": version}
    return render(request, "understanding/worker.js", context, content_type="text/javascript")


@require_safe
@signed_in
def help_lines(request):
    lines = queries.help_lines(request.user)
    return render(request, "understanding/help_lines.html", {"lines": lines})


@form_page(Can.ADD_HELP_LINE, HelpLineForm, "understanding/help_line.html")
def add_help_line(programme, *, by, idempotency_key, answers):
    actions.add_help_line(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:help_lines")


@form_page(Can.CHANGE_HELP_LINE, ChangeHelpLineForm, "understanding/help_line.html")
def change_help_line(line, *, by, idempotency_key, answers):
    actions.change_help_line(line, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:help_lines")


@form_page(Can.CHANGE_HELP_LINE, ExistingHelpLineForm, "understanding/let_help_line_go.html")
def let_help_line_go(line, *, by, idempotency_key, answers):
    actions.let_help_line_go(line, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:help_lines")
