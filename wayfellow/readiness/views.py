"""The page of what the teams ask, and the forms on the way."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.office.asking import AgreeForm
from wayfellow.readiness import actions, queries
from wayfellow.readiness.access import Can
from wayfellow.readiness.forms import (
    AddForm,
    BeginForm,
    ChangeQuestionForm,
    ChangeReplyForm,
    ReplyForm,
    TakeBackReplyForm,
    TakeOffForm,
)
from wayfellow.ui.pages import form_page


@require_safe
@signed_in
def mine(request):
    """Of which programme? Where there is one, that one."""
    programmes = list(queries.my_programmes(request.user))
    if len(programmes) == 1:
        return redirect("readiness:questions", programmes[0].pk)
    return render(request, "readiness/mine.html", {"programmes": programmes})


@require_safe
@needs(Can.SEE_TEAM_QUESTIONS)
def questions(request, programme):
    """What the teams ask, what peer supporters and others answer, and what was agreed."""
    return render(
        request, "readiness/questions.html", {"record": programme, "questions": queries.questions_of(programme)}
    )


@form_page(Can.BEGIN_TEAM_QUESTIONS, BeginForm, "readiness/begin.html")
def begin(programme, *, by, idempotency_key, answers):
    actions.begin_questions(programme, by=by, idempotency_key=idempotency_key)
    return _questions(programme.pk)


@form_page(Can.ADD_TEAM_QUESTIONS, AddForm, "readiness/add.html")
def add(programme, *, by, idempotency_key, answers):
    actions.add_questions(programme, by=by, idempotency_key=idempotency_key, **answers)
    return _questions(programme.pk)


@form_page(Can.CHANGE_TEAM_QUESTION, ChangeQuestionForm, "readiness/change_question.html")
def change_question(question, *, by, idempotency_key, answers):
    actions.change_question(question, by=by, idempotency_key=idempotency_key, **answers)
    return _questions(question.programme_id)


@form_page(Can.TAKE_OFF_TEAM_QUESTION, TakeOffForm, "readiness/take_off.html")
def take_off(question, *, by, idempotency_key, answers):
    actions.take_off_question(question, by=by, idempotency_key=idempotency_key)
    return _questions(answers["stood_in"])


@form_page(Can.REPLY, ReplyForm, "readiness/reply.html", load=queries.with_replies)
def reply(question, *, by, idempotency_key, answers):
    said = answers | {"id": idempotency_key, "on": timezone.localdate()}
    actions.reply(question, by=by, idempotency_key=idempotency_key, **said)
    return _questions(question.programme_id)


@form_page(Can.CHANGE_REPLY, ChangeReplyForm, "readiness/change_reply.html")
def change_reply(reply, *, by, idempotency_key, answers):
    actions.change_reply(reply, by=by, idempotency_key=idempotency_key, **answers)
    return _questions(reply.question.programme_id)


@form_page(Can.TAKE_BACK_REPLY, TakeBackReplyForm, "readiness/take_back_reply.html")
def take_back_reply(reply, *, by, idempotency_key, answers):
    actions.take_back_reply(reply, by=by, idempotency_key=idempotency_key)
    return _questions(answers["stood_in"])


@form_page(Can.AGREE_ABOUT_QUESTION, AgreeForm, "readiness/agree.html")
def agree(question, *, by, idempotency_key, answers):
    actions.agree(question, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _questions(question.programme_id)


def _questions(pk):
    return reverse("readiness:questions", args=[pk])
