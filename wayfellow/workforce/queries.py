"""Who the peer supporters of a programme are, and how much each carries now."""

from django.db.models import Count, F, Q


def peers_of(programme):
    """Return a programme’s peer supporters with `load`, the journeys they walk now, and `free` places."""
    walking_now = Count("journeys", filter=Q(journeys__ended_on=None))
    return programme.peers.select_related("user").annotate(load=walking_now, free=F("places") - F("load"))
