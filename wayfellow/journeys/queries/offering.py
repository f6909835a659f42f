"""When a check-in is offered, gently: what stays with a peer supporter is told by days and numbers, never by words."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from wayfellow.journeys.lifecycle import ENDED_UNPLANNED
from wayfellow.journeys.models import Accompaniment, Journey
from wayfellow.wellbeing.queries import IS_FELT_FOR, has_answered
from wayfellow.workforce.models import Peer

OF_LATE = timedelta(days=21)
A_FULL_DAY = 4  # meetings
QUIET_FOR = timedelta(days=7)


def with_hard_days(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along their last ending that nobody planned, and their last day of many meetings."""
    today, of_them = timezone.localdate(), {"peer__user": OuterRef("user")}
    ended = Journey.objects.filter(ENDED_UNPLANNED, **of_them, ended_on__gt=today - OF_LATE, first_met_on__isnull=False)
    last = ended.order_by().values("peer__user").annotate(on=Max("ended_on")).values("on")
    held = Accompaniment.objects.filter(state=Accompaniment.State.HELD, **of_them, on__gt=today - IS_FELT_FOR)
    full = held.order_by("-on").values("on").annotate(meetings=Count("pk")).filter(meetings__gte=A_FULL_DAY)
    return peers.annotate(ended_unplanned_on=Subquery(last), full_day_on=Subquery(full.values("on")[:1]))


def ending_stays(peer: Any) -> bool:
    """Return whether a check-in is offered after an ending that nobody planned."""
    on: date | None = peer.ended_unplanned_on
    return on is not None and not has_answered(peer, on)


def full_day_stays(peer: Any) -> date | None:
    """Return the day of many meetings after which a check-in is offered; none to whoever answered one of late."""
    on: date | None = peer.full_day_on
    return on if on and not has_answered(peer, on - QUIET_FOR) else None
