"""What two plan, and the breaks they take."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.calendars import event_of
from wayfellow.journeys.forms import agenda as forms
from wayfellow.journeys.queries import agenda as queries
from wayfellow.ui.calendars import KIND, NOBODY, file_of
from wayfellow.ui.pages import Form, form_page


@form_page(Can.PLAN, forms.Plan, "journeys/plan.html")
def plan(journey, *, by, idempotency_key, answers):
    actions.plan(journey, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _journey(journey.pk)


@form_page(Can.SETTLE, forms.Settle, "journeys/settle.html", load=queries.with_arrangement)
def settle(planned, *, by, idempotency_key, answers):
    actions.settle(planned, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:accompaniment", args=[planned.pk])


@require_safe
@needs(Can.SETTLE, load=queries.with_arrangement)
def calendar_file(request, planned):
    """One planned meeting, to be put in any calendar. It says neither with whom nor where."""
    if not planned.is_planned:
        return redirect("journeys:accompaniment", planned.pk)
    content = file_of([event_of(planned)], timezone.localdate(), made_by=NOBODY)
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return HttpResponse(content, content_type=KIND, headers=headers)


@require_safe
@needs(Can.SEE_JOURNEY, load=queries.with_plans)
def to_come(request, journey):
    """The meetings to come, to print and take along: in the language of the person, where they have no account."""
    meetings = [meeting for meeting in journey.planned if meeting.on >= timezone.localdate()]
    with override(get_language() if journey.person.user_id else journey.person.reads_in):
        return render(request, "journeys/to_come.html", {"journey": journey, "meetings": meetings})


@form_page(Can.HOLD, forms.HeldAsPlanned, "journeys/held_as_planned.html", load=queries.with_arrangement)
def held_as_planned(planned, *, by, idempotency_key, answers):
    actions.hold_as_planned(planned, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:accompaniment", args=[planned.pk])


@form_page(Can.TAKE_BREAK, forms.TakeBreak, "journeys/take_break.html", load=queries.with_plans)
def take_break(journey, *, by, idempotency_key, answers):
    actions.take_break(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _journey(journey.pk)


@form_page(Can.END_BREAK, Form, "journeys/end_break.html", load=queries.with_plans)
def end_break(journey, *, by, idempotency_key, answers):
    actions.end_break(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _journey(journey.pk)


@form_page(Can.TAKE_BACK_STOP, Form, "journeys/take_back_stop.html")
def take_back_stop(journey, *, by, idempotency_key, answers):
    actions.take_back_stop(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _journey(journey.pk)


def _journey(pk):
    return reverse("journeys:journey", args=[pk])
