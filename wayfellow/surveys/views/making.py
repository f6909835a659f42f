"""The surveys of a programme, for those who ask: the list, writing a version, publishing it."""

from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.surveys import actions
from wayfellow.surveys.access import Can
from wayfellow.surveys.forms.answering import AnswersForm
from wayfellow.surveys.forms.making import (
    BLANK,
    AddQuestionForm,
    ChangeAboutForm,
    InstrumentForm,
    NewSurveyForm,
    PublishForm,
    QuestionForm,
    ScoreForm,
    TakeOutForm,
)
from wayfellow.surveys.queries import answering as asked
from wayfellow.surveys.queries import making as queries
from wayfellow.surveys.shape import Content, faults
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import page_of

EMPTY: Content = {"item": [], "scoring": []}


@require_safe
@signed_in
def surveys(request):
    page = page_of(request, queries.surveys(request.user))
    return render(request, "surveys/surveys.html", {"page": page, "programmes": queries.programmes(request.user)})


@form_page(Can.MAKE_SURVEY, NewSurveyForm, "surveys/new.html")
def make(programme, *, by, idempotency_key, answers):
    start = answers.pop("start")
    content = EMPTY | {name: answers.pop(name) for name in ["title", "description"]}
    if start != BLANK:
        content = queries.to_begin_with(by, programme, start)
    actions.make(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, content=content, **answers)
    return reverse("surveys:draft", args=[idempotency_key])


@form_page(Can.MAKE_SURVEY, InstrumentForm, "surveys/instrument.html")
def bring_in_instrument(programme, *, by, idempotency_key, answers):
    licence = {
        "instrument": answers["instrument"],
        "evidence": answers["evidence"],
        "confirmed_on": timezone.localdate(),
    }
    actions.make(
        programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, content=answers["content"],
        kept=answers["kept"], read_by=answers["read_by"], licence=licence,
    )  # fmt: skip
    return reverse("surveys:draft", args=[idempotency_key])


@require_safe
@needs(Can.SEE_SURVEY, load=queries.with_programme)
def survey(request, survey):
    """What is asked, in every version, and the ways to ask it."""
    page = {
        "survey": survey,
        "versions": asked.versions(survey),
        "is_written": bool(queries.written(survey)),
        "tablets": queries.tablets_today(survey, timezone.localdate()),
        "form": Form(),
    }
    return render(request, "surveys/survey.html", page)


@require_safe
@needs(Can.CHANGE_SURVEY, load=queries.with_programme)
def draft(request, survey):
    """The version that is being written: its questions in every language, and what is not there yet."""
    questions = queries.written(survey)
    if not questions and queries.version(survey):
        return HttpResponseRedirect(reverse("surveys:write_new_version", args=[survey.pk]))
    content = queries.content_of(survey, questions)
    page = {
        "survey": survey,
        "questions": questions,
        "faults": queries.faults_by_item(content) if questions else {},
        "conditions": queries.conditions_in_words(questions),
        "missing": queries.missing_texts(content),
        "content": content,
        "shown": _shown(content),
        "add": AddQuestionForm(),
        "token": partial(Form, auto_id=False),
    }
    return render(request, "surveys/draft.html", page)


@form_page(Can.CHANGE_SURVEY, Form, "surveys/write.html", load=queries.with_programme)
def write_new_version(survey, *, by, idempotency_key, answers):
    actions.write_new_version(survey, by=by, idempotency_key=idempotency_key)
    return _draft_of(survey)


@form_page(Can.CHANGE_SURVEY, ChangeAboutForm, "surveys/about.html", load=queries.with_programme)
def change_about(survey, *, by, idempotency_key, answers):
    actions.say_what_it_is(survey, by=by, idempotency_key=idempotency_key, **answers)
    return _draft_of(survey)


@form_page(Can.CHANGE_SURVEY, AddQuestionForm, "surveys/add_question.html", load=queries.with_programme)
def add_question(survey, *, by, idempotency_key, answers):
    actions.add_question(survey, by=by, idempotency_key=idempotency_key, id=idempotency_key, kind=answers["kind"])
    return reverse("surveys:change_question", args=[idempotency_key])


@form_page(Can.CHANGE_QUESTION, QuestionForm, "surveys/question.html", load=queries.question_with_survey)
def change_question(question, *, by, idempotency_key, answers):
    actions.change_question(
        question, by=by, idempotency_key=idempotency_key, edit_token=answers["edit_token"], content=answers["content"]
    )
    return f"{_draft_of(question.survey)}#{question.pk}"


@require_POST
@needs(Can.CHANGE_QUESTION, load=queries.question_with_survey)
def move_question(request, question):
    form = Form(request.POST)
    if form.is_valid():
        actions.move_question(
            question,
            by=request.user,
            idempotency_key=form.cleaned_data["idempotency_key"],
            up=request.POST.get("to") == "up",
        )
    return HttpResponseRedirect(f"{_draft_of(question.survey)}#{question.pk}")


@form_page(Can.CHANGE_QUESTION, TakeOutForm, "surveys/take_out.html", load=queries.question_with_survey)
def take_out(question, *, by, idempotency_key, answers):
    actions.take_out(question, by=by, idempotency_key=idempotency_key, edit_token=answers["edit_token"])
    return reverse("surveys:draft", args=[answers["stood_in"] or question.survey_id])


@form_page(Can.CHANGE_SURVEY, ScoreForm, "surveys/score.html", load=queries.with_programme)
def add_score(survey, *, by, idempotency_key, answers):
    actions.add_score(survey, by=by, idempotency_key=idempotency_key, score=answers)
    return _draft_of(survey)


@form_page(Can.CHANGE_SURVEY, Form, "surveys/no_scores.html", load=queries.with_programme)
def take_scores_out(survey, *, by, idempotency_key, answers):
    actions.take_scores_out(survey, by=by, idempotency_key=idempotency_key)
    return _draft_of(survey)


@require_safe
@needs(Can.SEE_SURVEY, load=queries.with_programme)
def preview(request, survey):
    """What somebody will see, as wide as a phone; on paper, the blank form."""
    content = queries.latest_content(survey)
    page = {"survey": survey, "content": content, "form": _shown(content), "is_written": queries.written(survey)}
    return render(request, "surveys/preview.html", page)


def _shown(content):
    return None if faults(content) else AnswersForm(content=content, auto_id="shown_%s")


@form_page(Can.PUBLISH_SURVEY, PublishForm, "surveys/publish.html", load=queries.with_programme)
def publish(survey, *, by, idempotency_key, answers):
    actions.publish(survey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return _survey(survey)


@form_page(Can.PUBLISH_SURVEY, Form, "surveys/retire.html", load=queries.with_programme)
def retire(survey, *, by, idempotency_key, answers):
    actions.retire(survey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _survey(survey)


@require_POST
@needs(Can.PUBLISH_SURVEY)
def ask_again(request, survey):
    form = Form(request.POST)
    if form.is_valid():
        actions.ask_again(survey, by=request.user, idempotency_key=form.cleaned_data["idempotency_key"])
    return HttpResponseRedirect(_survey(survey))


def _survey(survey):
    return reverse("surveys:survey", args=[survey.pk])


def _draft_of(survey):
    return reverse("surveys:draft", args=[survey.pk])
