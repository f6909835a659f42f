"""What someone changes about their own account."""

from wayfellow.access.guard import act
from wayfellow.access.policy import Can
from wayfellow.people.models import Session


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
