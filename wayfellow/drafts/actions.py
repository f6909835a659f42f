"""Keeping what is half written, and letting go of it. Nothing here is a deed: it stands in no journal."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import ERASED, Refused, anonymous
from wayfellow.drafts.models import A_WEEK, Draft
from wayfellow.journal.models import is_known

MOST_CHARACTERS = 200_000
MOST_DRAFTS = 100
TOO_LONG = _("This is too long to be saved for later. Please send it, or make it shorter.")
TOO_MANY = _(
    "You have so many half-written texts waiting that no more can be saved. Send some of them, or throw them away."
)


class WrittenElsewhere(Refused):
    """Another page of the same writer has kept something here since; `other` is that."""

    def __init__(self, other):
        super().__init__(_("You also wrote on this in another tab or on another device."))
        self.other = other


@anonymous
def keep(draft, *, before, idempotency_key):
    """Keep what somebody has written so far, unless it was sent. `before` is the hand that their page went on from."""
    if len(draft.words) > MOST_CHARACTERS:
        raise Refused(TOO_LONG)
    if draft.key.is_destroyed:
        raise Refused(ERASED)
    _one_at_a_time(draft.writer, draft.place)
    mine = Draft.objects.filter(writer=draft.writer)
    found = mine.select_related("key").filter(place=draft.place).first()
    if is_known(idempotency_key):
        return
    if found and not found.is_over(draft.written_at):
        _go_on(found, draft, hands={draft.hand, before})
    elif mine.count() < MOST_DRAFTS:
        mine.filter(place=draft.place).delete()
        draft.save()
    else:
        raise Refused(TOO_MANY)


def _go_on(found, draft, *, hands):
    if found.hand not in hands:
        raise WrittenElsewhere(found)
    if found.hand == draft.hand and draft.number < found.number:  # what was typed later came first
        return
    found.key, found.hand, found.words = draft.key, draft.hand, draft.words
    found.number, found.written_at = draft.number, draft.written_at
    found.save()


def _one_at_a_time(writer, place):
    """Let nobody keep or send from the same address meanwhile: what one finds the other has seen, or not yet begun.

    On SQLite a transaction is alone from its beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [writer.pk % 2**31, place])


@anonymous
def let_go(*, by, place, hands):
    """Let go of what was sent, or deleted to the last word, by one of these hands. Say whether it was there."""
    _one_at_a_time(by, place)
    gone, _which = Draft.objects.filter(writer=by, place=place, hand__in=hands).delete()
    return bool(gone)


@anonymous
def throw_away(*, by, place):
    """Its writer wants none of it any more."""
    Draft.objects.filter(writer=by, place=place).delete()


@anonymous
def let_lapse(*, at):
    """Let go of all whose week is over."""
    Draft.objects.filter(written_at__lte=at - A_WEEK).delete()


@anonymous
def forget(*, about):
    """Let go of all that is sealed under this key."""
    Draft.objects.filter(key=about).delete()
