"""The page on which anyone can apply, what whoever applied sees, and the coordinators’ pages."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, private, public
from wayfellow.choices import links
from wayfellow.joining import actions, queries
from wayfellow.joining.access import Can
from wayfellow.joining.forms import ApplicationForm, DoStepForm, LetGoForm, PlanStepForm, WayInForm
from wayfellow.joining.lifecycle import APPLICATION
from wayfellow.people import limits
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page, posted
from wayfellow.ui.paging import page_of

GONE = 410
TOO_OFTEN = _("A lot was sent from here just now. Please try again in an hour.")


@public
@never_cache
def apply(request, slug):
    """Say that one would like to become a peer supporter. The private address stands in the answer itself."""
    programme = queries.looking_for_some(slug)
    if programme is None:
        raise Http404
    form = ApplicationForm(posted(request), record=programme)
    if form.is_valid():
        token = links.token_of(form.cleaned_data["idempotency_key"])
        if queries.under(token) or limits.is_counted(request, "application"):
            actions.apply(programme, token=token, on=timezone.localdate(), **form.answers())
            link = request.build_absolute_uri(reverse("joining:mine", args=[token]))
            return render(request, "joining/applied.html", {"record": programme, "link": link})
        form.add_error(None, TOO_OFTEN)
    status = UNPROCESSABLE if form.is_bound else 200
    shown = {"form": form, "record": programme, "steps": queries.way_of(programme)}
    return render(request, "joining/apply.html", shown, status=status)


@private
@require_safe
@public
@never_cache
def mine(request, token):
    """How far along it is, for whoever holds the private address."""
    application = queries.under(token)
    if application is None:
        return render(request, "joining/nothing_here.html", status=GONE)
    shown = {"record": application, "token": token, "lines": queries.who_read(application)}
    return render(request, "joining/mine.html", shown | {"next": queries.next_step(application)})


@private
@public
@never_cache
def withdraw(request, token):
    """Take it back. Nothing of it stays."""
    application, form = queries.under(token), Form(posted(request))
    if application and form.is_valid():
        actions.forget(application, on=timezone.localdate())
        application = None
    if application is None:
        return render(request, "joining/nothing_here.html", status=200 if form.is_bound else GONE)
    return render(request, "joining/withdraw.html", {"form": form, "record": application, "token": token})


# On the desk
@require_safe
@needs(Can.SEE_APPLICATIONS)
def applications(request, programme):
    page = page_of(request, queries.applications(request.user, programme))
    lines = [(each, queries.next_step(each)) for each in page]
    return render(
        request,
        "joining/applications.html",
        {"programme": programme, "page": page, "lines": lines, "way_in": queries.way_in_of(programme)},
    )


@require_safe
@needs(Can.SEE_APPLICATION, load=queries.whole)
def application(request, application):
    """What somebody wrote, how to reach them, and each step: who, until when, and what is next."""
    shown = {"record": application, "open": APPLICATION.open_steps(application)}
    return render(request, "joining/application.html", shown | {"next": queries.next_step(application)})


@form_page(Can.KEEP_WAY_IN, WayInForm, "joining/way_in.html")
def way_in(programme, *, by, idempotency_key, answers):
    actions.keep_way_in(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("joining:applications", args=[programme.pk])


@form_page(Can.TAKE_ON, Form, "joining/take_on.html")
def take_on(application, *, by, idempotency_key, answers):
    actions.take_on(application, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(application.pk)


@form_page(Can.LET_APPLICATION_GO, LetGoForm, "joining/let_go.html")
def let_go(application, *, by, idempotency_key, answers):
    actions.let_go(application, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(application.pk)


@form_page(Can.PLAN_JOINING_STEP, PlanStepForm, "joining/plan_step.html")
def plan_step(step, *, by, idempotency_key, answers):
    actions.plan_step(step, by=by, idempotency_key=idempotency_key, **answers)
    return _page_of(step.application_id)


@form_page(Can.DO_JOINING_STEP, DoStepForm, "joining/do_step.html")
def do_step(step, *, by, idempotency_key, answers):
    actions.do_step(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _page_of(step.application_id)


def _page_of(pk):
    return reverse("joining:application", args=[pk])
