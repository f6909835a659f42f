"""What an operator settles about who belongs where."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.access.roles import Role
from wayfellow.directory.models import House
from wayfellow.people.access import Can
from wayfellow.people.queries import as_settled, installation_has_operator


@act(Can.KEEP_MEMBERSHIP)
def keep_membership(membership, *, by, on, edit_token, team, starts_on, ends_on):
    """Settle from when and until when somebody is what they are here, and of which team."""
    unless_changed(as_settled(membership), edit_token=edit_token)
    if membership.user_id == by.pk and membership.role != Role.OPERATOR:
        raise Refused(
            _("This is your own role. Nobody can give themselves more access: please ask another administrator.")
        )
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
    if membership.role == Role.OPERATOR and not installation_has_operator(on):
        raise Refused(_("There must be an administrator from today on, with no end date. Invite another one first."))
