"""What happens to letters. Called inside the act that has one written, so that both are done or neither."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from wayfellow.access.guard import anonymous
from wayfellow.jobs.definitions import later
from wayfellow.notices import telling_letters, texts
from wayfellow.notices.bounces import mark_of
from wayfellow.notices.letters import can_be_sent
from wayfellow.notices.models import DayOfLetters, Letter, Read, Returned, Round, Told, Wish
from wayfellow.notices.news import KEPT_FOR
from wayfellow.vault.models import Key


@anonymous
def post(*, to, subject, words, key=None, unsubscribe="", useless_after=None, language="", sender=""):
    """Have a letter sent as soon as the job worker comes round. `key`: whose it is, where it is about somebody.

    `sender`: what its sender is called, where that is another name than the installation's.
    """
    letter = Letter.objects.create(
        key=key or Key.of_the_installation(),
        to=to,
        sender=sender,
        subject=subject,
        words=words,
        unsubscribe=unsubscribe,
        language=language or get_language() or "",
        written_at=timezone.now(),
        useless_after=useless_after,
    )
    later("wayfellow.notices.jobs.deliver", str(letter.pk))
    return letter


@anonymous
def text(*, key, words, language, not_before, useless_after, to=""):
    """Have a text message sent, not before its time. `to`: its number, only where it is not that of an account."""
    text = Letter.objects.create(
        key=key,
        to=to,
        words=words,
        language=language,
        is_text=True,
        written_at=timezone.now(),
        useless_after=useless_after,
    )
    later("wayfellow.notices.jobs.deliver", str(text.pk), not_before=not_before)


@anonymous
def begin(letter, *, at):
    """It is given to the mail server now. Whoever finds it begun and not ended does not know whether it went out."""
    letter.begun_at = at
    letter.save(update_fields=["begun_at"])


@anonymous
def note_failure(letter, *, at):
    """No server took it this time."""
    letter.begun_at, letter.failed_at = None, at
    letter.save(update_fields=["begun_at", "failed_at"])
    _count("failed", of=letter, at=at)


@anonymous
def forget(letter):
    """It helps nobody any more."""
    letter.delete()


@anonymous
def end(letter, became, *, at):
    """It was sent, or nobody knows whether it was: it is gone, and that is counted.

    Most letters are named by no record, and go with one statement instead of one for each kind that could.
    """
    if letter.is_named:
        letter.delete()
    else:
        gone = Letter.objects.filter(pk=letter.pk)
        gone._raw_delete(gone.db)
    _count(became, of=letter, at=at)


def _count(became, *, of, at):
    """Count what became of a letter, on its day: the operator reads how many, and never whose."""
    became = f"texts_{became}" if of.is_text else became
    day = DayOfLetters.objects.filter(on=timezone.localdate(at))
    if not day.update(**{became: F(became) + 1}):
        DayOfLetters.objects.get_or_create(on=timezone.localdate(at))
        day.update(**{became: F(became) + 1})


@anonymous
def follow(line):
    """Have those written to whom a line of the journal tells of what cannot wait: within the act that it is of."""
    if can_be_sent() or texts.can_be_sent():
        later("wayfellow.notices.jobs.tell_of", str(line.pk))


@anonymous
def tell_in_time(reader, occasion, kinds, *, at, line=None, turn="", numbers=(), meetings=None, is_written=True):
    """Write that something is new, once for each line of the journal, each day and each week.

    Whoever allows it and is not told numbers is told by text message, too; `meetings` returns what it may say.
    """
    _told, is_first = Told.objects.get_or_create(reader=reader, line=line, turn=turn, defaults={"at": at})
    if not (is_first and is_written):
        return
    if can_be_sent():
        post(**telling_letters.write(reader, occasion, kinds, at=at, numbers=numbers))
    person = texts.person_of(reader)
    if texts.can_be_sent() and not numbers and texts.number_of(person):
        text(**texts.write(person, occasion, meetings() if meetings else [], at=at))


@anonymous
def tell_by_text(person, occasion, meetings, *, at, line=None, turn=""):
    """Tell somebody without an account of meetings by text message, once for each line of the journal and each day."""
    _told, is_first = Told.objects.get_or_create(key=person.key, line=line, turn=turn, defaults={"at": at})
    if is_first and texts.number_of(person):
        text(**texts.write(person, occasion, meetings, at=at))


@anonymous
def note_bounce(address, *, on):
    """A letter to this address came back for good. Whoever sees the address reads so beside it, for half a year."""
    Returned.objects.update_or_create(mark=mark_of(address), defaults={"on": on})


@anonymous
def forget_bounces(*, before):
    """Let go of what came back so long ago that it may well arrive today."""
    Returned.objects.filter(on__lt=before).delete()


@anonymous
def forget_bounce(address):
    """Somebody read what was sent there."""
    Returned.objects.filter(mark=mark_of(address)).delete()


@anonymous
def begin_round(*, at):
    """Return since when it was not looked who is due a letter: from now on, where nobody ever looked."""
    looked, _is_new = Round.objects.get_or_create(pk=1, defaults={"until": at})
    return looked.until


@anonymous
def end_round(*, at):
    """Until then everybody was written to who was due a letter. What was told long ago is forgotten."""
    Round.objects.update(until=at)
    Told.objects.filter(at__lt=at - KEPT_FOR).delete()


@anonymous
def choose_letters(reader, *, chosen):
    """Somebody says when they want to be written to about what. Whoever keeps all that is proposed has no row."""
    wish, _is_new = Wish.objects.update_or_create(reader_id=reader, defaults=chosen)
    if wish.says_nothing:
        wish.delete()


@anonymous
def empty_old_letters(*, before):
    """What could not be sent in all that time says only that it was not."""
    Letter.objects.filter(written_at__lt=before).update(to=b"", sender=b"", subject=b"", words=b"", unsubscribe=b"")


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
