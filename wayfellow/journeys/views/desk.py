"""Pages of the coordinator’s desk, and of the peer supporters’ load."""

import uuid

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.deeds import Can
from wayfellow.access.guard import needs, signed_in
from wayfellow.journeys import actions
from wayfellow.journeys.forms.desk import (
    ExplainForm,
    OfferForm,
    ProposedReachForm,
    ProposeReachForm,
    Search,
    SomeoneElseForm,
)
from wayfellow.journeys.lifecycle import JOURNEY
from wayfellow.journeys.queries import asking, glass
from wayfellow.journeys.queries import desk as queries
from wayfellow.journeys.queries.reaching import proposed_reach, with_reach
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of


@require_safe
@signed_in
def desks(request):
    """Which desk? Where there is one, that one."""
    return _pick(request, queries.desks(request.user), "journeys/desks.html", "journeys:desk")


@require_safe
@signed_in
def supervision(request):
    """Whose load? Where there is one programme, that one’s."""
    return _pick(request, asking.watched_over(request.user), "journeys/supervision.html", "journeys:load")


def _pick(request, programmes, template, page):
    if len(programmes) == 1:
        return redirect(page, programmes[0].pk)
    waiting = glass.waiting(request.user, programmes, timezone.localdate())
    return render(request, template, {"programmes": programmes, "waiting": waiting})


@require_safe
@needs(Can.SEE_DESK, load=queries.with_what_is_asked)
def desk(request, programme):
    """What waits, since when, and what is next."""
    group = queries.group_of(request.GET.get("group"))
    sizes = queries.sizes(request.user, programme)
    page = page_of(request, queries.in_group(queries.on_desk(request.user, programme), group), counted=sizes[group])
    return _show(request, programme, page, sizes=sizes, page=page, group=group, search=Search())


@needs(Can.SEE_DESK, load=queries.with_what_is_asked)
def find_on_desk(request, programme):
    """Find by name. The name travels by POST, so that it stands in no address, no log and no history."""
    if request.method != "POST":
        return redirect("journeys:desk", programme.pk)
    search, journeys = Search(request.POST), queries.on_desk(request.user, programme)
    found = queries.named(journeys, search.cleaned_data["name"]) if search.is_valid() else []
    sizes = queries.sizes(request.user, programme)
    return _show(request, programme, found, sizes=sizes, page=None, group=None, search=search)


def _show(request, programme, journeys, **rest):
    today = timezone.localdate()
    lines, waiting = queries.lines(journeys, today), glass.waiting(request.user, [programme], today)
    page = {"programme": programme, "lines": lines, "most_found": queries.MOST_FOUND, "waiting": waiting}
    return render(request, "journeys/desk.html", page | rest)


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
            "next": queries.what_is_next(journey, timezone.localdate()),
            "may_explain": Can.ASK_TO_EXPLAIN in journey.deeds and journey.is_choosing,
        },
    )


@require_safe
@needs(Can.SEE_REACH, load=queries.reach)
def reach(request, person):
    """How to reach someone safely, and what somebody proposes instead."""
    proposed = [(each, uuid.uuid4()) for each in proposed_reach(request.user, person)]
    return render(request, "journeys/reach.html", {"record": person, "proposed": proposed})


@form_page(Can.PROPOSE_REACH, ProposeReachForm, "journeys/propose_reach.html", load=queries.reach)
def propose_reach(person, *, by, once, answers):
    actions.propose_reach(person, by=by, once=once, on=timezone.localdate(), **answers)
    return reverse("journeys:reach", args=[person.pk])


@form_page(Can.ANSWER_REACH, ProposedReachForm, "journeys/proposed_reach.html", load=with_reach)
def answer_reach(proposed, *, by, once, answers):
    answer = actions.take_reach if answers["take"] == "yes" else actions.leave_reach
    answer(proposed, by=by, once=once, on=timezone.localdate())
    is_theirs = proposed.person.user_id == by.pk
    return reverse("journeys:my") if is_theirs else reverse("journeys:reach", args=[proposed.person_id])


@form_page(Can.OFFER, OfferForm, "journeys/offer.html", load=queries.matching)
def offer(journey, *, by, once, answers):
    actions.offer(journey, by=by, once=once, on=timezone.localdate(), **answers)
    return _desk_of(journey)


@form_page(Can.ASK_TO_EXPLAIN, ExplainForm, "journeys/ask_to_explain.html", load=queries.matching)
def ask_to_explain(journey, *, by, once, answers):
    actions.ask_to_explain(journey, by=by, once=once, greeter=answers["peer"])
    return _desk_of(journey)


@form_page(Can.NOD, Form, "journeys/nod.html", load=queries.place)
def nod(journey, *, by, once, answers):
    actions.nod(journey, by=by, once=once, on=timezone.localdate())
    return _desk_of(journey)


@form_page(Can.PREFER_SOMEONE_ELSE, SomeoneElseForm, "journeys/someone_else.html")
def prefer_someone_else(journey, *, by, once, answers):
    actions.prefer_someone_else(journey, by=by, once=once, on=timezone.localdate())
    return _own_page_of(journey, by)


@form_page(Can.CHANGE_PEER, SomeoneElseForm, "journeys/someone_else.html")
def change_peer(journey, *, by, once, answers):
    actions.change_peer(journey, by=by, once=once, on=timezone.localdate())
    return _own_page_of(journey, by)


def _desk_of(journey):
    return reverse("journeys:desk_journey", args=[journey.pk])


def _own_page_of(journey, by):
    return reverse("journeys:my") if journey.person.user_id == by.pk else _desk_of(journey)


@require_safe
@needs(Can.SEE_LOAD)
def load(request, programme):
    """What each peer supporter carries, so that nobody carries too much. No person is named."""
    today = timezone.localdate()
    peers, waiting = asking.load(programme, today), glass.waiting(request.user, [programme], today)
    return render(request, "journeys/load.html", {"programme": programme, "peers": peers, "waiting": waiting})
