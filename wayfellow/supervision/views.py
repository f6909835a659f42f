"""The pages of a supervision: planned, prepared, written down, signed; and what others see of it."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.supervision import actions, queries
from wayfellow.supervision.access import Can
from wayfellow.supervision.forms import (
    AskForm,
    BringForm,
    HoldForm,
    MoveForm,
    PlanForm,
    RhythmForm,
    SettleForm,
    SheetForm,
    SignForm,
    StepForm,
)
from wayfellow.supervision.lifecycle import SUPERVISION
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.workforce.queries import as_peers

A_SUPERVISION = "supervision/settle.html"


def _to_supervision(pk):
    return reverse("supervision:supervision", args=[pk])


def _to_sheet(pk):
    return reverse("supervision:sheet", args=[pk])


# Planning
@form_page(Can.PLAN_SUPERVISION, PlanForm, "supervision/plan.html")
def plan(programme, *, by, idempotency_key, answers):
    actions.plan_supervision(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_supervision(idempotency_key)


@form_page(Can.ASK_FOR_SUPERVISION, AskForm, "supervision/ask.html")
def ask(peer, *, by, idempotency_key, answers):
    actions.ask_for_supervision(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_supervision(idempotency_key)


@form_page(Can.MOVE_SUPERVISION, MoveForm, A_SUPERVISION)
def move(supervision, *, by, idempotency_key, answers):
    actions.move_supervision(supervision, by=by, idempotency_key=idempotency_key, **answers)
    return _to_supervision(supervision.pk)


@form_page(Can.HOLD_SUPERVISION, HoldForm, A_SUPERVISION)
def hold(supervision, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.hold_supervision(supervision, by=by, idempotency_key=idempotency_key, today=today, **answers)
    return _to_supervision(supervision.pk)


@form_page(Can.LET_SUPERVISION_GO, Form, "supervision/let_go.html")
def let_go(supervision, *, by, idempotency_key, answers):
    actions.let_supervision_go(supervision, by=by, idempotency_key=idempotency_key)
    return _to_supervision(supervision.pk)


@form_page(Can.SET_RHYTHM, RhythmForm, "supervision/rhythm.html")
def rhythm(programme, *, by, idempotency_key, answers):
    actions.set_rhythm(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:load", args=[programme.pk])


# Reading
@require_safe
@needs(Can.SEE_SUPERVISION)
def supervision(request, supervision):
    """Where one sheet of it is the reader's to open, that one; of a group, who takes part."""
    sheets = queries.my_sheets_of(request.user, supervision)
    if len(sheets) == 1:
        return redirect(_to_sheet(sheets[0].pk))
    return render(
        request,
        "supervision/supervision.html",
        {"supervision": supervision, "sheets": sheets, "steps": SUPERVISION.open_steps(supervision)},
    )


@require_safe
@needs(Can.SEE_SHEET, load=queries.whole)
def sheet(request, sheet):
    supervision = queries.opened_by(request.user, sheet)
    versions = list(sheet.versions.all())
    newest = versions[0] if versions else None
    shown = {
        "sheet": sheet,
        "supervision": supervision,
        "steps": SUPERVISION.open_steps(supervision),
        "newest": newest,
        "earlier": versions[1:],
        "waits_for": queries.waits_for(sheet, newest) if newest else [],
    }
    return render(request, "supervision/sheet.html", shown)


@require_safe
@signed_in
def mine(request):
    """A peer supporter's own: what is planned, what was agreed, and every sheet so far."""
    user = request.user
    page = page_of(request, queries.my_sheets(user), TEXTS)
    shown = {"page": page, "to_do": queries.my_steps(user), "as_peers": as_peers(user, Can.ASK_FOR_SUPERVISION)}
    return render(request, "supervision/mine.html", shown)


@require_safe
@needs(Can.SEE_SUPERVISIONS)
def numbers(request, programme):
    """That and when there was supervision, and how often it was about what; never what was said."""
    page = page_of(request, queries.supervisions(programme))
    shown = {"programme": programme, "page": page, "told": queries.in_numbers(programme, timezone.localdate())}
    return render(request, "supervision/numbers.html", shown)


# Writing
@form_page(Can.BRING_TO_SHEET, BringForm, "supervision/bring.html")
def bring(sheet, *, by, idempotency_key, answers):
    actions.bring_to_sheet(sheet, by=by, idempotency_key=idempotency_key, **answers)
    return _to_sheet(sheet.pk)


@form_page(Can.WRITE_SHEET, SheetForm, "supervision/write.html")
def write(sheet, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.write_sheet(sheet, by=by, idempotency_key=idempotency_key, on=today, **answers)
    return _to_sheet(sheet.pk)


@form_page(Can.SIGN_SHEET, SignForm, "supervision/sign.html")
def sign(sheet, *, by, idempotency_key, answers):
    actions.sign_sheet(sheet, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_sheet(sheet.pk)


@form_page(Can.AGREE_STEP, StepForm, "supervision/agree.html")
def agree(sheet, *, by, idempotency_key, answers):
    actions.agree_step(sheet, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _to_sheet(sheet.pk)


@form_page(Can.SETTLE_STEP, SettleForm, "supervision/settle_step.html")
def settle_step(step, *, by, idempotency_key, answers):
    actions.settle_step(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _to_sheet(step.sheet_id)
