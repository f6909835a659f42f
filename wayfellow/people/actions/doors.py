"""Closing an account for now, and opening it again."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.directory.models import House
from wayfellow.people.access import Can
from wayfellow.people.actions.noting import note
from wayfellow.people.models import SecurityLine, Session
from wayfellow.people.queries import installation_has_operator

Kind = SecurityLine.Kind


@act(Can.CLOSE_ACCOUNT)
def close_account(user, *, by, at, on):
    """From this moment nobody comes in by it, in any way; who is in is out. Nothing of what it holds is lost."""
    if by and by.pk == user.pk:
        raise Refused(_("This is your own account. Please ask another administrator."))
    if not user.is_active:
        raise Refused(_("This account is closed already. Nothing was changed."))
    House.objects.select_for_update().get(pk=House.ONLY)  # two who close each other do so one after the other
    user.is_active, user.closed_at = False, at
    user.save(update_fields=["is_active", "closed_at"])
    if not installation_has_operator(on):
        raise Refused(_("There must be an administrator. Invite another one first."))
    Session.objects.filter(user=user).delete()
    note(user, Kind.CLOSED, at=at, by=by)


@act(Can.OPEN_ACCOUNT)
def open_account(user, *, by, at):
    """Have it open as before. What was closed for ever, because its person was erased, stays closed."""
    if user.closed_at is None:
        raise Refused(_("This account is not closed for now. Nothing was changed."))
    user.is_active, user.closed_at = True, None
    user.save(update_fields=["is_active", "closed_at"])
    note(user, Kind.OPENED, at=at, by=by)
