"""Surveys that somebody answers as themself."""

from functools import partial

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, private, public, signed_in
from wayfellow.surveys import actions
from wayfellow.surveys.access import Can
from wayfellow.surveys.forms.answering import BeginForm, MailForm, ShowForm
from wayfellow.surveys.queries import answering as queries
from wayfellow.surveys.queries import own
from wayfellow.surveys.views.session import QuestionnaireSession, question_page
from wayfellow.ui import drawn
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page, posted, refusals_on
from wayfellow.ui.paging import page_of

TWO = 2  # a line begins with the second time


@require_safe
@signed_in
def my_surveys(request):
    """What can be answered, what was begun, and what was sent with what came out of it."""
    page = page_of(request, own.my_answers(request.user))
    answered = [(answers, own.scores_of(answers)) for answers in page]
    surveys = {"open": own.for_me(request.user), "sent": own.sent_by_me(request.user)}
    surveys["myself"] = own.myself(request.user) if settings.DEFAULT_FROM_EMAIL else None
    return render(request, "surveys/mine.html", {"page": page, "answered": answered, **surveys})


@form_page(Can.ANSWER_SURVEY, BeginForm, "surveys/begin.html", load=own.to_answer)
def begin(survey, *, by, idempotency_key, answers):
    actions.begin(
        survey,
        by=by,
        idempotency_key=idempotency_key,
        id=idempotency_key,
        on=timezone.localdate(),
        language=get_language(),
    )
    return reverse("surveys:fill_in", args=[idempotency_key])


@needs(Can.FILL_IN)
def fill_in(request, answers):
    """One question after another, kept each time: leave at any moment and go on later."""
    if answers.sent_on:
        return HttpResponseRedirect(reverse("surveys:read", args=[answers.pk]))
    session = QuestionnaireSession(
        record=answers,
        content=answers.questionnaire.content,
        given=queries.read_given(answers),
        here=reverse("surveys:fill_in", args=[answers.pk]),
        keep=partial(actions.answer_own, answers, by=request.user),
        send=partial(_send, answers, request.user),
        stop=reverse("surveys:take_back", args=[answers.pk]),
    )
    return question_page(request, session)


def _send(answers, by, idempotency_key):
    actions.send_own(answers, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("surveys:read", args=[answers.pk])


@require_safe
@needs(Can.SHOW_OVER_TIME, load=own.to_answer)
def over_time(request, survey):
    """One's own answers to a survey from day to day, and who else sees that."""
    shown = own.whom_i_show(survey, request.user)
    who = dict(ShowForm.base_fields["to"].choices)[shown.to if shown else ""]
    page = {"survey": survey, "lines": _drawn(survey, request.user), "who": who, "is_mine": True}
    return render(request, "surveys/over_time.html", page)


@require_safe
@needs(Can.SEE_OVER_TIME, load=own.with_survey)
def shown_over_time(request, shown):
    """The same for whom the person shows it to."""
    page = {"survey": shown.survey, "lines": _drawn(shown.survey, shown.person), "shown": shown, "is_mine": False}
    return render(request, "surveys/over_time.html", page)


def _drawn(survey, whose):
    return [(line, _line(line, number)) for number, line in enumerate(own.over_time(survey, whose))]


def _line(line, number):
    if len(line.known) < TWO:
        return ""
    return drawn.over_time(
        f"line-{number}", in_my_language(line.title), line.known, lowest=line.lowest, highest=line.highest
    )


@form_page(Can.SHOW_OVER_TIME, ShowForm, "surveys/show.html", load=own.to_answer)
def show(survey, *, by, idempotency_key, answers):
    actions.show_over_time(survey, by=by, idempotency_key=idempotency_key, to=answers["to"])
    return reverse("surveys:over_time", args=[survey.pk])


@needs(Can.WANT_MAIL, load=own.with_reach)
def by_mail(request, person):
    """Whether somebody wants a note when a survey waits, and where it goes."""
    form = MailForm(posted(request), record=person)
    if form.is_valid():
        with refusals_on(form):
            actions.want_mail(person, by=request.user, site=request.build_absolute_uri("/"), **form.cleaned_data)
            return HttpResponseRedirect(reverse("surveys:my_surveys"))
    page = {"form": form, "record": person}
    return render(request, "surveys/by_mail.html", page, status=UNPROCESSABLE if form.errors else None)


@csrf_exempt  # a mail program brings no token of ours (RFC 8058); the address alone says whose notes stop
@private
@public
@never_cache
def stop_mail(request, pk):
    """Whoever has the link of a note says that no more is to come. Whether any did is not said."""
    if request.method == "POST":
        actions.stop_mail(pk)
    return render(request, "surveys/stop_mail.html", {"is_done": request.method == "POST"})


@require_safe
@signed_in
def shared(request):
    """What people sent with their name, for those they were told would read it."""
    page = page_of(request, own.shared_with(request.user))
    return render(request, "surveys/shared.html", {"page": page, "is_over_time": False})


@require_safe
@signed_in
def shown(request):
    """Whose answers this reader may see over time, as long as they show them."""
    page = page_of(request, own.shown_to(request.user))
    return render(request, "surveys/shared.html", {"page": page, "is_over_time": True})


@require_safe
@needs(Can.READ_ANSWERS)
def read(request, answers):
    return render(request, "surveys/read.html", {"answers": answers, **own.as_read(answers)})


@form_page(Can.FILL_IN, Form, "surveys/take_back.html")
def take_back(sent, *, by, idempotency_key, answers):
    actions.take_back(sent, by=by, idempotency_key=idempotency_key)
    return reverse("surveys:my_surveys")
