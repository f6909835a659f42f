"""The person's own space, and how a journey ends."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import may, needs, signed_in
from wayfellow.access.policy import Can
from wayfellow.journeys import actions
from wayfellow.journeys.forms.own import (
    AgreeWordsForm,
    CloseForm,
    EndUnplannedForm,
    PassOnNotesForm,
    PeersVoiceForm,
    PersonsVoiceForm,
    WordsForm,
)
from wayfellow.journeys.lifecycle import open_steps
from wayfellow.journeys.queries import own as queries
from wayfellow.journeys.queries.what_happened import what, what_happened, who
from wayfellow.surveys.queries import that_wait
from wayfellow.ui.pages import Form, form_page

LINES_ON_A_PAGE = 50
VOICE = "journeys/closing_answers.html"


@require_safe
@signed_in
def my(request):
    person = queries.whose_space(request.user)
    journeys = [(journey, list(queries.what_waits(journey))) for journey in queries.my_journeys(request.user)]
    surveys = that_wait(request.user, timezone.localdate()) if person else []
    return render(request, "journeys/my.html", {"person": person, "journeys": journeys, "surveys": surveys})


@require_safe
@signed_in
def who_looked(request):
    page = Paginator(what_happened(request.user), LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "journeys/who_looked.html", {"page": page, "who": who, "what": what})


@require_safe
@needs(Can.SEE_REFERRAL, load=queries.referral)
def my_referral(request, journey):
    return render(request, "journeys/my_referral.html", {"record": journey})


@form_page(Can.PASS_ON_NOTES, PassOnNotesForm, "journeys/pass_on_notes.html")
def pass_on_notes(journey, *, by, once, answers):
    actions.pass_on_notes(journey, by=by, once=once, **answers)
    return reverse("journeys:journey", args=[journey.pk])


@require_safe
@needs(Can.SEE_JOURNEY, load=queries.closing_sheet)
def closing(request, journey):
    sheet = {"is_written": queries.is_written(journey), "is_answered": queries.is_answered(journey)}
    return render(request, "journeys/closing.html", {"record": journey, "steps": open_steps(journey)} | sheet)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/begin_closing.html")
def begin_closing(journey, *, by, once, answers):
    actions.begin_closing(journey, by=by, once=once, on=timezone.localdate())
    return _closing_of(journey)


@form_page(Can.BEGIN_CLOSING, Form, "journeys/go_on_after_all.html")
def go_on_after_all(journey, *, by, once, answers):
    actions.go_on_after_all(journey, by=by, once=once, on=timezone.localdate())
    return reverse("journeys:journey", args=[journey.pk])


@form_page(Can.ANSWER_AS_PERSON, PersonsVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_person(journey, *, by, once, answers):
    actions.answer_as_person(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.ANSWER_AS_PEER, PeersVoiceForm, VOICE, load=queries.closing_sheet)
def answer_as_peer(journey, *, by, once, answers):
    actions.answer_as_peer(journey, by=by, once=once, **answers)
    return _closing_of(journey)


@form_page(Can.PROPOSE_WORDS, WordsForm, "journeys/closing_words.html", load=queries.closing_sheet)
def propose_words(journey, *, by, once, answers):
    actions.propose_words(journey, by=by, once=once, words=answers["words"], replaces=answers["seen"])
    return _closing_of(journey)


@form_page(Can.AGREE_WORDS, AgreeWordsForm, "journeys/agree_words.html", load=queries.closing_sheet)
def agree_words(journey, *, by, once, answers):
    actions.agree_words(journey, by=by, once=once, version=answers["seen"])
    return _closing_of(journey)


@form_page(Can.CLOSE, CloseForm, "journeys/close.html", load=queries.closing_sheet)
def close(journey, *, by, once, answers):
    actions.close(journey, by=by, once=once, on=timezone.localdate(), **answers)
    return _closing_of(journey)


@form_page(Can.END_UNPLANNED, EndUnplannedForm, "journeys/end_unplanned.html")
def end_unplanned(journey, *, by, once, answers):
    actions.end_unplanned(journey, by=by, once=once, **answers)
    if may(by, Can.SEE_JOURNEY, journey):
        return _closing_of(journey)
    return reverse("journeys:desk_journey", args=[journey.pk])


def _closing_of(journey):
    return reverse("journeys:closing", args=[journey.pk])
