"""Breaking the glass: opening for an hour what is not on the desk, telling the person, and a second look."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import may, needs, signed_in
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.glass import BreakGlassForm, ReviewGlassForm, TellGlassForm
from wayfellow.journeys.queries import glass as queries
from wayfellow.journeys.queries.desk import place
from wayfellow.people.what_happened import what
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of


@form_page(Can.BREAK_GLASS, BreakGlassForm, "journeys/break_glass.html", load=place)
def break_glass(journey, *, by, idempotency_key, answers):
    actions.break_glass(
        journey, by=by, idempotency_key=idempotency_key, id=idempotency_key, at=timezone.now(), **answers
    )
    return reverse("journeys:behind_glass", args=[journey.pk])


@require_safe
@needs(Can.SEE_BEHIND_GLASS, load=queries.behind_glass)
def behind_glass(request, journey):
    """What the two settled and when they met, for the hour that it is open."""
    notes = page_of(request, queries.notes_behind_glass(request.user, journey))
    glass = queries.the_open_one(request.user, journey)
    return render(request, "journeys/behind_glass.html", {"record": journey, "glass": glass, "page": notes})


@require_safe
@signed_in
def glasses(request):
    """What was opened for an hour in the reader's programmes, and what a second person made of it."""
    page = page_of(request, queries.glasses(request.user))
    return render(request, "journeys/glasses.html", {"page": page, "today": timezone.localdate()})


@require_safe
@needs(Can.SEE_GLASS)
def glass(request, glass):
    """Who opened it, when, why, and what they read."""
    opened = queries.what_was_opened(glass)
    on_desk = queries.coordinates(request.user, glass)
    return render(request, "journeys/glass.html", {"record": glass, "opened": opened, "what": what, "on_desk": on_desk})


@form_page(Can.END_GLASS, Form, "journeys/end_glass.html")
def end_glass(glass, *, by, idempotency_key, answers):
    actions.end_glass(glass, by=by, idempotency_key=idempotency_key, at=timezone.now())
    return reverse("journeys:glass", args=[glass.pk])


@form_page(Can.TELL_GLASS, TellGlassForm, "journeys/tell_glass.html")
def tell_glass(glass, *, by, idempotency_key, answers):
    actions.tell_glass(glass, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _back(glass, by)


def _back(glass, reader):
    if glass.journey.person.user_id == reader.pk:
        return reverse("home:my")
    if may(reader, Can.SEE_JOURNEY, glass.journey):
        return reverse("journeys:journey", args=[glass.journey_id])
    return reverse("journeys:glass", args=[glass.pk])


@form_page(Can.REVIEW_GLASS, ReviewGlassForm, "journeys/review_glass.html")
def review_glass(glass, *, by, idempotency_key, answers):
    actions.review_glass(glass, by=by, idempotency_key=idempotency_key, at=timezone.now(), **answers)
    return reverse("journeys:glass", args=[glass.pk])
