"""The operator's pages of who belongs where, from when and until when."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.directory import access as directory
from wayfellow.directory.tabs import tabs_of
from wayfellow.people import actions, queries
from wayfellow.people.access import Can
from wayfellow.people.forms import MembershipForm
from wayfellow.ui.pages import form_page, list_page


@require_safe
@needs(directory.Can.SEE_SET_UP)
def members(request, programme):
    listed = list_page(request, queries.members(request.user, programme), "user__name")
    return render(
        request, "people/members.html", listed | {"programme": programme, "tabs": tabs_of(programme, "people:members")}
    )


@require_safe
@signed_in
def operators(request):
    return render(request, "people/operators.html", list_page(request, queries.operators(request.user), "user__name"))


@form_page(Can.KEEP_MEMBERSHIP, MembershipForm, "people/membership.html", load=queries.membership)
def membership(membership, *, by, idempotency_key, answers):
    actions.keep_membership(membership, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    if membership.programme_id is None:
        return reverse("people:operators")
    return reverse("people:members", args=[membership.programme_id])
