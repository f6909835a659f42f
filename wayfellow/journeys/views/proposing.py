"""Places to go on to that the programme proposes after an ending."""

from django.urls import reverse
from django.utils import timezone

from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.proposing import AnswerPlaceForm, ProposePlaceForm, TakeBackPlaceForm
from wayfellow.journeys.queries import proposing as queries
from wayfellow.ui.pages import form_page


@form_page(Can.PROPOSE_PLACE, ProposePlaceForm, "journeys/propose_place.html")
def propose_place(journey, *, by, idempotency_key, answers):
    actions.propose_place(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _desk_of(journey.pk)


@form_page(Can.ANSWER_PLACE, AnswerPlaceForm, "journeys/answer_place.html", load=queries.with_place)
def answer_place(place, *, by, idempotency_key, answers):
    actions.answer_place(place, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:closing", args=[place.journey_id])


@form_page(Can.TAKE_BACK_PLACE, TakeBackPlaceForm, "journeys/take_back_place.html", load=queries.with_place)
def take_back_place(place, *, by, idempotency_key, answers):
    actions.take_back_place(place, by=by, idempotency_key=idempotency_key)
    return _desk_of(answers["stood_in"] or place.journey_id)


def _desk_of(pk):
    return reverse("journeys:desk_journey", args=[pk])
