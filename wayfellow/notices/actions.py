"""What happens to letters. Called inside the act that has one written, so that both are done or neither."""

from django.utils import timezone

from wayfellow.access.guard import anonymous
from wayfellow.jobs.definitions import later
from wayfellow.notices.models import Letter, Read
from wayfellow.notices.news import KEPT_FOR
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


@anonymous
def mark_read(lines, *, by, at):
    """Somebody has read what is new, and no deed about anybody else comes of it. A second tap changes nothing."""
    Read.objects.filter(reader=by, at__lt=at - KEPT_FOR).delete()
    Read.objects.bulk_create([Read(reader=by, line=line, at=at) for line in lines], ignore_conflicts=True)


@anonymous
def mark_unread(lines, *, by):
    """It is as new as it was before."""
    Read.objects.filter(reader=by, line__in=lines).delete()


@anonymous
def take_back_last(user):
    """What was marked last, all in one go, is as new as it was before."""
    last = Read.objects.filter(reader=user).order_by("-at").values("at")[:1]
    Read.objects.filter(reader=user, at=last).delete()
