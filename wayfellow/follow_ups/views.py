"""The quarters of a programme, and the sheet of each."""

from uuid import UUID

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.follow_ups import actions, queries
from wayfellow.follow_ups.access import Can
from wayfellow.follow_ups.forms import BeginForm, SignForm, TakeBackForm, WhoSignsForm, WriteForm
from wayfellow.follow_ups.models import called
from wayfellow.follow_ups.quarters import due_on, last_quarter
from wayfellow.office.asking import AgreeForm
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import page_of


@require_safe
@needs(Can.SEE_FOLLOW_UPS, load=queries.with_partner)
def follow_ups(request, programme):
    """Which quarters both organisations looked at, and whether the last one waits."""
    quarter = last_quarter(timezone.localdate())
    shown = {
        "record": programme,
        "page": page_of(request, queries.follow_ups_of(programme)),
        "waits": called(quarter) if programme.follow_up_waits else None,
        "due_on": due_on(quarter),
    }
    return render(request, "follow_ups/follow_ups.html", shown)


@require_safe
@needs(Can.SEE_FOLLOW_UP, load=queries.with_all_of_it)
def follow_up(request, follow_up):
    """The sheet of a quarter: as it is now, as it was signed, and what became of what was agreed."""
    versions = list(follow_up.versions.all())
    newest = versions[0] if versions else None
    steps, carried_over = queries.steps_on_the_sheet(follow_up)
    shown = {
        "record": follow_up,
        "newest": newest,
        "earlier": [version for version in versions[1:] if version.signatures.all()],
        "waits_for": queries.waits_for(follow_up, newest) if newest else [],
        "steps": steps,
        "carried_over": carried_over,
    }
    return render(request, "follow_ups/follow_up.html", shown)


@form_page(Can.BEGIN_FOLLOW_UP, BeginForm, "follow_ups/begin.html")
def begin(programme, *, by, idempotency_key, answers):
    told = {"id": idempotency_key, "today": timezone.localdate(), **answers}
    actions.begin_follow_up(programme, by=by, idempotency_key=idempotency_key, **told)
    return _sheet(idempotency_key)


@form_page(Can.CHANGE_WHO_SIGNS, WhoSignsForm, "follow_ups/who_signs.html")
def change_who_signs(follow_up, *, by, idempotency_key, answers):
    actions.change_who_signs(follow_up, by=by, idempotency_key=idempotency_key, **answers)
    return _sheet(follow_up.pk)


@form_page(Can.WRITE_FOLLOW_UP, WriteForm, "follow_ups/write.html")
def write(follow_up, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.write_follow_up(follow_up, by=by, idempotency_key=idempotency_key, on=today, **answers)
    return _sheet(follow_up.pk)


@form_page(Can.AGREE_AT_FOLLOW_UP, AgreeForm, "follow_ups/agree.html")
def agree(follow_up, *, by, idempotency_key, answers):
    told = {"id": idempotency_key, "on": timezone.localdate(), **answers}
    actions.agree_step(follow_up, by=by, idempotency_key=idempotency_key, **told)
    return _sheet(follow_up.pk)


@form_page(Can.SIGN_FOLLOW_UP, SignForm, "follow_ups/sign.html")
def sign(follow_up, *, by, idempotency_key, answers):
    actions.sign_follow_up(follow_up, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _sheet(follow_up.pk)


@form_page(Can.TAKE_BACK_FOLLOW_UP, TakeBackForm, "follow_ups/take_back.html")
def take_back(follow_up, *, by, idempotency_key, answers):
    actions.take_back_follow_up(follow_up, by=by, idempotency_key=idempotency_key)
    return reverse("follow_ups:follow_ups", args=[answers["stood_in"]])


def _sheet(pk: UUID) -> str:
    return reverse("follow_ups:follow_up", args=[pk])
