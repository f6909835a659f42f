"""How it is between the two, in both their views."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.two import TwoForm
from wayfellow.journeys.queries import two as queries
from wayfellow.ui.pages import form_page


@require_safe
@needs(Can.SEE_TWO, load=queries.with_two)
def two(request, journey):
    page = {"journey": journey, "is_mine": queries.is_the_person(journey, request.user)}
    return render(request, "journeys/two.html", page | queries.mine_and_theirs(journey, request.user))


@form_page(Can.ANSWER_TWO, TwoForm, "journeys/answer_two.html", load=queries.with_two)
def answer_two(journey, *, by, idempotency_key, answers):
    actions.say_for_the_two(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:two", args=[journey.pk])
