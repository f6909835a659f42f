"""Pages on which somebody who refers leaves, and a colleague takes over."""

from django.urls import reverse
from django.utils import timezone

from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.handing_over import ChangeReferrerForm, EndMembershipForm, HandOverSeveralForm
from wayfellow.journeys.queries import desk
from wayfellow.people import access as people
from wayfellow.people.actions import end_membership as end_without_handing_over
from wayfellow.people.queries import membership as with_whose_it_is
from wayfellow.ui.pages import Form, form_page


@form_page(people.Can.KEEP_MEMBERSHIP, EndMembershipForm, "journeys/end_membership.html", load=with_whose_it_is)
def end_membership(membership, *, by, idempotency_key, answers):
    today, to = timezone.localdate(), answers.get("to")
    if to:
        actions.hand_over(membership, by=by, idempotency_key=idempotency_key, on=today, to=to)
    else:
        end_without_handing_over(membership, by=by, idempotency_key=idempotency_key, on=today)
    if membership.programme_id is None:
        return reverse("people:operators")
    return reverse("people:members", args=[membership.programme_id])


@form_page(Can.TAKE_OVER_REFERRAL, Form, "journeys/take_over_referral.html", load=desk.place)
def take_over_referral(journey, *, by, idempotency_key, answers):
    actions.take_over_referral(journey, by=by, idempotency_key=idempotency_key)
    return reverse("journeys:referral", args=[journey.pk])


@form_page(Can.HAND_OVER_SEVERAL, HandOverSeveralForm, "journeys/hand_over_several.html")
def hand_over_several(programme, *, by, idempotency_key, answers):
    actions.hand_over_several(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:desk", args=[programme.pk]) + "?group=yours"


@form_page(Can.CHANGE_REFERRER, ChangeReferrerForm, "journeys/change_referrer.html", load=desk.place)
def change_referrer(journey, *, by, idempotency_key, answers):
    actions.change_referrer(journey, by=by, idempotency_key=idempotency_key, to=answers["to"])
    return reverse("journeys:desk_journey", args=[journey.pk])
