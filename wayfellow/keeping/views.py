"""The pages of what is kept: a person's own, the operator's, and the certificate."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, private, public, signed_in
from wayfellow.journeys import access as journeys
from wayfellow.journeys import actions as on_the_road
from wayfellow.journeys.queries.referrals import IF_THE_PERSON_WANTS_IT_TOLD
from wayfellow.keeping import actions, files, queries
from wayfellow.keeping.access import Can
from wayfellow.keeping.forms import (
    AskErasureForm,
    DetailsForm,
    EraseForm,
    JurisdictionForm,
    RetentionForm,
    TellTeamForm,
)
from wayfellow.keeping.models import Kind
from wayfellow.plans.queries import open_links
from wayfellow.ui.pages import Form, form_page

FEW = 5  # I9: below this a number could point at someone


def about_the_reader(page):
    """Open a page about a person for the reader who is that person, at an address without their number."""

    @signed_in
    @wraps(page)
    def own(request):
        person = queries.who_i_am(request.user)
        if person is None:
            raise Http404
        return page(request, person.pk)

    return own


@about_the_reader
@form_page(Can.CHANGE_DETAILS, DetailsForm, "keeping/details.html", load=queries.with_details)
def details(person, *, by, idempotency_key, answers):
    actions.change_details(person, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("home:my")


@require_safe
@signed_in
def sharing(request):
    mine = [(journey, queries.readers(journey)) for journey in queries.my_shared_journeys(request.user)]
    person = mine[0][0].person if mine else queries.who_i_am(request.user)
    return render(
        request,
        "keeping/sharing.html",
        {
            "journeys": mine,
            "tellable": IF_THE_PERSON_WANTS_IT_TOLD,
            "guests": open_links(person) if person else [],
        },
    )


@form_page(journeys.Can.TELL_TEAM, TellTeamForm, "keeping/tell_team.html")
def tell_team(journey, *, by, idempotency_key, answers):
    on_the_road.tell_team(journey, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("keeping:sharing")


@require_safe
@about_the_reader
@needs(Can.TAKE_ALONG)
def everything(request, person):
    return render(request, "keeping/take_along.html", {"person": person})


@require_safe
@about_the_reader
@needs(Can.TAKE_ALONG, load=queries.with_everything)
def everything_in_files(request, person):
    response = HttpResponse(files.everything_in_files(person, reader=request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="wayfellow.zip"'
    return response


@about_the_reader
@form_page(Can.ASK_ERASURE, AskErasureForm, "keeping/erase.html", load=queries.with_reach)
def erase(person, *, by, idempotency_key, answers):
    actions.ask_erasure(person, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=timezone.localdate())
    return reverse("keeping:erase")


@about_the_reader
@form_page(Can.TAKE_BACK_ERASURE, Form, "keeping/take_back.html", load=queries.with_reach)
def take_back(person, *, by, idempotency_key, answers):
    actions.take_back_erasure(person, by=by, idempotency_key=idempotency_key)
    return reverse("home:my")


@about_the_reader
@form_page(Can.ERASE, EraseForm, "keeping/erase_now.html", load=queries.with_reach)
def erase_now(person, *, by, idempotency_key, answers):
    number = actions.erase(
        person, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), certificate=idempotency_key
    )
    return reverse("keeping:certificate", args=[number])


@private
@require_safe
@public
def certificate(request, pk):
    """Whoever holds the number of a certificate may read it; it names nobody."""
    erasure = queries.certificate(pk)
    if erasure is None:
        raise Http404
    return render(request, "keeping/certificate.html", {"erasure": erasure})


@require_safe
@signed_in
def retention(request):
    """How long everything is kept, and how many people would go today. Counts, and no small ones (I9)."""
    rules = queries.rules(request.user)
    counts = queries.preview(timezone.localdate()) if rules else {}
    return render(
        request,
        "keeping/retention.html",
        {
            "rules": rules,
            "programmes": queries.programmes_kept_by(request.user),
            "counts": [(kind.label, counts.get(kind, 0)) for kind in Kind],
            "few": FEW,
        },
    )


@form_page(Can.CHANGE_RETENTION, RetentionForm, "keeping/rule.html")
def change_retention(rule, *, by, idempotency_key, answers):
    actions.change_retention(rule, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("keeping:retention")


@form_page(Can.SET_JURISDICTION, JurisdictionForm, "keeping/jurisdiction.html")
def set_jurisdiction(programme, *, by, idempotency_key, answers):
    actions.set_jurisdiction(programme, by=by, idempotency_key=idempotency_key, **answers)
    return reverse("keeping:retention")


@form_page(Can.TAKE_BACK_REFERRAL, Form, "keeping/take_back_referral.html")
def take_back_referral(journey, *, by, idempotency_key, answers):
    actions.take_back_referral(journey, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("journeys:referrals")
