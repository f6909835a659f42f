"""Having words struck, and striking them."""

from django.urls import reverse
from django.utils import timezone

from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.striking import StrikeForm
from wayfellow.journeys.queries.striking import with_strikes
from wayfellow.ui.pages import Form, form_page


@form_page(Can.STRIKE, StrikeForm, "journeys/strike.html", load=with_strikes)
def strike(journey, *, by, idempotency_key, answers):
    actions.strike(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:strike", args=[journey.pk])


@form_page(Can.STRIKE_AS_ASKED, Form, "journeys/strike_as_asked.html")
def strike_as_asked(asked, *, by, idempotency_key, answers):
    actions.strike_as_asked(asked, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home")
