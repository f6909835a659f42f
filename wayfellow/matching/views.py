from django.urls import reverse
from django.utils import timezone

from wayfellow.matching import actions
from wayfellow.matching.access import Can
from wayfellow.matching.forms import OfferSeveralForm
from wayfellow.ui.pages import form_page


@form_page(Can.OFFER_SEVERAL, OfferSeveralForm, "matching/offer_several.html")
def offer_several(programme, *, by, idempotency_key, answers):
    actions.offer_several(
        programme, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), offers=answers["offers"]
    )
    return reverse("home:desk", args=[programme.pk]) + "?group=finding"
