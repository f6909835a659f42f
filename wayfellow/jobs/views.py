"""The operator's page of what the installation does by itself."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import signed_in
from wayfellow.jobs import actions, queries
from wayfellow.jobs.access import Can
from wayfellow.ui.pages import Form, form_page


@require_safe
@signed_in
def jobs(request):
    shown = {
        "schedules": queries.schedules(request.user),
        "tried_again": queries.tried_again(request.user),
        "given_up": queries.given_up(request.user),
        "waiting": queries.waiting(request.user),
        "is_at_work": queries.is_at_work(),
    }
    return render(request, "jobs/jobs.html", shown)


@form_page(Can.RUN_JOB, Form, "jobs/run.html")
def run_now(schedule, *, by, idempotency_key, answers):
    actions.run_now(schedule, by=by, idempotency_key=idempotency_key, now=timezone.now())
    return _begins


def _begins(request):
    """The job worker looks every few seconds; until then the list still says what was."""
    messages.success(request, _("It starts within a few seconds. Load this page again to see how it went."))
    return redirect("jobs:jobs")


@form_page(Can.TRY_JOB_AGAIN, Form, "jobs/try_again.html")
def try_again(task, *, by, idempotency_key, answers):
    actions.try_again(task, by=by, idempotency_key=idempotency_key, now=timezone.now())
    return reverse("jobs:jobs")
