"""Whom a peer supporter trusts is told where they are not back, and what is over is forgotten."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.arrivals import actions
from wayfellow.jobs.definitions import Every, job

KEPT_FOR = datetime.timedelta(days=2)


@job(_("Say that a peer supporter is not back"))
def tell_if_not_back(outing_id: str) -> None:
    """Asked for when they set out. Whoever is back by then, or comes later, concerns nobody."""
    actions.tell_if_not_back(outing_id, now=timezone.now())


@job(_("Forget when peer supporters were out"), every=Every(at=datetime.time(3, 45)))
def forget_outings() -> None:
    actions.forget_outings(before=timezone.now() - KEPT_FOR)
