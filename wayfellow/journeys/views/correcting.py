"""Putting right what was noted wrongly, what a referral says, and what is hoped for."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms import correcting as forms
from wayfellow.journeys.queries.referring import now_and_before, to_correct, with_hopes
from wayfellow.journeys.queries.road import with_additions
from wayfellow.ui.pages import Form, form_page


@form_page(Can.CORRECT_NOTE, forms.CorrectNoteForm, "journeys/correct_note.html", initial=forms.as_it_says)
def correct_note(note, *, by, idempotency_key, answers):
    actions.correct_note(note, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return reverse("journeys:accompaniment", args=[note.pk])


@form_page(Can.STRIKE_NOTE, forms.StrikeNoteForm, "journeys/strike_note.html", load=with_additions)
def strike_note(note, *, by, idempotency_key, answers):
    actions.strike_note(note, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:accompaniment", args=[note.pk])


@form_page(
    Can.CORRECT_REFERRAL,
    forms.CorrectReferralForm,
    "journeys/correct_referral.html",
    load=to_correct,
)
def correct_referral(journey, *, by, idempotency_key, answers):
    actions.correct_referral(journey, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return reverse("journeys:referral", args=[journey.pk])


@form_page(Can.WITHDRAW_REFERRAL, Form, "journeys/withdraw_referral.html")
def withdraw_referral(journey, *, by, idempotency_key, answers):
    actions.withdraw_referral(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:referral", args=[journey.pk])


@require_safe
@needs(Can.SEE_JOURNEY, load=with_hopes)
def objectives(request, journey):
    """What the two hope for now, and what was said before."""
    now, before = now_and_before(journey)
    return render(request, "journeys/objectives.html", {"record": journey, "now": now, "before": before})


@form_page(Can.CHANGE_OBJECTIVES, forms.ObjectivesForm, "journeys/change_objectives.html", load=with_hopes)
def change_objectives(journey, *, by, idempotency_key, answers):
    actions.change_objectives(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:objectives", args=[journey.pk])
