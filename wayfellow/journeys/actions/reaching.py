"""How to reach a person: what is kept is theirs, and what somebody else writes waits beside it (I8)."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.people.models import ProposedReach, Reach


@act(Can.PROPOSE_REACH)
def propose_reach(person, *, by, on, reach):
    """Write down another way to reach someone. It waits for the person, or for those who keep it for them."""
    if not ProposedReach.write(person, by=by, on=on, reach=reach):
        raise Refused(_("This is already saved. Nothing was changed."))


@act(Can.ANSWER_REACH)
def take_reach(proposed, *, by, on):
    """What was proposed is right: from now on it is kept. The journal says what kind of thing changed."""
    said = proposed.said()
    proposed.facts = dict.fromkeys(said, True)
    if "email" in said:
        said["email_is_theirs"] = proposed.person.user_id == by.pk
    Reach.objects.update_or_create(person=proposed.person, defaults=said)
    proposed.answer(on=on)


@act(Can.ANSWER_REACH)
def leave_reach(proposed, *, by, on):
    """What was proposed is let go, and everything stays as it is."""
    proposed.answer(on=on)
