"""The introduction by whoever referred: times are offered, and one is taken."""

from django.urls import reverse
from django.utils import timezone

from wayfellow.access.guard import deeds_of
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.introducing import NONE_SUITS, AnswerTimes, OfferTimes
from wayfellow.journeys.queries.introducing import with_introduction
from wayfellow.ui.pages import form_page


@form_page(Can.OFFER_TIMES, OfferTimes, "journeys/offer_times.html", load=with_introduction)
def offer_times(journey, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.offer_times(journey, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    page = "journey" if Can.SEE_JOURNEY in deeds_of(by, journey) else "desk_journey"
    return reverse(f"journeys:{page}", args=[journey.pk])


@form_page(Can.ANSWER_TIMES, AnswerTimes, "journeys/answer_times.html", load=with_introduction)
def answer_times(journey, *, by, idempotency_key, answers):
    said, today = {"by": by, "idempotency_key": idempotency_key}, timezone.localdate()
    if answers["time"] == NONE_SUITS:
        actions.turn_down_times(journey, on=today, would_suit=answers["would_suit"], **said)
    else:
        actions.take_time(journey, on=today, time=answers["time"], **said)
    return reverse("journeys:referral", args=[journey.pk])
