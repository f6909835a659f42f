"""What someone changes about their own account, and what an operator settles about who belongs where."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Can
from wayfellow.access.guard import Refused, act
from wayfellow.access.policy import Role
from wayfellow.access.seen import unless_changed
from wayfellow.directory.models import House
from wayfellow.people.models import Session
from wayfellow.people.queries import as_settled, somebody_keeps_the_house


@act(Can.KEEP_ACCOUNT)
def give_time(user, *, by, until):
    """Say once until when a second step may wait."""
    user.second_step_by = until
    user.save(update_fields=["second_step_by"])


@act(Can.CHANGE_PASSWORD)
def change_password(user, *, by, password):
    """Take a new password. Every session begun with the old one ends."""
    user.set_password(password)
    user.save(update_fields=["password"])


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
