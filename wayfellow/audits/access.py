"""Who may begin an audit, close it, and read what came of it."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Deed, deed
from wayfellow.directory.access import its_coordinators
from wayfellow.office.access import who_runs_the_office


class Can(Deed):
    # a programme
    BEGIN_AUDIT = deed("programme.begin_audit", _("begin an audit of how the programme or a team works"))
    # an audit
    SEE_AUDIT = deed("audit.see", _("see what an audit asks, and what came of it, small groups hidden"))
    CLOSE_AUDIT = deed("audit.close", _("close it, and have its result made, once"))
    LET_AUDIT_GO = deed("audit.let_go", _("stop it without a result"))
    REPEAT_AUDIT = deed("audit.repeat", _("ask again, to see what has changed"))
    DRAW_NEED = deed("audit.draw_need", _("note what is needed, from what it found"))


GRANTS = {
    "directory.Programme": {
        Can.BEGIN_AUDIT: [its_coordinators],
    },
    "audits.Audit": {
        Can.SEE_AUDIT:    [who_runs_the_office],
        Can.CLOSE_AUDIT:  [who_runs_the_office],
        Can.LET_AUDIT_GO: [who_runs_the_office],
        Can.REPEAT_AUDIT: [who_runs_the_office],
        Can.DRAW_NEED:    [who_runs_the_office],
    },
}  # fmt: skip


RECORDS = {
    "audits.Audit": _("An audit of a programme or a team"),
}
