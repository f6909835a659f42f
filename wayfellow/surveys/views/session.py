"""One question a page, each kept on the server and left by a redirect: back and reload never lose or repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import render

from wayfellow.surveys.forms.answering import OneQuestionForm, titles_of_sections, words_of
from wayfellow.surveys.shape import DISPLAY, GROUP
from wayfellow.surveys.showing import shown
from wayfellow.ui.pages import UNPROCESSABLE, Form, posted, refusals_on


@dataclass(frozen=True)
class QuestionnaireSession:
    """Where somebody is who answers step by step, and how it is kept."""

    record: Any
    content: dict
    given: dict
    here: str
    keep: Callable
    send: Callable
    stop: str

    @property
    def asked(self):
        """The questions, each with the section it stands in and the texts before it."""
        found, texts = [], []
        sections = dict(titles_of_sections(self.content["item"]))
        for item in shown(self.content, self.given):
            if item["type"] == DISPLAY:
                texts.append(words_of(item))
            elif item["type"] != GROUP:
                found.append((item, sections[item["linkId"]], texts))
                texts = []
        return found

    def at(self, number):
        return f"{self.here}?step={number}"


def question_page(request, session):
    """Show one question, keep its answer and go on; after the last one, offer to send."""
    asked, number = session.asked, _number(request)
    if number >= len(asked):
        return _at_the_end(request, session, asked)
    item, section, texts = asked[number]
    form = OneQuestionForm(posted(request), record=session.record, question=item, given=session.given)
    if form.is_valid():
        session.keep(
            idempotency_key=form.cleaned_data["idempotency_key"],
            name=item["linkId"],
            answer=form.cleaned_data["answer"],
        )
        return HttpResponseRedirect(session.at(number + 1))
    form.look_again(session.record)
    page = {"form": form, "session": session, "number": number, "of": len(asked), "section": section, "texts": texts}
    return render(request, "surveys/one_question.html", page, status=UNPROCESSABLE if form.is_bound else None)


def _at_the_end(request, session, asked):
    missing = [
        (number, words_of(item))
        for number, (item, _section, _texts) in enumerate(asked)
        if item.get("required") and item["linkId"] not in session.given
    ]
    form = Form(posted(request))
    if form.is_valid() and not missing and session.given:
        with refusals_on(form):
            return HttpResponseRedirect(session.send(idempotency_key=form.cleaned_data["idempotency_key"]))
    page = {"form": form, "session": session, "missing": missing, "last": len(asked) - 1}
    return render(request, "surveys/send.html", page, status=UNPROCESSABLE if form.is_bound else None)


def _number(request):
    asked_for = request.GET.get("step", "")
    return int(asked_for) if asked_for.isascii() and asked_for.isdecimal() else 0
