"""When a peer supporter is away: what is planned then, and back on with one tap."""

import uuid

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.away import CancelWhileAway, ComeBack, GoAway
from wayfellow.journeys.queries.away import absences_of, is_own, with_peer
from wayfellow.ui.pages import form_page
from wayfellow.workforce import access as workforce
from wayfellow.workforce import actions as of_peers
from wayfellow.workforce.queries import as_peers


@require_safe
@signed_in
def absences(request):
    """In which times I am away, and will be."""
    kept = [(absence, uuid.uuid4()) for absence in absences_of(request.user)]
    peers = as_peers(request.user, workforce.Can.GO_AWAY).filter(user=request.user)
    return render(request, "journeys/absences.html", {"absences": kept, "as_peers": peers})


@form_page(workforce.Can.GO_AWAY, GoAway, "journeys/go_away.html")
def go_away(peer, *, by, idempotency_key, answers):
    of_peers.go_away(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return reverse("journeys:away", args=[idempotency_key])


@form_page(Can.CANCEL_WHILE_AWAY, CancelWhileAway, "journeys/away.html", load=with_peer)
def away(absence, *, by, idempotency_key, answers):
    actions.cancel_while_away(absence, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:away", args=[absence.pk])


@form_page(workforce.Can.COME_BACK, ComeBack, "journeys/come_back.html", load=with_peer)
def come_back(absence, *, by, idempotency_key, answers):
    of_peers.come_back(absence, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:absences" if is_own(absence, by) else "home:desks")
