"""Pages on which the person asks for one-to-one support themself."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import private, public
from wayfellow.choices.queries import meanwhile
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.self_asking import AskForSupportForm, BeginJourneyForm
from wayfellow.journeys.queries.waiting import road_under, wait_of
from wayfellow.ui.pages import form_page


@form_page(Can.ASK_FOR_SUPPORT, AskForSupportForm, "journeys/ask_for_support.html")
def ask_for_support(person, *, by, idempotency_key, answers):
    actions.ask_for_support(
        person, by=by, id=idempotency_key, idempotency_key=idempotency_key, on=timezone.localdate(), **answers
    )
    return reverse("home:my")


@form_page(Can.BEGIN_JOURNEY, BeginJourneyForm, "journeys/begin_journey.html")
def begin_journey(step, *, by, idempotency_key, answers):
    actions.begin_journey(step, by=by, id=idempotency_key, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:desk_journey", args=[idempotency_key])


@private
@require_safe
@public
@never_cache
def asked_road(request, token):
    """Where somebody without an account stands, once a journey came of what they asked."""
    journey = road_under(token)
    if journey is None:
        raise Http404
    shown = {
        "record": journey,
        "token": token,
        "wait": wait_of(journey, timezone.localdate()),
        "meanwhile": meanwhile(journey.programme, get_language()),
    }
    return render(request, "journeys/asked_road.html", shown)
