"""Writing letters and texts to whom something is new, sending them, and letting go of those that could not be sent."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, NotDone, job
from wayfellow.notices import actions, bounces, in_time, letters, queries, texts
from wayfellow.notices.gateways import NobodyKnows, gateway
from wayfellow.notices.models import Letter

KEPT_FOR = datetime.timedelta(days=7)


@job(_("Send an e-mail or a text message"), in_batches=True)
def deliver(letter_id: str) -> None:
    """Send it, once. Where a worker was killed over one of several of its kind, nobody knows: it is not sent again.

    Any other may then go out twice; its Message-ID says so.
    """
    letter, now = queries.waiting(letter_id), timezone.now()
    if letter is None:
        return
    if not queries.helps_somebody(letter, now):
        actions.forget(letter)
    elif letter.begun_at and letter.is_rather_lost:
        actions.end(letter, "unknown", at=now)
    else:
        _send(letter)


def _send(letter: Letter) -> None:
    became, carry = "sent", _text if letter.is_text else letters.send
    try:
        carry(letter, begin=lambda: actions.begin(letter, at=timezone.now()))
    except NotDone:
        actions.note_failure(letter, at=timezone.now())
        raise
    except NobodyKnows:
        became = "unknown"
    actions.end(letter, became, at=timezone.now())


def _text(letter: Any, begin: Callable[[], None]) -> None:
    carrier = gateway()
    if carrier is None:
        raise NotDone("there is no text gateway: set WAYFELLOW_TEXTS_URL where the job worker runs")
    if number := texts.number_to(letter):
        begin()
        carrier.send(number, letter.words)


@job(_("Tell by e-mail or text message what is new and cannot wait"))
def tell_of(line_id: str) -> None:
    """Asked for within the act. Whoever was written to of this line is not written to again."""
    if line := queries.line(line_id):
        in_time.tell_of(line, timezone.now())


@job(
    _("Send the e-mails of a day or a week, and reminders for tomorrow"),
    every=Every(minutes=10),
    only_if=lambda: letters.can_be_sent() or texts.can_be_sent(),
)
def tell_in_turn() -> None:
    """A round that was cut short is gone again: whoever has their letter of that hour gets no second one."""
    now = timezone.now()
    in_time.go_round(actions.begin_round(at=now), now)
    actions.end_round(at=now)


@job(_("Erase the text of e-mails that could not be sent"), every=Every(at=datetime.time(3, 50)))
def empty_old_letters() -> None:
    actions.empty_old_letters(before=timezone.now() - KEPT_FOR)


@job(
    _("Look whether e-mails came back"),
    every=Every(minutes=10),
    only_if=bounces.can_be_noticed,
)
def notice_bounces() -> None:
    """In the mailbox that they come back to, where it is given."""
    today = timezone.localdate()
    actions.forget_bounces(before=today - bounces.SAID_FOR)
    for address in bounces.come_back():
        actions.note_bounce(address, on=today)
