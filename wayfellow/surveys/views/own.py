"""Surveys that somebody answers as themself."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wayfellow.access.deeds import Can
from wayfellow.access.guard import needs, signed_in
from wayfellow.surveys import actions
from wayfellow.surveys.queries import answering as queries
from wayfellow.surveys.queries import own
from wayfellow.surveys.views.stepping import Way, step
from wayfellow.ui.pages import Form, form_page

ON_A_PAGE = 50


@require_safe
@signed_in
def my_surveys(request):
    """What can be answered, what was begun, and what was sent with what came out of it."""
    page = Paginator(own.my_answers(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    answered = [(answers, own.scores_of(answers)) for answers in page]
    return render(request, "surveys/mine.html", {"page": page, "answered": answered, "open": own.for_me(request.user)})


@form_page(Can.ANSWER_SURVEY, Form, "surveys/begin.html", load=own.to_answer)
def begin(survey, *, by, once, answers):
    actions.begin(survey, by=by, once=once, id=once, on=timezone.localdate(), language=get_language())
    return reverse("surveys:fill_in", args=[once])


@needs(Can.FILL_IN)
def fill_in(request, answers):
    """One question after another, kept each time: leave at any moment and go on later."""
    if answers.sent_on:
        return HttpResponseRedirect(reverse("surveys:read", args=[answers.pk]))
    way = Way(
        record=answers,
        content=answers.questionnaire.content,
        given=queries.read_given(answers),
        here=reverse("surveys:fill_in", args=[answers.pk]),
        keep=partial(actions.answer_own, answers, by=request.user),
        send=partial(_send, answers, request.user),
        stop=reverse("surveys:take_back", args=[answers.pk]),
    )
    return step(request, way)


def _send(answers, by, once):
    actions.send_own(answers, by=by, once=once, on=timezone.localdate())
    return reverse("surveys:read", args=[answers.pk])


@require_safe
@signed_in
def shared(request):
    """What people sent with their name, for those they were told would read it."""
    page = Paginator(own.shared_with(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/shared.html", {"page": page})


@require_safe
@needs(Can.READ_ANSWERS)
def read(request, answers):
    return render(request, "surveys/read.html", {"answers": answers, **own.as_read(answers)})


@form_page(Can.FILL_IN, Form, "surveys/take_back.html")
def take_back(sent, *, by, once, answers):
    actions.take_back(sent, by=by, once=once)
    return reverse("surveys:my_surveys")
