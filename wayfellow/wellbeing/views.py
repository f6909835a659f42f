"""The pages that are a peer supporter's own, and the one on which somebody reads what was shared with them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, signed_in
from wayfellow.ui.pages import Form, form_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.wellbeing import actions, queries
from wayfellow.wellbeing.access import Can
from wayfellow.wellbeing.forms import (
    ChangeCheckInForm,
    CheckInForm,
    ExistingCheckInForm,
    OwnPageForm,
    ShareForm,
    ShareReflectionForm,
    TalkForm,
)
from wayfellow.wellbeing.questions import page_as_read
from wayfellow.workforce.queries import as_peers


def _mine():
    return reverse("wellbeing:mine")


@require_safe
@signed_in
def mine(request):
    """How I am: the page of my own, what I wrote, and what I share with whom."""
    user = request.user
    peers = list(as_peers(user, Can.CHECK_IN))
    page = page_of(request, queries.check_ins(user), TEXTS)
    shown = {
        "as_peers": peers,
        "own_pages": [(peer, page_as_read(queries.page_of(peer))) for peer in peers],
        "page": page,
        "is_hard": queries.is_hard(page.object_list, timezone.localdate()),
        "shared": list(queries.shared_by(user)),
    }
    return render(request, "wellbeing/mine.html", shown)


@require_safe
@signed_in
def take_along(request):
    """All that is my own as one file, which any device opens. Nobody else can save it."""
    headers = {"Content-Disposition": 'attachment; filename="my-words.txt"'}
    return HttpResponse(queries.own_words(request.user), content_type="text/plain; charset=utf-8", headers=headers)


@form_page(Can.CHECK_IN, CheckInForm, "wellbeing/check_in.html")
def check_in(peer, *, by, idempotency_key, answers):
    actions.check_in(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, **answers)
    return _mine()


@form_page(Can.CHANGE_CHECK_IN, ChangeCheckInForm, "wellbeing/check_in.html")
def change_check_in(kept, *, by, idempotency_key, answers):
    actions.change_check_in(kept, by=by, idempotency_key=idempotency_key, **answers)
    return _mine()


@form_page(Can.CHANGE_CHECK_IN, ExistingCheckInForm, "wellbeing/let_go.html")
def let_check_in_go(kept, *, by, idempotency_key, answers):
    actions.let_check_in_go(kept, by=by, idempotency_key=idempotency_key, **answers)
    return _mine()


@form_page(Can.KEEP_OWN_PAGE, OwnPageForm, "wellbeing/own_page.html")
def own_page(peer, *, by, idempotency_key, answers):
    actions.keep_own_page(peer, by=by, idempotency_key=idempotency_key, **answers)
    return _mine()


@form_page(Can.SHARE_CHECK_IN, ShareForm, "wellbeing/share.html")
def share_check_in(kept, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.share_check_in(kept, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return _mine()


@form_page(Can.SHARE_REFLECTION, ShareReflectionForm, "wellbeing/share.html")
def share_reflection(reflection, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.share_reflection(
        reflection, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers
    )
    return _mine()


@form_page(Can.ASK_TO_TALK, TalkForm, "wellbeing/talk.html")
def talk(peer, *, by, idempotency_key, answers):
    today = timezone.localdate()
    actions.ask_to_talk(peer, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=today, **answers)
    return _mine()


@form_page(Can.TAKE_BACK_SHARED, Form, "wellbeing/take_back.html")
def take_back(shared, *, by, idempotency_key, answers):
    actions.take_back(shared, by=by, idempotency_key=idempotency_key)
    return _mine()


@form_page(Can.SET_OFFER_ASIDE, Form, "wellbeing/not_now.html")
def not_now(peer, *, by, idempotency_key, answers):
    actions.set_offer_aside(peer, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home:today")


@require_safe
@signed_in
def shared_with_me(request):
    page = page_of(request, queries.shared_with(request.user), TEXTS)
    return render(request, "wellbeing/shared_with_me.html", {"page": page})


@require_safe
@needs(Can.READ_SHARED)
def shared(request, shared):
    return render(request, "wellbeing/shared.html", {"shared": shared})
