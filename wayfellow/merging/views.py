from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.merging import actions, queries
from wayfellow.merging.access import Can
from wayfellow.merging.forms import AnswerMergeForm, AskMergeForm, UndoMergeForm
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import page_of


@require_safe
@needs(Can.SEE_TWICE)
def here_twice(request, programme):
    """Who may be here twice, what was asked, and what became one lately."""
    page = page_of(request, queries.those_here_twice(request.user, programme))
    shown = {"record": programme, "page": page, "merges": queries.merges_of(request.user, programme)}
    return render(request, "merging/here_twice.html", shown)


@form_page(Can.ASK_MERGE, AskMergeForm, "merging/ask.html", load=queries.person_of_two)
def ask_merge(person, *, by, idempotency_key, answers):
    on = timezone.localdate()
    merge = actions.ask_merge(person, by=by, idempotency_key=idempotency_key, id=idempotency_key, on=on, **answers)
    return reverse("merging:merge", args=[merge.pk]) if merge else reverse("home:desks")


@require_safe
@needs(Can.SEE_MERGE, load=queries.two_records)
def merge(request, merge):
    shown = {"record": merge, "ask": queries.who_asks_them(merge)}
    shown["where"] = list(queries.goes_where(request.user, merge.person, merge.other)) if merge.waits else []
    return render(request, "merging/merge.html", shown)


@form_page(Can.ANSWER_MERGE, AnswerMergeForm, "merging/answer.html", load=queries.two_records)
def answer_merge(merge, *, by, idempotency_key, answers):
    actions.answer_merge(merge, by=by, idempotency_key=idempotency_key, on=timezone.localdate(), **answers)
    return reverse("home")


@form_page(Can.UNDO_MERGE, UndoMergeForm, "merging/undo.html", load=queries.two_records)
def undo_merge(merge, *, by, idempotency_key, answers):
    actions.undo_merge(merge, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("home")
