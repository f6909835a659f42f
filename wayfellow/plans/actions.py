"""What a person does with their own plan and their list of visits, and what others may say beside it."""

import json

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act, anonymous
from wayfellow.plans.access import Can
from wayfellow.plans.models import Guest, Part, Remark, Support, Version, Visit
from wayfellow.plans.queries import as_answered, as_shared, said_now, snapshot_of, snapshot_of_support, walking_with
from wayfellow.plans.questions import Kind

MOST_SUPPORTS = 50


# Visits
@act(Can.KEEP_VISITS)
def keep_visit(person, *, by, id, visit):
    """Note an upcoming visit: with whom, when if known, and what to raise."""
    return Visit.objects.create(id=id, person=person, **visit)


@act(Can.CHANGE_VISIT)
def change_visit(kept, *, by, edit_token, visit):
    """Write a visit anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(snapshot_of(kept), edit_token=edit_token)
    for name, value in visit.items():
        setattr(kept, name, value)
    kept.save(update_fields=list(visit))


@act(Can.CHANGE_VISIT)
def let_visit_go(visit, *, by, edit_token):
    """Take a visit off the list."""
    unless_changed(snapshot_of(visit), edit_token=edit_token)
    Visit.objects.filter(pk=visit.pk).delete()


# The people and supports around someone
def _while_there_is_room(person):
    if person.supports.count() >= MOST_SUPPORTS:
        raise Refused(_("There is no room for more. Remove someone first."))


@act(Can.KEEP_SUPPORTS, when=_while_there_is_room)
def add_support(person, *, by, id, support):
    """Count somebody among one's supports: who, what for and how to reach them."""
    return Support.objects.create(id=id, person=person, **support)


@act(Can.CHANGE_SUPPORT)
def change_support(support, *, by, edit_token, told):
    """Write it anew. What another tab kept meanwhile is not replaced unseen (I8)."""
    unless_changed(snapshot_of_support(support), edit_token=edit_token)
    for name, value in told.items():
        setattr(support, name, value)
    support.save(update_fields=list(told))


@act(Can.CHANGE_SUPPORT)
def let_support_go(support, *, by, edit_token):
    """Take somebody out of the picture."""
    unless_changed(snapshot_of_support(support), edit_token=edit_token)
    Support.objects.filter(pk=support.pk).delete()


# The plan
@act(Can.KEEP_PLAN)
def begin_plan(person, *, by):
    """Lay out the parts of a plan. A peer supporter who does it beside somebody without an account writes along."""
    parts = [Part(person=person, kind=kind) for kind in Kind if kind != Kind.GOAL]
    Part.objects.bulk_create(parts, ignore_conflicts=True)
    beside = _beside(person, by)
    if beside:
        Part.objects.filter(person=person).update(**beside)


@act(Can.KEEP_PLAN)
def add_goal(person, *, by, id, on, said):
    """Write down one more thing somebody would like."""
    goals = Part.objects.filter(person=person, kind=Kind.GOAL)
    goal = Part(id=id, person=person, kind=Kind.GOAL, position=goals.count() + 1, **_beside(person, by))
    goal.save(force_insert=True)
    _word(goal, by=by, on=on, said=said)
    return goal


@act(Can.WRITE_PART)
def write_part(part, *, by, edit_token, on, said):
    """Word a part anew. The wording before stays; what another device kept meanwhile is not replaced unseen (I8)."""
    unless_changed(said_now(part), edit_token=edit_token)
    _word(part, by=by, on=on, said=said)


@act(Can.WRITE_PART)
def say_how_sure(part, *, by, edit_token, on, sure):
    """Say once more how sure somebody is of a goal."""
    unless_changed(said_now(part), edit_token=edit_token)
    _word(part, by=by, on=on, said=part.said | {"sure": sure})


@act(Can.WRITE_PART)
def say_how_it_stands(part, *, by, edit_token, on, stand):
    """Say that a goal is reached, put aside or taken out, or taken up again. It stays among the versions."""
    unless_changed(said_now(part), edit_token=edit_token)
    _word(part, by=by, on=on, said={**part.said, "stand": stand})


