"""Pages of the coordinators who answer first steps, and who tell of what has come to be."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.choices import actions, queries
from wayfellow.choices.access import Can
from wayfellow.choices.forms import DayForm, HappenedForm, LetGoForm, TellForm
from wayfellow.choices.lifecycle import FIRST_STEP
from wayfellow.directory import access as directory
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of


@require_safe
@needs(directory.Can.SEE_DESK)
def first_steps(request, programme):
    """What was asked of a programme, the longest waiting first."""
    part = queries.part_of(request.GET.get("state"))
    sizes = queries.sizes(request.user, programme)
    page = page_of(request, queries.first_steps(request.user, programme, part), counted=sizes[part])
    shown = {"programme": programme, "page": page, "part": part, "sizes": sizes}
    return render(request, "choices/first_steps.html", shown)


@require_safe
@needs(Can.SEE_FIRST_STEP)
def first_step(request, step):
    """What somebody asked, how to reach them safely, and what can be done now."""
    return render(request, "choices/desk_step.html", {"record": step, "steps": FIRST_STEP.open_steps(step)})


@form_page(Can.TAKE_UP, Form, "choices/take_up.html")
def take_up(step, *, by, idempotency_key, answers):
    actions.take_up(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(step)


@form_page(Can.SET_DAY, DayForm, "choices/set_day.html")
def set_day(step, *, by, idempotency_key, answers):
    actions.set_day(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(step)


@form_page(Can.NOTE_IT_HAPPENED, HappenedForm, "choices/happened.html")
def happened(step, *, by, idempotency_key, answers):
    actions.note_it_happened(step, by=by, idempotency_key=idempotency_key, today=timezone.localdate(), **answers)
    return _page_of(step)


@form_page(Can.LET_GO, LetGoForm, "choices/let_go.html")
def let_go(step, *, by, idempotency_key, answers):
    actions.let_go(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(step)


def _page_of(step):
    return reverse("choices:desk_step", args=[step.pk])


@form_page(Can.TELL_OF_SOMETHING, TellForm, "choices/tell.html")
def tell(programme, *, by, idempotency_key, answers):
    actions.tell_of_something(programme, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("choices:tell", args=[programme.pk])
