"""What anybody can ask or try with an address. The job worker looks whether there is such an account.

So neither an answer nor the time it takes tells. The address travels to the worker sealed.
"""

from datetime import datetime

from django.conf import settings

from wayfellow.jobs.definitions import later
from wayfellow.vault.passing import seal, unseal

PLACE = "people.for_any_address"


def send_link(email):
    later("wayfellow.people.jobs.send_link", seal(email, PLACE))


def note_refusal(email, *, at, device):
    later("wayfellow.people.jobs.note_refusal", seal([email, at.isoformat(), device], PLACE))


def whom_to_send_a_link(sealed):
    """Return the address that a link was asked for; "" once a link would help nobody any more."""
    return unseal(sealed, PLACE, seconds=settings.PASSWORD_RESET_TIMEOUT) or ""


def who_was_refused(sealed):
    """Return the address, the moment and the kind of device."""
    email, at, device = unseal(sealed, PLACE, seconds=24 * 3600) or ("", "0001-01-01", "")
    return email, datetime.fromisoformat(at), device
