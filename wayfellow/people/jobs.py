"""Sending links to sign in with."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import job
from wayfellow.people import actions, links
from wayfellow.people.queries import account_with


@job(_("Send a link to sign in with"))
def send_link(asked: str) -> None:
    """Send it to the account of this address, if there is one; but the one that was just sent opens still."""
    email = links.asked(asked)
    user = account_with(email) if email else None
    if user:
        actions.send_link(user, at=timezone.now())
