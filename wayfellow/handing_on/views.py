"""The pages of the handing_on: what is handed on, what comes in, and what anyone can read."""

from datetime import date

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs, public
from wayfellow.files.opening import download
from wayfellow.handing_on import actions, files, queries
from wayfellow.handing_on.access import Can
from wayfellow.handing_on.forms import (
    HandOnForm,
    LeaveForm,
    PageForm,
    ReceiveForm,
    ShowForm,
    TakeForm,
    UndoForm,
    WithdrawForm,
)
from wayfellow.handing_on.models import DEEDS
from wayfellow.office.access import Can as Office
from wayfellow.office.written import as_page
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import TEXTS, page_of
from wayfellow.vault import signing


@require_safe
@needs(Office.SEE_OFFICE)
def exchange(request, programme):
    """What a programme handed on, and what came to it from others: the newest of both, or all of one."""
    lists = {
        "published": queries.published_of(request.user, programme),
        "received": queries.received_of(request.user, programme),
    }
    show = request.GET.get("show")
    is_all = show in lists
    shown = {show: page_of(request, lists[show], TEXTS)} if is_all else _newest(lists)
    told = {"record": programme, "shown": shown, "most": TEXTS, "is_all": is_all, "kinds": _kinds()}
    return render(request, "handing_on/exchange.html", told)


def _newest(lists):
    """Return the newest of each, and one more where there is more."""
    return {name: each[: TEXTS + 1] for name, each in lists.items()}


@form_page(Can.HAND_ON, HandOnForm, "handing_on/hand_on.html")
def hand_on(programme, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.hand_on(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return _published(idempotency_key)


@form_page(Can.HAND_ON, PageForm, "handing_on/hand_on_page.html")
def hand_on_page(programme, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.hand_on_page(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return _published(idempotency_key)


@require_safe
@needs(Can.SEE_PUBLISHED)
def published(request, published):
    """What was handed on, word by word, with its file, its address and our key."""
    address = f"{settings.SITE}{reverse('handing_on:shown', args=[published.pk])}"
    shown = _as_read(published) | {"record": published, "address": address, "key": signing.fingerprint()}
    return render(request, "handing_on/published.html", shown)


@require_safe
@needs(Can.SEE_PUBLISHED)
def file(request, published):
    """The signed file, as long as it is not withdrawn."""
    return _file(published)


def _file(published):
    if published.withdrawn_on:
        raise Http404
    name = f"exchange-{published.kind}-{published.published_on}.jwt"
    return download(published.signed, name, "application/jwt")


@form_page(Can.SHOW_PUBLISHED, ShowForm, "handing_on/show.html")
def show(published, *, by, idempotency_key, answers):
    actions.show(published, by=by, idempotency_key=idempotency_key, **answers)
    return _published(published.pk)


@form_page(Can.WITHDRAW_PUBLISHED, WithdrawForm, "handing_on/withdraw.html")
def withdraw(published, *, by, idempotency_key, answers):
    actions.withdraw(published, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _published(published.pk)


def _published(pk):
    return reverse("handing_on:published", args=[pk])


# What comes from others
@form_page(Can.RECEIVE, ReceiveForm, "handing_on/receive.html")
def receive(programme, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.receive(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return _received(idempotency_key)


@require_safe
@needs(Can.SEE_RECEIVED)
def received(request, received):
    """What came, word by word; whose it is, and what taking it in would add."""
    packing = files.packings()[received.kind]
    shown = _as_read(received) | {
        "record": received,
        "adds": packing.adds(received.sheet["content"]),
        "other_key": queries.with_another_key(received),
        "became": packing.page(received.programme_id, received.pk) if received.taken_on else "",
        "is_page": received.kind == "page",
    }
    return render(request, "handing_on/received.html", shown)


@form_page(Can.TAKE_RECEIVED, TakeForm, "handing_on/take.html")
def take(received, *, by, idempotency_key, answers):
    actions.take(received, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _received(received.pk)


@form_page(Can.UNDO_RECEIVED, UndoForm, "handing_on/undo.html")
def undo(received, *, by, idempotency_key, answers):
    actions.undo(received, by=by, idempotency_key=idempotency_key)
    return _received(received.pk)


@form_page(Can.LEAVE_RECEIVED, LeaveForm, "handing_on/leave.html")
def leave(received, *, by, idempotency_key, answers):
    actions.leave(received, by=by, idempotency_key=idempotency_key)
    return reverse("handing_on:exchange", args=[answers["stood_in"]])


def _received(pk):
    return reverse("handing_on:received", args=[pk])


# For anyone
@require_safe
@public
def shelf(request):
    """What the programmes here hand on to everyone, the newest first."""
    page = page_of(request, queries.shown_to_all())
    return render(request, "handing_on/shelf.html", {"page": page, "kinds": _kinds()})


@require_safe
@public
@never_cache
def shown(request, pk):
    """One thing of these, with its licence, its language and whose it is."""
    found = _shown(pk)
    return render(request, "handing_on/shown.html", _as_read(found) | {"record": found, "key": signing.fingerprint()})


@require_safe
@public
@never_cache
def shown_file(request, pk):
    """Its signed file."""
    return _file(_shown(pk))


def _shown(pk):
    found = queries.shown_to_all().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _kinds():
    return {kind: packing.label for kind, packing in files.packings().items()}


def _as_read(thing):
    """Return what a page shows of a file: what it says, and under which licence, in which language."""
    packing, sheet = files.packings()[thing.kind], thing.sheet
    said = [(each, as_page(each.words) if each.in_markdown else None) for each in packing.said(sheet["content"])]
    language = dict(settings.LANGUAGES).get(sheet["language"], sheet["language"])
    told = {"kind": packing.label, "sheet": sheet, "said": said, "language": language, "licences": DEEDS}
    return told | {"made_on": date.fromisoformat(sheet["made_on"])}