@act(Can.WRITE_PART)
def bring_back(part, *, by, edit_token, on, number):
    """Have a part say again what it said before. Nothing between is lost."""
    unless_changed(said_now(part), edit_token=edit_token)
    earlier = part.versions.filter(number=number).first()
    if earlier is None:
        raise Refused(_("There is no such version. Nothing was changed."))
    _word(part, by=by, on=on, said=earlier.answers)


# Who else reads it
@act(Can.SHARE_PART)
def share_part(part, *, by, edit_token, peer, together, shows_how_sure=False):
    """Say which peer supporter may read a part, if any, and whether they may write it down, with the person there.

    How sure the person was of a goal over time is theirs until they show it.
    """
    unless_changed(as_shared(part), edit_token=edit_token)
    part.peer, part.together, part.shows_how_sure = peer, bool(peer and together), bool(peer and shows_how_sure)
    part.save(update_fields=["peer", "together", "shows_how_sure"])


@act(Can.INVITE_TO_PART)
def invite_guest(part, *, by, id, name, fingerprint, may_comment, until):
    """Open a part to somebody important, by a link of which only the fingerprint is kept."""
    Guest.objects.create(id=id, part=part, name=name, fingerprint=fingerprint, may_comment=may_comment, until=until)


@act(Can.INVITE_TO_PART)
def end_invitation(part, *, by, guest, now):
    """From this moment the link opens nothing."""
    Guest.objects.filter(pk=guest.pk, part=part, ended_at=None).update(ended_at=now)


@anonymous
def end_every_invitation(person, *, now):
    """From this moment no link to a person's plan opens anything."""
    Guest.objects.filter(part__person=person, ended_at=None).update(ended_at=now)


@act(Can.OPEN_BY_LINK)
def open_by_link(guest, *, by):
    """Somebody opens what they were invited to. Each time is a line that the person reads."""


# What others say
@act(Can.REMARK)
def remark(part, *, by, id, on, kind, words):
    """A peer supporter says something beside a part. The part stays as it is (N1)."""
    return Remark.objects.create(id=id, part=part, by=by, on=on, kind=kind, words=words)


@act(Can.REMARK_BY_LINK)
def remark_by_link(guest, *, by, id, on, kind, words):
    """Somebody invited says something beside a part."""
    Remark.objects.create(id=id, part=guest.part, guest=guest, on=on, kind=kind, words=words)


@act(Can.ANSWER_REMARK)
def answer_remark(remark, *, by, edit_token, on, decision, answer, to_do_it_well=""):
    """The person answers, leaves a suggestion where it is, or writes their decision beside a concern (N2)."""
    unless_changed(as_answered(remark), edit_token=edit_token)
    remark.decision, remark.answer, remark.to_do_it_well, remark.decided_on = decision, answer, to_do_it_well, on
    remark.save(update_fields=["decision", "answer", "to_do_it_well", "decided_on"])


@act(Can.ANSWER_REMARK)
def take_suggestion(remark, *, by, edit_token, on, said):
    """The person words the part anew with what was suggested, in their own way."""
    part = Part.objects.select_for_update(of=("self",)).select_related("person__key").get(pk=remark.part_id)
    unless_changed(said_now(part), edit_token=edit_token)
    _word(part, by=by, on=on, said=said)
    remark.decision, remark.decided_on = Remark.Decision.TAKEN, on
    remark.save(update_fields=["decision", "decided_on"])


def _beside(person, by):
    """Return how a peer supporter who writes beside somebody stands to it; nothing of the kind for the person."""
    peer = walking_with(person).filter(user=by).first() if by.pk != person.user_id else None
    return {"peer": peer, "together": True} if peer else {}


def _word(part, *, by, on, said):
    """Add a version, unless it says what the newest says already."""
    if said == part.said:
        return
    part.newest, part.stand = part.newest + 1, said.get("stand", "")
    wording = {"said": json.dumps(said, ensure_ascii=False), "on": on, "by": by}
    part.now = Version.objects.create(part=part, number=part.newest, **wording)
    part.save(update_fields=["newest", "stand"])
