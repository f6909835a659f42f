"""A peer supporter's own pages of setting out and coming back."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.arrivals import actions, queries
from wayfellow.arrivals.access import Can
from wayfellow.arrivals.forms import ContactForm, DutyForm, LetContactGoForm, SayBackForm, SayLaterForm, SetOutForm
from wayfellow.notices import letters, texts
from wayfellow.notices.queries import days_of_return
from wayfellow.ui.pages import form_page


@require_safe
@signed_in
def mine(request):
    """Whom I trust, and when I am out."""
    as_peers = list(queries.as_one_who_goes_out(request.user))
    shown = {
        "as_peers": as_peers,
        "returned": days_of_return(queries.addresses_told(as_peers)),
        "outings": queries.out_now(request.user),
        "can_be_sent": letters.can_be_sent() or texts.can_be_sent(),
    }
    return render(request, "arrivals/mine.html", shown)


@require_safe
@needs(Can.SEE_DUTY)
def duty(request, programme):
    """Who is on duty in the next weeks, day by day."""
    days = queries.days_to_come(programme, timezone.localdate())
    return render(request, "arrivals/duty.html", {"record": programme, "days": days})


@form_page(Can.SET_DUTY, DutyForm, "arrivals/set_duty.html")
def set_duty(programme, *, by, idempotency_key, answers):
    actions.set_duty(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("arrivals:duty", args=[programme.pk])


@form_page(Can.KEEP_CONTACT, ContactForm, "arrivals/contact.html")
def contact(peer, *, by, idempotency_key, answers):
    actions.keep_contact(peer, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("arrivals:mine")


@form_page(Can.KEEP_CONTACT, LetContactGoForm, "arrivals/let_contact_go.html", load=queries.with_contact)
def let_contact_go(peer, *, by, idempotency_key, answers):
    actions.let_contact_go(peer, by=by, idempotency_key=idempotency_key)
    return reverse("arrivals:mine")


@form_page(Can.SET_OUT, SetOutForm, "arrivals/set_out.html", load=queries.with_contact)
def set_out(peer, *, by, idempotency_key, answers):
    actions.set_out(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return reverse("home:today")


@form_page(Can.SAY_LATER, SayLaterForm, "arrivals/later.html", load=queries.with_outing)
def say_later(outing, *, by, idempotency_key, answers):
    actions.say_later(outing, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:today")


@form_page(Can.SAY_BACK, SayBackForm, "arrivals/back.html", load=queries.with_outing)
def say_back(outing, *, by, idempotency_key, answers):
    actions.say_back(outing, by=by, idempotency_key=idempotency_key, at=timezone.now())
    return reverse("home:today")
