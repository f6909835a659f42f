"""What somebody has half written on a page: kept while they write, and there again when they come back."""

import json
import uuid
from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused
from wayfellow.drafts import actions
from wayfellow.drafts.models import Draft
from wayfellow.drafts.queries import key_for, waiting
from wayfellow.journal.models import is_known

LATER = "later"  # "typing" from the script, "yes" from the button, "no" to throw it away
GONE = _(
    "What you had begun is not here any more: it was sent or thrown away in another tab or on "
    "another device. If this is something else, send it once more."
)
MOST_DIGITS, LAST = 16, 10**16
KEPT, ELSEWHERE, UNPROCESSABLE = 204, 409, 422


def opened(form_class, request, record, initial=None):
    """Return the form as it stands when its page is opened: as it was left, where somebody began to write."""
    asked = partial(form_class, record=record, reader=request.user, place=request.path, initial=initial)
    form = asked()
    draft = waiting(request.user, request.path, timezone.now()) if form.keeps_draft else None
    return asked(begun=draft) if draft else form


def answer(form_class, request, record, show):
    """Keep what was written so far, or throw it away. What could not be kept comes back with the reason."""
    asked = partial(form_class, record=record, reader=request.user, place=request.path)
    sent = asked(request.POST)
    if not sent.keeps_draft:
        raise Http404
    if request.POST[LATER] == "no":
        actions.throw_away(by=request.user, place=request.path)
        return HttpResponseRedirect(request.path)
    draft = _draft(request, key_for(record), sent.as_draft())
    try:
        _keep(
            draft, sent, before=_id(request, "draft_before"), idempotency_key=sent.tied(_id(request, "idempotency_key"))
        )
    except Refused as refusal:
        form = asked(begun=draft)
        form.not_kept = refusal.message
        if isinstance(refusal, actions.WrittenElsewhere):
            form.show_beside(refusal.other)
        return show(form, record, ELSEWHERE if form.elsewhere else UNPROCESSABLE)
    return HttpResponse(status=KEPT) if request.POST[LATER] == "typing" else HttpResponseRedirect(request.path)


def _draft(request, key, typed):
    """Return what would be kept."""
    now, hand = timezone.now(), _id(request, "draft") or uuid.uuid4()
    words = json.dumps(typed, ensure_ascii=False)
    of_here = {"writer": request.user, "place": request.path, "key": key}
    return Draft(**of_here, hand=hand, number=_number(request), words=words, began_at=now, written_at=now)


def _keep(draft, form, *, before, idempotency_key):
    """Somebody who deleted every word of it wants nothing kept."""
    if form.words_in(draft.fields):
        actions.keep(draft, before=before, idempotency_key=idempotency_key)
    else:
        actions.let_go(by=draft.writer, place=draft.place, hands={draft.hand, before})


def sent(form, *, by, place, then):
    """Do what the form is for, and let go of what was kept of it, both or neither."""
    before, hand = form.cleaned_data.get("draft_before"), form.cleaned_data.get("draft")
    if not before:
        return then()
    with transaction.atomic():
        was_there = actions.let_go(by=by, place=place, hands={before, hand})
        if not was_there and before != hand and not is_known(form.cleaned_data["idempotency_key"]):
            raise Refused(GONE, field="draft_before")
        return then()


def _number(request):
    """Return the how manieth time it is that this page keeps something; the button is pressed after all of them."""
    said = request.POST.get("draft_number", "")
    return int(said) if said.isdecimal() and len(said) < MOST_DIGITS else LAST


def _id(request, name):
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return None
