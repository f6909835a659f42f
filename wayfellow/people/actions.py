"""What someone changes about their own account, and what an operator settles about who belongs where."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Can
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.access.policy import Role
from wayfellow.access.seen import unless_changed
from wayfellow.directory.models import House
from wayfellow.people import links
from wayfellow.people.models import Session, Tries, User
from wayfellow.people.queries import as_settled, somebody_keeps_the_house

LINK_IS_FRESH = timedelta(minutes=5)


@act(Can.KEEP_ACCOUNT)
def give_time(user, *, by, until):
    """Say once until when a second step may wait."""
    user.second_step_by = until
    user.save(update_fields=["second_step_by"])


@act(Can.CHANGE_PASSWORD)
def change_password(user, *, by, password):
    """Take a new password. Every session begun with the old one ends."""
    user.set_password(password)
    user.link_sent_at = None  # a link from before opens nothing any more
    user.save(update_fields=["password", "link_sent_at"])


@anonymous
def send_link(user, *, at):
    """Send a link to sign in with, unless the one that was just sent opens still.

    So nobody fills a mailbox by asking for somebody else, and whoever has the mailbox always finds one that opens.
    """
    used_since = Q(last_login__gt=F("link_sent_at"))
    wanted = Q(link_sent_at=None) | Q(link_sent_at__lte=at - LINK_IS_FRESH) | used_since
    if User.objects.filter(wanted, pk=user.pk).update(link_sent_at=at):
        links.send(user)


@anonymous
def forget_tries(*, at):
    """What was counted until a moment that is over says nothing any more."""
    Tries.objects.filter(until__lte=at).delete()


@act(Can.SIGN_OUT_ELSEWHERE)
def sign_out_elsewhere(user, *, by, here, device=None):
    """End the session on one of one's own devices, or on all but this one."""
    others = Session.objects.filter(user=user).exclude(pk=here)
    (others.filter(handle=device) if device else others).delete()


@act(Can.KEEP_MEMBERSHIP)
def keep_membership(membership, *, by, on, seen, team, starts_on, ends_on):
    """Settle from when and until when somebody is what they are here, and of which team."""
    unless_changed(as_settled(membership), seen=seen)
    if membership.user_id == by.pk and membership.role != Role.OPERATOR:
        raise Refused(_("This is your own. Nobody gives themself more to see: please ask another operator."))
    if ends_on and ends_on < starts_on:
        raise Refused(_("The last day comes after the first one."), field="ends_on")
    membership.team = team
    _settle(membership, starts_on, ends_on, on=on)


@act(Can.KEEP_MEMBERSHIP)
def end_membership(membership, *, by, on):
    """End it now: from this moment it opens nothing. Yesterday was its last day."""
    yesterday = on - timedelta(days=1)
    _settle(membership, min(membership.starts_on, yesterday), yesterday, on=on)


def _settle(membership, starts_on, ends_on, *, on):
    membership.starts_on, membership.ends_on = starts_on, ends_on
    if membership.role == Role.OPERATOR:
        House.objects.select_for_update().get(pk=House.ONLY)  # two who leave at once do so one after the other
    membership.save(update_fields=["team", "starts_on", "ends_on"])
    if membership.role == Role.OPERATOR and not somebody_keeps_the_house(on):
        raise Refused(
            _("Somebody has to keep the installation from today on, without an end. Invite another operator first.")
        )
