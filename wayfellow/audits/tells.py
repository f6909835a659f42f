"""The coordinators are told that an audit is closed and that one waits to be; needs are told where needs are."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wayfellow.access.tellings import Figure, desk, nobody
from wayfellow.audits.access import Can
from wayfellow.audits.queries import IS_OVER
from wayfellow.office.access import who_runs_the_office

CLOSED = _("An audit is closed. What came of it can be read.")
WAIT = ngettext_lazy(
    "%(num)d audit can be closed, since %(since)s.", "%(num)d audits can be closed, the first since %(since)s.", "num"
)

TELLS = {
    Can.CLOSE_AUDIT: [desk(who_runs_the_office, CLOSED, "audits:audit", where=Q(closed_on__isnull=False))],
    **nobody("it stands on the page of the audits, and whoever is asked gets a link or a sheet of paper",
             Can.BEGIN_AUDIT, Can.REPEAT_AUDIT, Can.LET_AUDIT_GO),
    **nobody("it stands on the page of what is needed, and in the letter of the week", Can.DRAW_NEED),
    **nobody("it shows something and changes nothing", Can.SEE_AUDIT),
}  # fmt: skip
FIGURES = [
    Figure("desk", who_runs_the_office, of="audits.Audit", where=IS_OVER, since="until", words=WAIT),
]
