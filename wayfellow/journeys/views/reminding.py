"""Reminding peer supporters of what waits for them."""

from django.urls import reverse
from django.utils import timezone

from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.reminding import RemindForm, RemindSeveralForm
from wayfellow.journeys.queries import desk
from wayfellow.ui.pages import form_page


@form_page(Can.REMIND, RemindForm, "journeys/remind.html", load=desk.place)
def remind(journey, *, by, idempotency_key, answers):
    actions.remind(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:desk_journey", args=[journey.pk])


@form_page(Can.REMIND_SEVERAL, RemindSeveralForm, "journeys/remind_several.html")
def remind_several(programme, *, by, idempotency_key, answers):
    actions.remind_several(programme, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("home:desk", args=[programme.pk])
