"""When a peer supporter leaves: when, how each person goes on, words of thanks, and the end."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.leaving import (
    EndLeavingForm,
    LeaveForm,
    StayForm,
    StayInTouchForm,
    ThankForm,
    WayOnForm,
)
from wayfellow.journeys.queries import leaving as queries
from wayfellow.ui.pages import form_page
from wayfellow.workforce import access as workforce
from wayfellow.workforce import actions as of_peers
from wayfellow.workforce.queries import as_peers, leavings_of, thanks_for, with_leaver


@require_safe
@signed_in
def leavings(request):
    """What I leave or have left, the words that were written to me, and what I take along."""
    peers = as_peers(request.user, workforce.Can.LEAVE).filter(user=request.user)
    shown = {"leavings": leavings_of(request.user), "thanks": thanks_for(request.user), "as_peers": peers}
    return render(request, "journeys/leavings.html", shown)


@form_page(workforce.Can.LEAVE, LeaveForm, "journeys/leave.html")
def leave(peer, *, by, idempotency_key, answers):
    today = timezone.localdate()
    of_peers.leave(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return reverse("journeys:leaving", args=[idempotency_key])


@require_safe
@needs(workforce.Can.SEE_LEAVING, load=with_leaver)
def leaving(request, record):
    """Who has chosen how to go on, and who has not."""
    journeys = queries.whom_they_walk_with(record, request.user)
    shown = {"record": record, "journeys": journeys, "missing": queries.who_have_no_way_on(journeys)}
    return render(request, "journeys/leaving.html", shown)


@form_page(workforce.Can.STAY, StayForm, "journeys/stay.html", load=with_leaver)
def stay(leaving, *, by, idempotency_key, answers):
    of_peers.stay(leaving, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:leaving", args=[leaving.pk])


@form_page(Can.END_LEAVING, EndLeavingForm, "journeys/end_leaving.html", load=with_leaver)
def end_leaving(leaving, *, by, idempotency_key, answers):
    actions.end_leaving(leaving, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:leaving", args=[leaving.pk])


@form_page(workforce.Can.THANK, ThankForm, "journeys/thank.html", load=with_leaver)
def thank(leaving, *, by, idempotency_key, answers):
    today = timezone.localdate()
    of_peers.thank(leaving, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return reverse("home")


@form_page(Can.CHOOSE_WAY_ON, WayOnForm, "journeys/way_on.html", load=queries.with_way_on)
def way_on(journey, *, by, idempotency_key, answers):
    actions.choose_way_on(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("home")


@form_page(Can.STAY_IN_TOUCH, StayInTouchForm, "journeys/stay_in_touch.html", load=queries.with_way_on)
def stay_in_touch(journey, *, by, idempotency_key, answers):
    actions.stay_in_touch(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home")
