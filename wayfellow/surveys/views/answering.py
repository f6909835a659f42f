"""The anonymous questionnaire: open to whoever has an invitation, asking for no name."""

from contextlib import suppress
from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from wayfellow.access.guard import Refused, private, public
from wayfellow.surveys import actions
from wayfellow.surveys.forms.answering import AnswersForm
from wayfellow.surveys.queries import answering as queries
from wayfellow.surveys.showing import only_asked
from wayfellow.surveys.views.session import QuestionnaireSession, question_page
from wayfellow.ui.languages import in_my_language
from wayfellow.ui.pages import UNPROCESSABLE, Form

NOT_FOUND = 404
SECONDS_OF_THANKS = 20


@private
@public
@never_cache
def answer(request, pk):
    """All of it on one page, or, where there is little room, a way in to one question after another."""
    invitation = queries.invitation(pk, timezone.localdate())
    if invitation is None:
        return _used(request)
    form = AnswersForm(request.POST or None, record=invitation)
    if form.is_valid() and "look" not in request.POST:
        return _keep(request, form)
    form.look_again(invitation)
    content = invitation.questionnaire.content
    page = {"form": form, "record": invitation, "begin": Form(), "content": content}
    page |= {name: in_my_language(content[name]) for name in ["title", "description"]}
    if "look" in request.POST:
        return render(request, "surveys/questions.html", page)
    return render(request, "surveys/answer.html", page, status=UNPROCESSABLE if form.is_bound else None)


def _keep(request, form):
    try:
        _give(form.record, form.cleaned_data["idempotency_key"], form.answers())
    except Refused:
        return _used(request)
    return HttpResponseRedirect(_thanks_of(form.record))


def _give(invitation, idempotency_key, given):
    actions.give_answers(
        invitation, idempotency_key=idempotency_key, month=timezone.localdate(), language=get_language(), given=given
    )


def _thanks_of(invitation):
    if invitation.tablet_id:
        return reverse("surveys:tablet_thanks", args=[invitation.tablet_id])
    return reverse("surveys:thanks")


def _used(request):
    """The second of two taps finds the thanks; anyone else learns that nobody waits for answers here."""
    form = Form(request.POST or None)
    if form.is_valid() and queries.has_arrived(form.cleaned_data["idempotency_key"]):
        return HttpResponseRedirect(reverse("surveys:thanks"))
    return render(request, "surveys/used.html", status=NOT_FOUND)


@private
@public
@never_cache
@require_POST
def begin(request, pk):
    """From here on, one question after another, on an invitation that nothing else points to."""
    form = Form(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("surveys:answer", args=[pk]))
    invitation, idempotency_key = queries.invitation(pk, timezone.localdate()), form.cleaned_data["idempotency_key"]
    if invitation:
        with suppress(Refused):  # somebody else used it meanwhile, which the next page says
            actions.begin_without_a_name(invitation, idempotency_key=idempotency_key, on=timezone.localdate())
    return HttpResponseRedirect(reverse("surveys:one_question", args=[idempotency_key]))


@private
@public
@never_cache
def one_question(request, pk):
    """One question of what somebody began; at the end, all of it to send."""
    invitation = queries.invitation(pk, timezone.localdate())
    if invitation is None:
        return _used(request)
    given = queries.read_so_far(invitation)
    session = QuestionnaireSession(
        record=invitation,
        content=invitation.questionnaire.content,
        given=given,
        here=reverse("surveys:one_question", args=[pk]),
        keep=partial(_keep_one, invitation),
        send=partial(_send, invitation, given),
        stop=reverse("surveys:stop", args=[pk]),
    )
    try:
        return question_page(request, session)
    except Refused:
        return _used(request)


def _keep_one(invitation, *, name, answer, idempotency_key):
    """The same answer kept twice is kept once, so the token of the page is not needed."""
    actions.answer_one(invitation, name=name, answer=answer)


def _send(invitation, given, idempotency_key):
    _give(invitation, idempotency_key, only_asked(invitation.questionnaire.content, given))
    return _thanks_of(invitation)


@private
@public
@never_cache
@require_POST
def stop(request, pk):
    """Somebody would rather not: what they answered so far is gone."""
    invitation = queries.invitation(pk, timezone.localdate())
    if invitation:
        actions.let_begun_go(invitation)
        if invitation.tablet_id:
            return HttpResponseRedirect(reverse("surveys:tablet", args=[invitation.tablet_id]))
    return HttpResponseRedirect(reverse("home"))


@public
@never_cache
def thanks(request):
    return render(request, "surveys/thanks.html", {"tablet": None})


@private
@public
@never_cache
def tablet(request, pk):
    """The neutral first page of a shared device, the same for everyone who comes to it."""
    found = queries.tablet(pk, timezone.localdate())
    if found is None:
        return render(request, "surveys/used.html", status=NOT_FOUND)
    form = Form(request.POST or None)
    if form.is_valid():
        actions.begin_on_tablet(found, idempotency_key=form.cleaned_data["idempotency_key"])
        return HttpResponseRedirect(reverse("surveys:one_question", args=[form.cleaned_data["idempotency_key"]]))
    content = found.questionnaire.content
    return render(request, "surveys/tablet.html", {"form": Form(), "content": content})


@private
@public
@never_cache
def tablet_thanks(request, pk):
    """Thanks, and after a moment the first page again, for whoever comes next."""
    answer = render(request, "surveys/thanks.html", {"tablet": pk})
    answer["Refresh"] = f"{SECONDS_OF_THANKS}; url={reverse('surveys:tablet', args=[pk])}"
    return answer
