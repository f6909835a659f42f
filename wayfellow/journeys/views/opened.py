"""Pages of a space that was opened by a code: the digits, who confirms it, and how a wrong one is closed."""

from functools import wraps

from allauth.core import ratelimit
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import may, needs
from wayfellow.invitations import access as invitations
from wayfellow.invitations import actions as inviting
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.opened import CloseSpaceForm, ConfirmSpaceForm
from wayfellow.journeys.queries import opened as queries
from wayfellow.people.what_happened import what
from wayfellow.ui.pages import Form, form_page

TOO_MANY = 429


@form_page(invitations.Can.SHOW_DIGITS, Form, "journeys/show_digits.html")
def show_digits(opened, *, by, idempotency_key, answers):
    inviting.show_digits(opened, by=by, idempotency_key=idempotency_key, now=timezone.now())
    return reverse("home:my")


@require_safe
@needs(invitations.Can.SEE_OPENINGS, load=queries.with_openings)
def space(request, person):
    """When the space was opened, with whose code, who confirmed it; and what was done in one that was closed."""
    shown = {
        "record": person,
        "waits": queries.may_confirm(request.user, person),
        "is_open": bool(person.user_id) or any(opened.waits for opened in person.openings.all()),
        "done_with_it": queries.done_with_it,
        "what": what,
    }
    return render(request, "journeys/space.html", shown)


def _few_tries(page):
    """Whoever types digits tries a few times, and then waits: a million would be guessed."""

    @wraps(page)
    def counted(request, pk):
        tries = {"action": "confirm_space", "key": f"{request.user.pk} {pk}"}
        if request.method == "POST" and not ratelimit.consume(request, **tries):
            return render(request, "journeys/too_many_tries.html", status=TOO_MANY)
        return page(request, pk)

    return counted


@_few_tries
@form_page(invitations.Can.CONFIRM_SPACE, ConfirmSpaceForm, "journeys/confirm_space.html")
def confirm_space(opened, *, by, idempotency_key, answers):
    inviting.confirm(opened, by=by, idempotency_key=idempotency_key, now=timezone.now(), **answers)
    # Of a colleague it is closed to them from now on (I5).
    is_open = may(by, invitations.Can.SEE_OPENINGS, opened.person)
    return reverse("journeys:space", args=[opened.person_id]) if is_open else reverse("home")


@form_page(Can.CLOSE_SPACE, CloseSpaceForm, "journeys/close_space.html", load=queries.with_openings)
def close_space(person, *, by, idempotency_key, answers):
    actions.close_space(person, by=by, idempotency_key=idempotency_key, now=timezone.now())
    return reverse("journeys:space", args=[person.pk])
