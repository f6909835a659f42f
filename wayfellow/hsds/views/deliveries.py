"""The pages of those who bring a directory in from a file."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.hsds import actions
from wayfellow.hsds.access import Can
from wayfellow.hsds.brought_in import changes_with, deliveries_of, how_many, names_in
from wayfellow.hsds.forms import BringForm, LeaveForm, LookAgainForm, TakeForm, UndoForm
from wayfellow.hsds.models import Change
from wayfellow.hsds.showing import Reader, title_of
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import TEXTS, numbered, page_of

SHOWN = [kind for kind in Change.Kind if kind != Change.Kind.LOOSE]


@require_safe
@needs(Can.BRING_IN_DIRECTORY)
def deliveries(request, programme):
    """What a programme brought in from files: not taken in yet, taken in, or undone."""
    page = page_of(request, deliveries_of(request.user, programme))
    return render(request, "hsds/deliveries.html", {"record": programme, "page": page})


@form_page(Can.BRING_IN_DIRECTORY, BringForm, "hsds/bring.html")
def bring(programme, *, by, idempotency_key, answers):
    on = timezone.localdate()
    actions.bring(programme, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return _page_of(idempotency_key)


@require_safe
@needs(Can.SEE_DELIVERY)
def delivery(request, delivery):
    """What it would change, or did, of one kind: programmes first, then places and organisations, side by side."""
    numbers = {kind: sum(by_table.values()) for kind, by_table in how_many(delivery).items()}
    there = [kind for kind in SHOWN if numbers[kind]]
    shown = next((kind for kind in there if kind == request.GET.get("show")), there[0] if there else Change.Kind.SAME)
    page = numbered(changes_with(delivery, shown), request.GET.get("page"), TEXTS, counted=numbers[shown])
    changes = list(page.object_list)
    reader = Reader(names_in(changes))
    read = [(change, title_of(change), list(reader.lines(change))) for change in changes]
    told = {"record": delivery, "numbers": numbers, "there": there, "shown": shown, "page": page, "read": read}
    return render(request, "hsds/delivery.html", told)


@form_page(Can.LOOK_AGAIN, LookAgainForm, "hsds/look_again.html")
def look_again(delivery, *, by, idempotency_key, answers):
    actions.look_again(delivery, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(delivery.pk)


@form_page(Can.TAKE_DELIVERY, TakeForm, "hsds/take.html")
def take(delivery, *, by, idempotency_key, answers):
    actions.take(delivery, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(delivery.pk)


@form_page(Can.UNDO_DELIVERY, UndoForm, "hsds/undo.html")
def undo(delivery, *, by, idempotency_key, answers):
    actions.undo(delivery, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _page_of(delivery.pk)


@form_page(Can.LEAVE_DELIVERY, LeaveForm, "hsds/leave.html")
def leave(delivery, *, by, idempotency_key, answers):
    actions.leave(delivery, by=by, idempotency_key=idempotency_key)
    return reverse("deliveries:deliveries", args=[answers["stood_in"]])


def _page_of(pk):
    return reverse("deliveries:delivery", args=[pk])
