"""Audits are begun, closed and repeated, and needs drawn from them. The days are passed in."""

import uuid

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.audits.access import Can
from wayfellow.audits.models import Audit, Finding, Template
from wayfellow.audits.pulse import pulse_told, questions_told
from wayfellow.audits.queries import answers_to, earlier_pulse, next_time_of
from wayfellow.audits.results import told_of
from wayfellow.audits.tools import Tool, content_of
from wayfellow.office.actions import note_need
from wayfellow.office.models import LONGEST_STEP
from wayfellow.surveys import actions as surveys
from wayfellow.surveys.models import Privacy

NOT_OPEN = _("This audit is closed already, or was stopped. Nothing was changed.")
TOO_FEW = _("Fewer than %(number)s have answered in each group, so nothing could be told. Ask more people first.")
STILL_ASKED = _("There is no result yet. Close the audit first.")
REPEATED = _("It was begun again already. Nothing was changed.")


def _unless_closed(audit):
    if not audit.is_open:
        raise Refused(NOT_OPEN)


def _can_be_repeated(audit):
    _unless_it_tells_nothing(audit)
    if next_time_of(audit):
        raise Refused(REPEATED)


def _unless_it_tells_nothing(audit):
    if audit.result is None:
        raise Refused(STILL_ASKED)


@act(Can.BEGIN_AUDIT)
def begin_audit(programme, *, by, id, on, tool, about, until, template=None):
    """Begin to ask. What it asks can be changed in the survey, version by version, as long as it is open.

    `template`: in the words of another programme, instead of those that ship.
    """
    content = template.content if template else content_of(tool)
    asked = {"tool": template.tool if template else tool, "template": template, "about": about, "until": until}
    return _begin(programme, content, by=by, id=id, begun_on=on, **asked)


@act(Can.REPEAT_AUDIT, when=_can_be_repeated)
def repeat_audit(audit, *, by, id, on, until, as_shipped):
    """Ask again: in the words of last time, or in the newest version that ships."""
    template = None if as_shipped else audit.template
    content = template.content if template else content_of(audit.tool)
    if not as_shipped:
        content = audit.content | {"title": content["title"]}
    asked = {"tool": audit.tool, "template": template, "about": audit.about, "until": until, "follows": audit}
    return _begin(audit.programme, content, by=by, id=id, begun_on=on, **asked)


def _begin(programme, content, *, by, id, begun_on, about, **asked):
    title = {code: f"{words} · {about}" for code, words in content["title"].items()}
    content = {name: content.get(name, {}) for name in ["description", "item"]} | {"title": title}
    making = {"id": uuid.uuid4(), "content": content, "kept": Privacy.ANONYMOUS, "read_by": "", "told_apart": True}
    survey = surveys.make(programme, by=by, **making)
    surveys.publish(survey, by=by, edit_token=None, on=begun_on)
    return Audit.objects.create(id=id, programme=programme, survey=survey, about=about, begun_on=begun_on, **asked)


@act(Can.CLOSE_AUDIT, when=_unless_closed)
def close_audit(audit, *, by, on):
    """Nobody is asked any more, and the result is made: once, for good."""
    audit.asked, given = answers_to(audit.survey)
    audit.result = _what_came_of(audit, given)
    audit.closed_on = on
    audit.save(update_fields=["asked", "result", "closed_on"])
    surveys.retire(audit.survey, by=by, on=on)


def _what_came_of(audit, given):
    k = audit.programme.smallest_cell
    if audit.tool == Tool.QUESTIONS:
        result = questions_told(given, k)
    elif audit.tool == Tool.PULSE:
        result = pulse_told(audit.content, given, earlier_pulse(audit), k)
    else:
        told = told_of(audit.content, given, k)
        result = told if told["rows"] else None
    if result is None:
        raise Refused(TOO_FEW % {"number": k})
    return result


@act(Can.LET_AUDIT_GO, when=_unless_closed)
def let_audit_go(audit, *, by, on):
    """It is stopped, and nothing is told of what was answered."""
    audit.let_go_on = on
    audit.save(update_fields=["let_go_on"])
    surveys.retire(audit.survey, by=by, on=on)


@act(Can.DRAW_NEED, when=_unless_it_tells_nothing)
def draw_need(audit, *, by, id, on, statement, kind, words):
    """Note what is needed, from what the audit found. The office follows it from there."""
    told = {"audit": audit.get_tool_display(), "about": audit.about, "day": date_format(audit.closed_on)}
    comes_from = gettext("Audit “%(audit)s”, %(about)s, %(day)s") % told
    need = {"kind": kind, "words": words, "comes_from": comes_from[:LONGEST_STEP]}
    drawn = note_need(audit.programme, by=by, id=id, on=on, need=need)
    Finding.objects.create(audit=audit, need=drawn, statement=statement)
    return drawn


@anonymous
def keep_template(programme, *, id, tool, content):
    """Keep what another programme asks, for an act that takes it in."""
    return Template.objects.create(id=id, programme=programme, tool=tool, content=content)


@anonymous
def let_template_go(template):
    """Delete what another programme asks, with which no audit was begun, for an act that takes it back."""
    Template.objects.filter(pk=template.pk).delete()
