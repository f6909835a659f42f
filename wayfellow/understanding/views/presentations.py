"""A team asks a programme to tell about itself, and what becomes of it."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of
from wayfellow.understanding import actions, queries
from wayfellow.understanding.access import Can
from wayfellow.understanding.forms import FollowedForm, HoldForm, InviteToPresentForm, PlanForm
from wayfellow.understanding.lifecycle import PRESENTATION


@require_safe
@signed_in
def presentations(request):
    context = {"held": queries.held(request.user), "programmes": queries.programmes_to_invite(request.user)}
    page = page_of(request, queries.presentations(request.user))
    return render(request, "understanding/presentations.html", context | {"page": page})


@form_page(Can.INVITE_TO_PRESENT, InviteToPresentForm, "understanding/invite_to_present.html")
def invite_to_present(programme, *, by, idempotency_key, answers):
    actions.invite_to_present(
        programme,
        by=by,
        idempotency_key=idempotency_key,
        id=idempotency_key,
        on=timezone.localdate(),
        invitation=answers,
    )
    return reverse("understanding:presentations")


@require_safe
@needs(Can.SEE_PRESENTATION, load=queries.with_who_asked)
def presentation(request, presentation):
    context = {"presentation": presentation, "steps": PRESENTATION.open_steps(presentation)}
    return render(request, "understanding/presentation.html", context)


@form_page(Can.PLAN_PRESENTATION, PlanForm, "understanding/settle_presentation.html")
def plan_presentation(presentation, *, by, idempotency_key, answers):
    actions.plan_presentation(presentation, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:presentations")


@form_page(Can.HOLD_PRESENTATION, HoldForm, "understanding/settle_presentation.html")
def hold_presentation(presentation, *, by, idempotency_key, answers):
    actions.hold_presentation(presentation, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("understanding:presentations")


@form_page(Can.NOTE_WHAT_FOLLOWED, FollowedForm, "understanding/what_followed.html")
def note_what_followed(presentation, *, by, idempotency_key, answers):
    actions.note_what_followed(presentation, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("understanding:presentation", args=[presentation.pk])


@form_page(Can.LET_PRESENTATION_GO, Form, "understanding/settle_presentation.html")
def let_presentation_go(presentation, *, by, idempotency_key, answers):
    actions.let_presentation_go(presentation, by=by, idempotency_key=idempotency_key)
    return reverse("understanding:presentations")
