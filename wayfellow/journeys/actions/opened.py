"""Closing a space that was opened by somebody who is not the person."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.invitations.actions import take_back_codes, tell_those_around
from wayfellow.journeys.access import Can
from wayfellow.journeys.models import RecordedChoice
from wayfellow.people.models import OpenedSpace, OwnCalendar, Reach, Session
from wayfellow.plans.actions import end_every_invitation


@act(Can.CLOSE_SPACE)
def close_space(person, *, by, now):
    """The person, beside their peer supporter, says that an account is not theirs. From this moment it opens nothing.

    It is signed out everywhere, and the links it gave open nothing any more. Whoever is around the person is told, and
    whoever had the account.
    """
    opened = _open_space(person)
    if opened is None:
        raise Refused(_("There is no open space. Nothing was changed."))
    if opened.user_id == by.pk:
        raise Refused(_("This is your own account. Nothing was changed."))
    opened.closed_at, opened.closed_by, opened.digits_until = now, by, None
    opened.save()
    person.facts = {"opened_space": str(opened.pk)}
    person.user = None
    person.save(update_fields=["user"])
    Session.objects.filter(user=opened.user_id).delete()
    OwnCalendar.objects.filter(user=opened.user_id, section="my").delete()
    RecordedChoice.objects.filter(journey__person=person, by=opened.user_id).delete()
    opened.user.drafts.filter(key=person.key).delete()
    take_back_codes(person)
    end_every_invitation(person, now=now)
    Reach.objects.filter(person=person).update(email_is_theirs=False)
    tell_those_around(person, opened.user)


def _open_space(person):
    """Return how the space was opened that is open now; of who came before it was kept, only that they have one."""
    opened = person.openings.select_for_update(of=("self",)).filter(closed_at=None).first()
    if opened is None and person.user_id:
        return OpenedSpace(person=person, user_id=person.user_id)
    return opened
