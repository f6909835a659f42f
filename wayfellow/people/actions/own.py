"""What someone changes about their own account."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from wayfellow.access.guard import act, anonymous
from wayfellow.people import links
from wayfellow.people.access import Can
from wayfellow.people.actions.noting import note
from wayfellow.people.models import SecurityLine, Session, User

LINK_IS_FRESH = timedelta(minutes=5)


@act(Can.KEEP_ACCOUNT)
def give_time(user, *, by, until):
    """Say once until when a second step may wait."""
    user.second_step_by = until
    user.save(update_fields=["second_step_by"])


@act(Can.CHANGE_PASSWORD)
def change_password(user, *, by, password, device=""):
    """Take a new password. Every session begun with the old one ends."""
    user.set_password(password)
    user.link_sent_at = None  # a link from before opens nothing any more
    user.save(update_fields=["password", "link_sent_at"])
    note(user, SecurityLine.Kind.PASSWORD, at=timezone.now(), by=by, device=device)


@act(Can.SIGN_OUT_ELSEWHERE)
def sign_out_elsewhere(user, *, by, here, session=None, device=""):
    """End the session on one of one's own devices, or on all but this one."""
    others = Session.objects.filter(user=user).exclude(pk=here)
    ended, _of_what = (others.filter(handle=session) if session else others).delete()
    if ended:
        note(user, SecurityLine.Kind.SIGNED_OUT, at=timezone.now(), by=by, device=device)


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
def keep_list(user, name, chosen):
    """Remember how somebody looks at one of their lists. It says nothing about anybody else."""
    user.lists = {**(user.lists or {}), name: chosen}
    user.save(update_fields=["lists"])
