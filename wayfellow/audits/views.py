"""The pages of the audits: what is asked, what came of it, and what is needed."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wayfellow.access.guard import needs
from wayfellow.audits import actions, queries
from wayfellow.audits.access import Can
from wayfellow.audits.forms import BeginForm, CloseForm, LetGoForm, NeedForm, RepeatForm
from wayfellow.evaluation import charts
from wayfellow.office.access import Can as Office
from wayfellow.ui.pages import form_page
from wayfellow.ui.paging import page_of


@require_safe
@needs(Office.SEE_OFFICE)
def audits(request, programme):
    """The audits of a programme, the newest first."""
    page = page_of(request, queries.audits_of(request.user, programme))
    return render(request, "audits/audits.html", {"record": programme, "page": page})


@form_page(Can.BEGIN_AUDIT, BeginForm, "audits/begin.html")
def begin(programme, *, by, idempotency_key, answers):
    begun = {"id": idempotency_key, "on": timezone.localdate(), **answers}
    actions.begin_audit(programme, by=by, idempotency_key=idempotency_key, **begun)
    return _audit(idempotency_key)


@require_safe
@needs(Can.SEE_AUDIT, load=queries.with_all_of_it)
def audit(request, audit):
    """What an audit asks; once it is closed, what came of it, and what is done about that."""
    page = {"audit": audit, "next_time": queries.next_time_of(audit)}
    return render(request, "audits/audit.html", page | (_told(audit) if audit.tells_of_statements else {}))


def _told(audit):
    lines, rows = queries.lines_of(audit), queries.who_answered(audit)
    since = queries.since_then(audit)
    return {
        "rows": rows,
        "few": queries.called(audit.result["few"]),
        "nobody": queries.called(audit.result["nobody"]),
        "lines": lines,
        "chart": _chart(audit, rows, lines),
        "apart": queries.seen_differently(lines),
        "far": queries.furthest_from_usual(lines),
        "levels": queries.LEVELS,
        "since": since,
        "compared": [rows[now][0] for _then, now in since[0].rows] if since else [],
    }


def _chart(audit, rows, lines):
    words = _("For each statement, where each group stands between “not yet” and “our usual way”.")
    title = f"{audit.get_tool_display()} · {audit.about}"
    marks = [f"{number} {name} ({n})" for number, (name, n) in enumerate(rows, start=1)]
    told = [(line.words, line.levels) for line in lines]
    return charts.gaps(title, words, told, marks=marks, ends=(queries.LEVELS[0], queries.LEVELS[-1]))


@form_page(Can.CLOSE_AUDIT, CloseForm, "audits/close.html")
def close(audit, *, by, idempotency_key, answers):
    actions.close_audit(audit, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return _audit(audit.pk)


@form_page(Can.LET_AUDIT_GO, LetGoForm, "audits/let_go.html")
def let_go(audit, *, by, idempotency_key, answers):
    actions.let_audit_go(audit, by=by, idempotency_key=idempotency_key, on=timezone.localdate())
    return reverse("audits:audits", args=[audit.programme_id])


@form_page(Can.REPEAT_AUDIT, RepeatForm, "audits/repeat.html", load=queries.with_asked)
def repeat(audit, *, by, idempotency_key, answers):
    begun = {"id": idempotency_key, "on": timezone.localdate(), **answers}
    actions.repeat_audit(audit, by=by, idempotency_key=idempotency_key, **begun)
    return _audit(idempotency_key)


@form_page(Can.DRAW_NEED, NeedForm, "audits/draw_need.html", load=queries.with_asked)
def draw_need(audit, *, by, idempotency_key, answers):
    drawn = {"id": idempotency_key, "on": timezone.localdate(), **answers}
    actions.draw_need(audit, by=by, idempotency_key=idempotency_key, **drawn)
    return reverse("office:need", args=[idempotency_key])


def _audit(pk):
    return reverse("audits:audit", args=[pk])
