"""Another e-mail address for an account: the old one and the new one both say yes, or it stays as it is."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.notices.actions import forget_bounce
from wayfellow.people import letters
from wayfellow.people.access import Can
from wayfellow.people.actions.noting import note
from wayfellow.people.models import NewAddress, SecurityLine, User

WAITS = timedelta(days=2)
Kind = SecurityLine.Kind
TAKEN = _("This address cannot be used. Nothing was changed.")


@act(Can.CHANGE_ADDRESS)
def ask_new_address(user, *, by, id, email, at):
    """Write to both addresses. Whether the new one has an account here already is not said."""
    email = email.lower()
    if email == user.email:
        raise Refused(_("This is your address already."), field="email")
    NewAddress.objects.filter(user=user).delete()
    waiting = NewAddress.objects.create(id=id, user=user, email=email, until=at + WAITS)
    note(user, Kind.ADDRESS_ASKED, at=at, by=by)
    letters.ask_to_confirm(waiting, to=user.email, which="old")
    if not _is_taken(email):
        letters.ask_to_confirm(waiting, to=email, which="new")


@act(Can.CONFIRM_ADDRESS)
def confirm_address(waiting, *, by, which, at):
    """One of the two said yes. With the second yes it is the address of the account."""
    setattr(waiting, {"old": "old_said_yes", "new": "new_said_yes"}[which], True)
    waiting.save(update_fields=["old_said_yes", "new_said_yes"])
    if waiting.old_said_yes and waiting.new_said_yes:
        move(waiting, by=by, at=at)


@act(Can.STOP_ADDRESS)
def stop_address(waiting, *, by):
    """The old one stays."""
    NewAddress.objects.filter(pk=waiting.pk).delete()


@act(Can.SETTLE_ADDRESS)
def settle_address(user, *, by, email, at):
    """Set it at the machine itself. Both addresses are told."""
    move(NewAddress(user=user, email=email.lower()), by=by, at=at)


@anonymous
def move(waiting, *, by, at):
    """Have it be the address of the account. Links sent to the old one open nothing any more. Both are told."""
    user = User.objects.select_for_update().get(pk=waiting.user_id)
    if _is_taken(waiting.email):
        raise Refused(TAKEN)
    before, user.email, user.link_sent_at = user.email, waiting.email, None
    user.save(update_fields=["email", "link_sent_at"])
    NewAddress.objects.filter(user=user).delete()
    forget_bounce(waiting.email)
    note(user, Kind.ADDRESS, at=at, by=by, also_to=[before])
    return user


def _is_taken(email):
    return User.objects.filter(email=email).exists()
