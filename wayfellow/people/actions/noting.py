"""The lines of an account's security journal, the letters that go with some, and how both go again."""

from datetime import timedelta

from wayfellow.access.guard import anonymous
from wayfellow.people import letters
from wayfellow.people.models import NewAddress, SecurityLine, Tries, WayBack
from wayfellow.people.queries import has_signed_in, was_refused_since

KEPT_FOR = timedelta(days=365)
ONE_REFUSAL_IN = timedelta(hours=1)
Kind = SecurityLine.Kind


@anonymous
def note(user, kind, *, at, by=None, device="", also_to=()):
    """Add a line about an account, and write to its address where its owner should know at once."""
    SecurityLine.objects.create(user=user, kind=kind, at=at, by=by, device=device)
    letters.tell(user, kind, at=at, device=device, also_to=also_to)


@anonymous
def note_sign_in(user, *, at, device, is_known):
    """Somebody came in. Where this browser was never used for it, the account is told; not of the very first time."""
    kind = Kind.SIGNED_IN if is_known or not has_signed_in(user) else Kind.SIGNED_IN_ANEW
    note(user, kind, at=at, by=user, device=device)


@anonymous
def note_refusal(user, *, at, device):
    """A sign-in was refused: one line an hour for each kind of device, however often somebody tries."""
    if not was_refused_since(user, at - ONE_REFUSAL_IN, device):
        note(user, Kind.REFUSED, at=at, device=device)


@anonymous
def forget_old(*, at):
    """Let go of lines that were kept their year, and of counts, ways back and addresses whose time is over."""
    SecurityLine.objects.filter(at__lt=at - KEPT_FOR).delete()
    WayBack.objects.filter(until__lt=at - KEPT_FOR).delete()
    NewAddress.objects.filter(until__lte=at).delete()
    Tries.objects.filter(until__lte=at).delete()
