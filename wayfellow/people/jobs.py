"""What is done for an address that somebody gave, if it is the address of an account."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.jobs.definitions import job
from wayfellow.people import actions, for_any_address
from wayfellow.people.queries import account_with


@job(_("Send a link to sign in with"))
def send_link(asked: str) -> None:
    user = account_with(for_any_address.whom_to_send_a_link(asked))
    if user:
        actions.send_link(user, at=timezone.now())


@job(_("Record a refused sign-in"))
def note_refusal(refused: str) -> None:
    email, at, device = for_any_address.who_was_refused(refused)
    user = account_with(email)
    if user:
        actions.note_refusal(user, at=at, device=device)
