"""Sending letters, and letting go of those that could not be sent."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import Every, NotDone, job
from wayfellow.notices import actions, letters, queries

KEPT_FOR = datetime.timedelta(days=7)


@job(_("Send an e-mail"))
def deliver(letter_id: str) -> None:
    """Send it, once. A letter may go out twice only if its worker is killed in between; its Message-ID says so."""
    letter = queries.waiting(letter_id)
    if letter is None:
        return
    if queries.helps_somebody(letter, timezone.now()):
        try:
            letters.send(letter)
        except NotDone:
            actions.note_failure(letter, at=timezone.now())
            raise
    actions.forget(letter)


@job(_("Erase the text of e-mails that could not be sent"), every=Every(at=datetime.time(3, 50)))
def empty_old_letters() -> None:
    actions.empty_old_letters(before=timezone.now() - KEPT_FOR)
