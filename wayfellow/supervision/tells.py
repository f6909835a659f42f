"""What is told of supervision. That one is due or was missed is no deed: the panels say it."""

from typing import Any

from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.tellings import Telling, desk, nobody, supervision, today
from wayfellow.supervision.access import (
    Can,
    who_supervises_it,
    who_supervises_what_it_is_of,
    who_takes_part,
    whose_sheet_it_is,
)
from wayfellow.supervision.lifecycle import IS_CANCELLED, IS_PLANNED
from wayfellow.supervision.queries import unsigned_by

IT: dict[str, Any] = {"of": "supervision.Supervision", "page": "supervision:supervision"}
THE_SHEET: dict[str, Any] = {"page": "supervision:sheet"}
MOVED = _("A supervision has another day: %(on)s"), _("A supervision has another day.")
CANCELLED = _("A supervision was cancelled.")
TO_SIGN = _("What you talked about in supervision was written down. You can read and sign it.")


def who_lead(relation: Any, words: Any, **more: Any) -> list[Telling]:
    """Tell the supervisor, and on the desk the coordinator who leads a joint one with them."""
    return [supervision(relation, words, **more), desk(relation, words, **more)]


def _waits_for(which: str) -> Q:
    return Q(**{f"{which}__isnull": False}) & unsigned_by(OuterRef(OuterRef(which)))


FOR_THE_PEER = _waits_for("peer__user")
FOR_WHO_LEADS = _waits_for("supervision__supervisor") | _waits_for("supervision__beside")

TELLS = {
    Can.PLAN_SUPERVISION: [
        today(who_takes_part, _("A supervision with you was planned."), where=IS_PLANNED, at_once=True, **IT),
        *who_lead(who_supervises_it, _("A joint supervision was planned, which you lead too."), where=IS_PLANNED, **IT),
    ],
    Can.ASK_FOR_SUPERVISION: [
        supervision(who_supervises_it, _("A peer supporter set a day for supervision with you."), where=IS_PLANNED,
                    at_once=True, **IT),
    ],
    Can.MOVE_SUPERVISION: [
        today(who_takes_part, MOVED, where=IS_PLANNED, **IT),
        *who_lead(who_supervises_it, MOVED, where=IS_PLANNED, **IT),
    ],
    Can.LET_SUPERVISION_GO: [
        today(who_takes_part, CANCELLED, where=IS_CANCELLED, **IT),
        *who_lead(who_supervises_it, CANCELLED, where=IS_CANCELLED, **IT),
    ],
    Can.WRITE_SHEET: [
        today(whose_sheet_it_is, TO_SIGN, where=FOR_THE_PEER, **THE_SHEET),
        *who_lead(who_supervises_what_it_is_of, TO_SIGN, where=FOR_WHO_LEADS, **THE_SHEET),
    ],
    **nobody("both were there", Can.HOLD_SUPERVISION),
    **nobody("it stands on the sheet, where both look before and after they meet", Can.BRING_TO_SHEET, Can.SIGN_SHEET,
             Can.AGREE_STEP, Can.SETTLE_STEP),
    **nobody("it is read where it is due", Can.SET_RHYTHM),
    **nobody("it shows something and changes nothing", Can.SEE_SUPERVISIONS, Can.SEE_SUPERVISION, Can.SEE_SHEET),
}  # fmt: skip
