"""A way back into an account for who lost their second step: asked for by one, given by another."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.notices.letters import can_be_sent
from wayfellow.people import letters, links
from wayfellow.people.access import Can
from wayfellow.people.actions.address import move
from wayfellow.people.actions.noting import note
from wayfellow.people.models import NewAddress, OwnCalendar, SecurityLine, Session, WayBack
from wayfellow.people.queries import account_with, who_could_vouch

WAITS = timedelta(days=3)
Kind = SecurityLine.Kind


@act(Can.ASK_WAY_BACK)
def ask_way_back(installation, *, by, id, email, at):
    """Have a second one asked who knows them. The account is told. Whether there is one is not."""
    user = account_with(email)
    if user is None:
        return None
    if by and user.pk == by.pk:
        raise Refused(_("This is your own account. Please ask another administrator."), field="email")
    waiting = WayBack.objects.filter(user=user, over_at=None)
    waiting.filter(until__lte=at).update(over_at=at)
    if found := waiting.first():
        return found
    way_back = WayBack.objects.create(id=id, user=user, asked_by=by, asked_at=at, until=at + WAITS)
    note(user, Kind.WAY_BACK_ASKED, at=at, by=by)
    for colleague in who_could_vouch(way_back):
        letters.ask_to_vouch(colleague)
    return way_back


@act(Can.GIVE_WAY_BACK)
def give_way_back(way_back, *, by, at, address=None):
    """It is them. What came in before, calendars too, opens nothing; a link goes to their own address.

    `address`: the new one that waits for a yes from an old one which nobody reads any more. This stands for it.
    """
    user = way_back.user
    if not user.is_active:
        raise Refused(_("This account is closed for now. An administrator has to open it first."))
    if by and not can_be_sent():
        raise Refused(
            _("No e-mail is sent from here, so no link would reach them. It can be done on the server itself.")
        )
    way_back.over_at = at
    way_back.save(update_fields=["over_at"])
    Authenticator.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    OwnCalendar.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.link_sent_at = at
    user.save(update_fields=["password", "link_sent_at"])
    waiting = address and NewAddress.objects.filter(pk=address, user=user).first()
    if waiting and waiting.waits_for_the_old(at):
        user = move(waiting, by=by, at=at)
    note(user, Kind.WAY_BACK, at=at, by=by)
    if can_be_sent():
        links.send(user)


@act(Can.STOP_WAY_BACK)
def stop_way_back(way_back, *, by, at):
    """It was not them, or they are in again. Nothing changes."""
    way_back.over_at = at
    way_back.save(update_fields=["over_at"])
    note(way_back.user, Kind.WAY_BACK_STOPPED, at=at, by=by)
