"""Pages of whoever takes a first step: without an account under a private address, or signed in."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, private, public
from wayfellow.choices import actions, links, queries
from wayfellow.choices.access import Can
from wayfellow.choices.forms import FirstStepForm, NothingNearForm, ToldForm
from wayfellow.choices.models import FirstStep, Format
from wayfellow.people import limits
from wayfellow.ui.pages import UNPROCESSABLE, Form, form_page, refusals_on

GONE = 410
TOO_OFTEN = _("A lot was sent from here just now. Please try again in an hour, or use “Help now” below.")


@require_safe
@public
def ask(request):
    """The ways to take a first step, each of them fine, including none."""
    offered = queries.programmes_to_ask(request.user, timezone.localdate())
    asked = queries.called(offered, request.GET.get("programme", ""))
    person = queries.who_asks(request.user)
    return render(request, "choices/ask.html", {"programmes": offered, "programme": asked, "person": person})


@public
@never_cache
def first_step(request, way):
    """Ask for a call, for a meeting, or for one-to-one support."""
    if way not in FirstStep.Way.values:
        raise Http404
    person = queries.who_asks(request.user)
    if person and way == FirstStep.Way.ONE_TO_ONE:
        return redirect("journeys:ask_for_support", person.pk)
    form = FirstStepForm(
        request.POST if request.method == "POST" else None,
        reader=request.user,
        initial={"programme": request.GET.get("programme", "")},
    )
    if form.is_valid() and _may_send(request, form):
        return _asked(request, form, way, person)
    form.look_again(None)
    shown = {"form": form, "way": FirstStep.Way(way), "person": person}
    return render(request, "choices/first_step.html", shown, status=_status(form))


def _may_send(request, form):
    """Slow down whoever sends a lot from one place on the network. A second tap is not counted."""
    token = links.token_of(form.cleaned_data["idempotency_key"])
    if queries.under(token) or limits.is_counted(request, "first_step"):
        return True
    form.add_error(None, TOO_OFTEN)
    return False


def _asked(request, form, way, person):
    """Show the private address in the answer itself, so that it stays in no history of the device."""
    token = links.token_of(form.cleaned_data["idempotency_key"])
    told, programme = form.told(), form.cleaned_data["programme"]
    wants_mail = bool(form.cleaned_data.get("send_address") and told["email"])
    today = timezone.localdate()
    actions.ask(programme, token=token, on=today, person=person, way=way, send_address=wants_mail, **told)
    link = request.build_absolute_uri(reverse("choices:mine", args=[token]))
    shown = {"link": link, "step": queries.under(token), "person": person, "wants_mail": wants_mail}
    return render(request, "choices/asked.html", shown)


def _status(form):
    return UNPROCESSABLE if form.is_bound else 200


@private
@require_safe
@public
@never_cache
def mine(request, token):
    """Where it stands, for whoever holds the private address."""
    step = queries.under(token)
    if step is None:
        return _nothing_here(request)
    return _show(request, step, token)


def _show(request, step, token=None):
    today = timezone.localdate()
    shown = {
        "step": step,
        "way": queries.way_of(step),
        "token": token,
        "wait": queries.wait_of(step, today) if step.is_open else None,
        "meanwhile": queries.meanwhile(step.programme, _language_of(step)) if step.is_open else None,
        "lines": queries.who_read(step),
    }
    return render(request, "choices/mine.html", shown)


def _language_of(step):
    """They may read in one language and like to speak another."""
    return step.language or get_language()


def _nothing_here(request):
    return render(request, "choices/nothing_here.html", status=GONE)


@private
@public
@never_cache
def change(request, token):
    """Write anew what was asked."""
    step = queries.under(token)
    if step is None or step.is_erased or not step.is_open:
        return _nothing_here(request)
    form = ToldForm(request.POST if request.method == "POST" else None, record=step)
    if form.is_valid():
        with refusals_on(form):
            actions.change_under(token, **form.answers())
            return redirect("choices:mine", token)
    form.look_again(queries.under(token))
    shown = {"form": form, "back": reverse("choices:mine", args=[token])}
    return render(request, "choices/change.html", shown, status=_status(form))


@private
@public
@never_cache
def withdraw(request, token):
    """Let it go."""
    step = queries.under(token)
    if step is None:
        return _nothing_here(request)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_under(token, on=timezone.localdate())
        return redirect("choices:mine", token)
    form.look_again(step)
    shown = {"form": form, "back": reverse("choices:mine", args=[token])}
    return render(request, "choices/withdraw.html", shown, status=_status(form))


# Signed in
@require_safe
@needs(Can.SEE_OWN_FIRST_STEP)
def my_first_step(request, step):
    return _show(request, step)


@form_page(Can.CHANGE_FIRST_STEP, ToldForm, "choices/change_mine.html")
def change_mine(step, *, by, idempotency_key, answers):
    actions.change(step, by=by, idempotency_key=idempotency_key, **answers)
    return _mine(step)


@form_page(Can.WITHDRAW_FIRST_STEP, Form, "choices/withdraw_mine.html")
def withdraw_mine(step, *, by, idempotency_key, answers):
    actions.withdraw(step, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _mine(step)


def _mine(step):
    return reverse("choices:my_first_step", args=[step.pk])


# Nothing near
@public
@never_cache
def nothing_near(request):
    """Say what one looked for and did not find, so that somebody may begin it; and be told when there is something."""
    form = NothingNearForm(request.POST if request.method == "POST" else None, initial=_looked_for(request))
    if form.is_valid() and limits.is_counted(request, "nothing_near"):
        return _noted(request, form)
    if form.is_valid():
        form.add_error(None, TOO_OFTEN)
    form.look_again(None)
    return render(request, "choices/nothing_near.html", {"form": form}, status=_status(form))


def _looked_for(request):
    """Bring along what the search brought, where it is something that can be asked for."""
    given = {name: request.GET.get(name, "") for name in ["area", "format", "language"]}
    given["area"] = given["area"] or request.GET.get("near", "")
    return given | {"format": given["format"] if given["format"] in Format.values else Format.ANY}


def _noted(request, form):
    answers, today = form.answers(), timezone.localdate()
    email, idempotency_key = answers.pop("email", ""), form.cleaned_data["idempotency_key"]
    actions.note_unmet(idempotency_key=idempotency_key, month=today, **answers)
    link = ""
    if email:
        token = links.token_of(idempotency_key)
        wish = answers | {"language": request.LANGUAGE_CODE}
        actions.wish_to_be_told(token=token, on=today, email=email, **wish)
        link = request.build_absolute_uri(reverse("choices:wish", args=[token]))
    return render(request, "choices/noted.html", {"link": link})


@private
@public
@never_cache
def wish(request, token):
    """Take back a wish to be told."""
    wish = queries.wish_under(token)
    if wish is None:
        return _nothing_here(request)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.forget_wish(wish, on=timezone.localdate())
        return HttpResponseRedirect(reverse("choices:wish_gone"))
    form.look_again(wish)
    return render(request, "choices/wish.html", {"form": form, "wish": wish}, status=_status(form))


@require_safe
@public
def wish_gone(request):
    return render(request, "choices/wish_gone.html")
