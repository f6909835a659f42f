from django.urls import reverse

from wayfellow.access.deeds import Can
from wayfellow.preferences import actions
from wayfellow.preferences.forms import PreferenceForm
from wayfellow.preferences.queries import with_preference
from wayfellow.ui.pages import form_page


@form_page(Can.SAY_WHAT_MATTERS, PreferenceForm, "preferences/preferences.html", load=with_preference)
def preferences(person, *, by, once, answers):
    actions.say_what_matters(person, by=by, once=once, **answers)
    return reverse("journeys:my")
