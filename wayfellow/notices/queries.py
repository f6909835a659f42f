"""Which letters wait."""

from wayfellow.notices.models import Letter


def waiting(pk):
    """Return a letter that is still to be sent; None once it was, or was emptied."""
    return Letter.objects.select_related("key").filter(pk=pk).exclude(to=b"").first()


def helps_somebody(letter, now):
    """Say whether it is worth sending: not when its time is over, nor to somebody who was erased meanwhile."""
    return not letter.key.is_destroyed and (letter.useless_after is None or now < letter.useless_after)
