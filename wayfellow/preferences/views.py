from django.shortcuts import render
from django.urls import reverse

from wayfellow.preferences import actions
from wayfellow.preferences.access import Can
from wayfellow.preferences.forms import BesideForm, PreferenceForm
from wayfellow.preferences.queries import with_preference
from wayfellow.ui.pages import form_page


@form_page(Can.SAY_WHAT_MATTERS, PreferenceForm, "preferences/preferences.html", load=with_preference)
def preferences(person, *, by, idempotency_key, answers):
    actions.say_what_matters(person, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:my")


@form_page(Can.WRITE_DOWN_WHAT_MATTERS, BesideForm, "preferences/beside.html")
def beside(person, *, by, idempotency_key, answers):
    """What somebody without an account says matters to them, written down beside them and never shown again."""
    actions.write_down_what_matters(person, by=by, idempotency_key=idempotency_key, **answers)
    return kept


def kept(request):
    return render(request, "preferences/kept.html")
