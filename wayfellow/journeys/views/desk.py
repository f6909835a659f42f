"""Pages of one journey on the coordinator’s desk."""

import uuid

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.invitations.queries import address_of
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.desk import (
    ExplainForm,
    KeepReachForm,
    OfferForm,
    ProposedReachForm,
    ProposeReachForm,
    SomeoneElseForm,
    WishAgainForm,
)
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.queries import desk as queries
from wayfellow.journeys.queries.proposing import places_of
from wayfellow.journeys.queries.reaching import proposed_reach, with_reach
from wayfellow.notices.queries import came_back_on
from wayfellow.ui.pages import Form, form_page


@require_safe
@needs(Can.SEE_PLACE_ON_DESK, load=queries.place)
def desk_journey(request, journey):
    """Where one journey stands, what was hoped for, and what the coordinator can do now."""
    return render(
        request,
        "journeys/desk_journey.html",
        {
            "record": journey,
            "steps": JOURNEY.open_steps(journey),
            "road": queries.road(journey),
            "planned": queries.days_planned(journey),
            "next": queries.what_is_next(journey, timezone.localdate()),
            "answer_is_late": queries.answer_is_late(journey, timezone.localdate()),
            "places": places_of(journey),
            "may_explain": Can.ASK_TO_EXPLAIN in journey.deeds and journey.is_choosing,
        },
    )


@require_safe
@needs(Can.SEE_REACH, load=queries.reach)
def reach(request, person):
    """How to reach someone safely, and what somebody proposes instead."""
    proposed = [(each, uuid.uuid4()) for each in proposed_reach(request.user, person)]
    email = address_of(person)
    shown = {"record": person, "proposed": proposed, "email": email, "came_back_on": came_back_on(email)}
    return render(request, "journeys/reach.html", shown)


@form_page(Can.PROPOSE_REACH, ProposeReachForm, "journeys/propose_reach.html", load=queries.reach)
def propose_reach(person, *, by, idempotency_key, answers):
    actions.propose_reach(person, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:reach", args=[person.pk])


@form_page(Can.KEEP_REACH, KeepReachForm, "journeys/keep_reach.html", load=queries.reach)
def keep_reach(person, *, by, idempotency_key, answers):
    actions.keep_reach(person, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:reach", args=[person.pk])


@form_page(Can.ANSWER_REACH, ProposedReachForm, "journeys/proposed_reach.html", load=with_reach)
def answer_reach(proposed, *, by, idempotency_key, answers):
    answer = actions.take_reach if answers["take"] == "yes" else actions.leave_reach
    answer(proposed, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    is_theirs = proposed.person.user_id == by.pk
    return reverse("home:my") if is_theirs else reverse("journeys:reach", args=[proposed.person_id])


@form_page(Can.OFFER, OfferForm, "journeys/offer.html", load=queries.matching)
def offer(journey, *, by, idempotency_key, answers):
    actions.offer(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _desk_of(journey)


@form_page(Can.ASK_TO_EXPLAIN, ExplainForm, "journeys/ask_to_explain.html", load=queries.matching)
def ask_to_explain(journey, *, by, idempotency_key, answers):
    actions.ask_to_explain(journey, by=by, idempotency_key=idempotency_key, greeter=answers["peer"])
    return _desk_of(journey)


@form_page(Can.NOD, Form, "journeys/nod.html", load=queries.place)
def nod(journey, *, by, idempotency_key, answers):
    actions.nod(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _desk_of(journey)


@form_page(Can.LET_GO_OF_OFFER, Form, "journeys/let_go_of_offer.html")
def let_go_of_offer(journey, *, by, idempotency_key, answers):
    actions.let_go_of_offer(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _desk_of(journey)


@form_page(Can.PREFER_SOMEONE_ELSE, SomeoneElseForm, "journeys/someone_else.html")
def prefer_someone_else(journey, *, by, idempotency_key, answers):
    actions.prefer_someone_else(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _own_page_of(journey, by)


@form_page(Can.WISH_AGAIN, WishAgainForm, "journeys/wish_again.html")
def wish_again(journey, *, by, idempotency_key, answers):
    actions.wish_again(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _own_page_of(journey, by)


@form_page(Can.CHANGE_PEER, SomeoneElseForm, "journeys/someone_else.html")
def change_peer(journey, *, by, idempotency_key, answers):
    actions.change_peer(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _own_page_of(journey, by)


def _desk_of(journey):
    return reverse("journeys:desk_journey", args=[journey.pk])


def _own_page_of(journey, by):
    return reverse("home:my") if journey.person.user_id == by.pk else _desk_of(journey)
