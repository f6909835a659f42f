"""The ways in which a programme asks without a name: by link, on a shared device, on paper."""

from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from wayfellow.access.guard import needs
from wayfellow.surveys import actions
from wayfellow.surveys.access import Can
from wayfellow.surveys.forms.answering import PaperForm
from wayfellow.surveys.forms.making import LinksForm
from wayfellow.surveys.queries.making import with_programme
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page, posted, refusals_on


@needs(Can.ASK_WITH_SURVEY, load=with_programme)
def links(request, survey):
    """Make ways in, and show their addresses once: who gets which is written down nowhere."""
    form = LinksForm(posted(request), record=survey)
    page = {"survey": survey, "form": form, "addresses": [], "until": None}
    if form.is_valid():
        with refusals_on(form):
            made = actions.make_links(survey, by=request.user, on=timezone.localdate(), **form.cleaned_data)
            there = [reverse("surveys:answer", args=[each.pk]) for each in made or ()]
            page["until"] = form.cleaned_data["until"]
            page["addresses"] = [request.build_absolute_uri(address) for address in there]
            page["made_before"] = made is None
    return render(request, "surveys/links.html", page, status=UNPROCESSABLE if form.errors else None)


@needs(Can.ASK_WITH_SURVEY, load=with_programme)
def start_tablet(request, survey):
    """Hand this device over: whoever set it up is signed out of it at once."""
    form = Form(posted(request), record=survey, reader=request.user)
    if form.is_valid():
        idempotency_key = form.cleaned_data["idempotency_key"]
        with refusals_on(form):
            actions.start_tablet(
                survey, by=request.user, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate()
            )
            logout(request)
            return HttpResponseRedirect(reverse("surveys:tablet", args=[idempotency_key]))
    page = {"record": survey, "form": form}
    return render(request, "surveys/start_tablet.html", page, status=UNPROCESSABLE if form.errors else None)


@require_POST
@needs(Can.ASK_WITH_SURVEY)
def end_tablets(request, survey):
    form = Form(request.POST)
    if form.is_valid():
        actions.end_tablets(survey, by=request.user, idempotency_key=form.cleaned_data["idempotency_key"])
    return HttpResponseRedirect(reverse("surveys:survey", args=[survey.pk]))


@form_page(Can.ASK_WITH_SURVEY, PaperForm, "surveys/paper.html", load=with_programme)
def paper(survey, *, by, idempotency_key, answers):
    actions.enter_paper(survey, by=by, idempotency_key=idempotency_key, language=get_language(), **answers)
    return reverse("surveys:paper", args=[survey.pk])
