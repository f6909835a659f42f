"""Pages on which a referral is written and read, and the person's choice is made."""

import uuid

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wayfellow.access.guard import deeds_of, needs, signed_in
from wayfellow.choices.models import Choice
from wayfellow.journeys import actions
from wayfellow.journeys.access import Can
from wayfellow.journeys.forms.lists import searched
from wayfellow.journeys.forms.referrals import ChoiceForm, RecordChoiceForm, ReferralForm
from wayfellow.journeys.queries import referrals as queries
from wayfellow.journeys.queries.introducing import meetings_to_come
from wayfellow.journeys.queries.narrowing import in_words, names_in_referrals, the_referrals
from wayfellow.journeys.queries.proposing import places_of
from wayfellow.journeys.queries.referring import earlier_referrals
from wayfellow.journeys.queries.striking import to_strike
from wayfellow.people import lists
from wayfellow.people.namesakes import told_apart
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import page_of


@require_safe
@signed_in
def referrals(request):
    """What I referred, and where it stands."""
    today, show = timezone.localdate(), request.GET.get("show", "all")
    asked = lists.asked(request, the_referrals())
    page = page_of(request, queries.shown(request.user, asked, show, today), asked.size)
    return render(
        request,
        "journeys/referrals.html",
        {
            "page": page,
            "rows": [(journey, queries.where_it_stands(journey, today)) for journey in told_apart(page)],
            "to_strike": to_strike(request.user),
            "programmes": queries.programmes_to_refer_to(request.user),
            "show": show if show in queries.FILTERS else "all",
            "asked": asked,
            "narrowed": list(in_words(asked, names_in_referrals(queries.referrals_of(request.user), asked))),
            "search": searched(request, asked),
        },
    )


@form_page(Can.REFER, ReferralForm, "journeys/refer.html")
def refer(programme, *, by, idempotency_key, answers):
    actions.refer(programme, by=by, id=idempotency_key, idempotency_key=idempotency_key, **answers)
    return reverse("journeys:referral", args=[idempotency_key])


@require_safe
@needs(Can.SEE_OWN_REFERRAL, load=queries.as_written)
def referral(request, journey):
    """One referral as I wrote it, and where it stands."""
    return render(
        request,
        "journeys/referral.html",
        {
            "record": journey,
            "status": queries.where_it_stands(journey, timezone.localdate()),
            "earlier": earlier_referrals(journey),
            "joint_meetings": queries.joint_meetings(request.user, journey),
            "meetings_to_come": meetings_to_come(request.user, journey, timezone.localdate()),
            "places": places_of(journey),
            "idempotency_key": uuid.uuid4(),
        },
    )


@form_page(Can.CHOOSE, ChoiceForm, "journeys/choose.html", load=queries.with_answers)
def choose(journey, *, by, idempotency_key, answers):
    actions.choose(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("journeys:choose", args=[journey.pk]) if _pauses(answers) else reverse("home:my")


def _pauses(answers):
    answer = Choice(answer=answers["answer"], idea=answers["idea"], free=answers["free"])
    return answer.answer == Choice.Answer.YES and not answer.is_free


def _in_the_persons_language(request, journey):
    """It is read with someone without an account beside the reader, who can have it in their own language, too."""
    is_mine = journey.person.user_id or "mine" in request.GET
    return get_language() if is_mine else journey.person.reads_in


@form_page(
    Can.RECORD_CHOICE,
    RecordChoiceForm,
    "journeys/record_choice.html",
    load=queries.to_record,
    language=_in_the_persons_language,
)
def record_choice(journey, *, by, idempotency_key, answers):
    actions.record_choice(journey, by=by, idempotency_key=idempotency_key, **answers)
    return _back_from(journey, by)


def _back_from(journey, reader):
    """Return each to where they came from. The referrer’s page reads the same, whatever was answered (I1)."""
    deeds = deeds_of(reader, journey)
    if Can.SEE_OWN_REFERRAL in deeds:
        return reverse("journeys:referral", args=[journey.pk])
    if Can.SEE_PLACE_ON_DESK in deeds:
        return reverse("journeys:desk_journey", args=[journey.pk])
    return reverse("home:today")
