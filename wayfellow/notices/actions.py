"""What happens to letters. Called inside the act that has one written, so that both are done or neither."""

from django.utils import timezone

from wayfellow.access.guard import anonymous
from wayfellow.jobs.definitions import later
from wayfellow.notices.models import Letter
from wayfellow.vault.models import Key


@anonymous
def post(*, to, subject, words, key=None, unsubscribe="", useless_after=None):
    """Have a letter sent as soon as the job worker comes round. `key`: whose it is, where it is about somebody."""
    letter = Letter.objects.create(
        key=key or Key.of_the_installation(),
        to=to,
        subject=subject,
        words=words,
        unsubscribe=unsubscribe,
        written_at=timezone.now(),
        useless_after=useless_after,
    )
    later("wayfellow.notices.jobs.deliver", str(letter.pk))
    return letter


@anonymous
def note_failure(letter, *, at):
    """No server took it this time."""
    letter.failed_at = at
    letter.save(update_fields=["failed_at"])


@anonymous
def forget(letter):
    """It was sent, or helps nobody any more."""
    letter.delete()


@anonymous
def empty_old_letters(*, before):
    """What could not be sent in all that time says only that it was not."""
    Letter.objects.filter(written_at__lt=before).update(to=b"", subject=b"", words=b"", unsubscribe=b"")


@anonymous
def leave_unsent(*, at):
    """What waited to be sent when a backup was made says, after its restore, that it did not go out."""
    Letter.objects.filter(failed_at=None).update(failed_at=at)
