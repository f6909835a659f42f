"""How a programme that nobody keeps here answers: through a link by e-mail, with no account."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wayfellow.access.guard import private, public
from wayfellow.choices import actions, queries
from wayfellow.choices.access import Can
from wayfellow.choices.forms import AnswerForm, OpenForm, ReplyAddressForm
from wayfellow.ui.pages import UNPROCESSABLE, form_page, refusals_on

GONE = 410


@form_page(Can.SET_REPLY_ADDRESS, ReplyAddressForm, "choices/reply_address.html")
def reply_address(programme, *, by, idempotency_key, answers):
    actions.set_reply_address(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("set_up:set_up")


@private
@public
@never_cache
def answer(request, token):
    """Read what was asked, and answer. The link closes with the last answer."""
    reply = queries.reply_under(token)
    if reply is None:
        return render(request, "choices/link_used.html", status=GONE)
    is_sent = "answer" in request.POST  # the words travel even when nothing is chosen
    if not is_sent and not OpenForm(request.POST or None).is_valid():
        return render(request, "choices/open_link.html", {"form": OpenForm()})
    actions.open_link(reply, on=timezone.localdate())
    form = AnswerForm(request.POST if is_sent else None)
    if form.is_valid():
        with refusals_on(form):
            actions.answer_by_link(reply, **form.answers())
            return render(request, "choices/answered.html", {"step": form.answers()["step"]})
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "choices/answer.html", {"form": form, "record": reply.step}, status=status)
