"""How to reach a person: what is kept is theirs, and what somebody else writes waits beside it (I8)."""

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import NOTHING_NEW
from wayfellow.people.models import ProposedReach, Reach
from wayfellow.people.queries import as_kept


@act(Can.PROPOSE_REACH)
def propose_reach(person, *, by, on, reach):
    """Write down another way to reach someone. It waits for the person, or for those who keep it for them."""
    if not ProposedReach.write(person, by=by, on=on, reach=reach):
        raise Refused(NOTHING_NEW)


@act(Can.KEEP_REACH)
def keep_reach(person, *, by, edit_token, reach):
    """Keep how to reach someone without an account. What somebody else kept meanwhile is not replaced unseen (I8)."""
    kept = Reach.objects.select_related("person__key").filter(person=person).first()
    before = as_kept(kept, Reach.KEPT_FOR_THEM)
    unless_changed(before, edit_token=edit_token)
    person.facts = {name: True for name, value in zip(Reach.KEPT_FOR_THEM, before, strict=True) if reach[name] != value}
    if "email" in person.facts:
        reach = reach | {"email_is_theirs": False}
    Reach.objects.update_or_create(person=person, defaults=reach)


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
