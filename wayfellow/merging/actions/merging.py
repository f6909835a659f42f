"""Two records of one person become one: asked, agreed to, and for a month to be undone."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import ERASED, Refused, act, allowed, anonymous
from wayfellow.merging.access import Can
from wayfellow.merging.actions.within import move, move_back
from wayfellow.merging.lifecycle import MERGE, Transition
from wayfellow.merging.queries import where_they_stand, why_not
from wayfellow.people.models import Merge, Person, ProposedReach
from wayfellow.preferences.models import Preference

S = Merge.State


@act(Can.ASK_MERGE)
def ask_merge(person, *, by, id, other, on):
    """Ask whether another record is of the same person. Nothing changes until they, or their peer supporter, say so."""
    other = _with_their_key(allowed(by, Can.ASK_MERGE, Person.objects).filter(pk=other.pk)).first()
    if other is None:
        raise PermissionDenied(Can.ASK_MERGE)
    _unless_they_can_be_one(person, other)
    if Merge.objects.filter(Q(person=person, other=other) | Q(person=other, other=person), state=S.ASKED).exists():
        raise Refused(_("This was asked already. Nothing was changed."))
    programme, other_programme = where_they_stand(by, person, other)
    at = {"programme_id": programme, "other_programme_id": other_programme}
    return Merge.objects.create(id=id, person=person, other=other, asked_by=by, asked_on=on, state_since=on, **at)


@act(Can.ANSWER_MERGE)
def answer_merge(merge, *, by, on, is_so):
    """The person says that both are of them, or their peer supporter who asked them does; or that they are not."""
    transition = Transition.AGREE if is_so else Transition.DECLINE
    MERGE.check(transition, merge)
    if is_so:
        _merge(merge, by=by, on=on)
    MERGE.take(transition, merge, on=on)


@act(Can.UNDO_MERGE)
def undo_merge(merge, *, by, on):
    """Take the question back; or have two records again, as long as it is known what came from where."""
    transition = Transition.TAKE_BACK if merge.state == S.ASKED else Transition.UNDO
    MERGE.check(transition, merge)
    if transition == Transition.UNDO:
        if merge.moved is None or on > merge.undone_until:
            raise Refused(
                _("Two records could be made of it again until %(day)s. Nothing was changed.")
                % {"day": date_format(merge.undone_until)}
            )
        _part(merge, by=by)
    MERGE.take(transition, merge, on=on)


@anonymous
def let_go_of_ways_back(*, on):
    """After a month nothing says any more what came from where, nor what an emptied record was called."""
    over = Merge.objects.filter(state=S.DONE, state_since__lt=on - Merge.A_MONTH, moved__isnull=False)
    for merge in over.select_related("other").order_by("pk"):
        other = merge.other
        other.name = other.also_called = other.gender = ""
        other.save(update_fields=["name", "also_called", "gender"])
        for left in [other.proposed_reach.all(), other.invitations.all(), Preference.objects.filter(person=other)]:
            left.delete()
        if hasattr(other, "reach"):
            other.reach.delete()
        Merge.objects.filter(pk=merge.pk).update(moved=None)


@act(Can.MERGE)
def _merge(merge, *, by, on):
    """A line of its own in the journal about the record that is emptied: who reads it finds where it went on."""
    person, other = _both(merge)
    _unless_they_can_be_one(person, other)
    still_asked = Merge.objects.filter(Q(person=other) | Q(other=other), state=S.ASKED).exclude(pk=merge.pk)
    still_asked.update(state=S.TAKEN_BACK, state_since=on)
    merge.moved = move(other, person)
    proposed = _propose_their_reach(person, other, by=merge.asked_by, on=on)
    merge.moved |= {"proposed": proposed}
    merge.save(update_fields=["moved"])
    return other


@act(Can.PART)
def _part(merge, *, by):
    person, other = _both(merge)
    if person.erased_on or other.erased_on:
        raise Refused(ERASED)
    proposed = ProposedReach.objects.filter(pk__in=merge.moved.get("proposed", []), person=person, answered_on=None)
    move_back(merge.moved, other, person)
    proposed.delete()
    Merge.objects.filter(pk=merge.pk).update(moved=None)
    return other


def _propose_their_reach(person, other, *, by, on):
    """What the emptied record says of how to reach them, where both say something, waits as anybody's proposal does."""
    is_free = not ProposedReach.objects.filter(person=person, by=by, answered_on=None).exists()
    if not hasattr(other, "reach") or not is_free:
        return []
    said = {name: getattr(other.reach, name) for name in other.reach.TOLD}
    ProposedReach.write(person, by=by, on=on, reach=said)
    return [str(each.pk) for each in ProposedReach.objects.filter(person=person, by=by, answered_on=None)]


def _both(merge):
    held = _with_their_key(Person.objects.select_for_update(of=("self",))).filter(
        pk__in=[merge.person_id, merge.other_id]
    )
    people = {person.pk: person for person in held.order_by("pk")}
    return people[merge.person_id], people[merge.other_id]


def _with_their_key(people):
    return people.select_related("key").prefetch_related("openings")


def _unless_they_can_be_one(person, other):
    reason = why_not(person, other)
    if reason:
        raise Refused(reason)
