"""Endings that nobody planned, which stay with the peer supporter, too."""

from datetime import timedelta

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from wayfellow.journeys.lifecycle import ENDED_UNPLANNED
from wayfellow.journeys.models import Journey
from wayfellow.workforce.models import Peer

OF_LATE = timedelta(days=21)


def with_unplanned_ending(peers: QuerySet[Peer]) -> QuerySet[Peer]:
    """Have a peer supporter bring along when a journey of theirs ended of late without being planned, if one did."""
    since = timezone.localdate() - OF_LATE
    ended = Journey.objects.filter(
        ENDED_UNPLANNED, peer__user=OuterRef("user"), ended_on__gt=since, first_met_on__isnull=False
    )
    newest = ended.order_by().values("peer__user").annotate(on=Max("ended_on")).values("on")
    return peers.annotate(ended_unplanned_on=Subquery(newest))
