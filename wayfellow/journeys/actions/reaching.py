"""How to reach a person: what is kept is theirs, and what somebody else writes waits beside it (I8)."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.deeds import Can
from wayfellow.access.guard import Refused, act
from wayfellow.people.models import ProposedReach, Reach


@act(Can.PROPOSE_REACH)
def propose_reach(person, *, by, on, reach):
    """Write down another way to reach someone. It waits for the person, or for those who keep it for them."""
    if not write_reach(person, by=by, on=on, reach=reach):
        raise Refused(_("This is what is kept already. Nothing was changed."))


@act(Can.ANSWER_REACH)
def take_reach(proposed, *, by, on):
    """What was proposed is right: from now on it is kept. The journal says what kind of thing changed."""
    said = proposed.said()
    proposed.facts = dict.fromkeys(said, True)
    Reach.objects.update_or_create(person=proposed.person, defaults=said)
    _say(proposed, {}, answered_on=on)


@act(Can.ANSWER_REACH)
def leave_reach(proposed, *, by, on):
    """What was proposed is let go, and everything stays as it is."""
    _say(proposed, {}, answered_on=on)


def write_reach(person, *, by, on, reach):
    """Keep how to reach someone of whom nothing is kept; else have what differs wait, and say whether anything does."""
    kept = Reach.objects.select_related("person__key").filter(person=person).first()
    if kept is None:
        Reach.objects.create(person=person, **reach)
        return True
    said = {name: value for name, value in reach.items() if value != "" and value != getattr(kept, name)}
    if said:
        waiting = ProposedReach.objects.filter(person=person, by=by).first() or ProposedReach(person=person, by=by)
        waiting.person, waiting.on = person, on
        _say(waiting, said, answered_on=None)
    return bool(said)


def _say(proposed, said, *, answered_on):
    for name, empty in [*dict.fromkeys(Reach.WORDS, "").items(), *dict.fromkeys(Reach.TICKS).items()]:
        setattr(proposed, name, said.get(name, empty))
    proposed.answered_on = answered_on
    proposed.save()
