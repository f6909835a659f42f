"""The anonymous questionnaire: open to whoever has an invitation, asking for no name."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from wayfellow.access.guard import Refused, public
from wayfellow.surveys import actions, queries
from wayfellow.surveys.forms import AnswersForm
from wayfellow.ui.pages import UNPROCESSABLE, Form

NOT_FOUND = 404


@public
@never_cache
def answer(request, pk):
    invitation = queries.invitation(pk)
    if invitation is None:
        return _used(request)
    form = AnswersForm(request.POST or None, record=invitation)
    if form.is_valid():
        return _keep(request, form)
    form.look_again(invitation)
    content = invitation.questionnaire.content
    texts = {name: queries.in_my_language(content[name]) for name in ["title", "description"]}
    status = UNPROCESSABLE if form.is_bound else None
    return render(request, "surveys/answer.html", {"form": form} | texts, status=status)


def _keep(request, form):
    try:
        actions.give_answers(
            form.record,
            once=form.cleaned_data["once"],
            month=timezone.localdate(),
            language=get_language(),
            given=form.answers(),
        )
    except Refused:
        return _used(request)
    return HttpResponseRedirect(reverse("surveys:thanks"))


def _used(request):
    """The second of two taps finds the thanks; anyone else learns that nobody waits for answers here."""
    form = Form(request.POST or None)
    if form.is_valid() and queries.is_kept(form.cleaned_data["once"]):
        return HttpResponseRedirect(reverse("surveys:thanks"))
    return render(request, "surveys/used.html", status=NOT_FOUND)


@public
def thanks(request):
    return render(request, "surveys/thanks.html")
