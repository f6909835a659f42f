"""A supervision is planned, prepared, held, written down and signed; what was agreed in it is done or let go."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.supervision.access import Can
from wayfellow.supervision.lifecycle import SUPERVISION, Transition
from wayfellow.supervision.models import (
    AgreedStep,
    Rhythm,
    Sheet,
    Signature,
    Supervision,
    TopicCount,
    Version,
)
from wayfellow.supervision.queries import (
    as_planned,
    as_settled,
    as_signed,
    could_lead_beside,
    could_take_part,
    newest,
    rhythm_of,
    said_in,
    supervisors_for,
)
from wayfellow.supervision.rhythm import half_year_of
from wayfellow.workforce.actions import give_key

Kind = Supervision.Kind
NOT_HELD_YET = _("What was talked about is written down once it took place. Note that first.")
NOTHING_TO_SIGN = _("Nothing is written down yet. Either of you can.")


def _took_place(sheet):
    if not sheet.supervision.is_held:
        raise Refused(NOT_HELD_YET)


@act(Can.SET_RHYTHM)
def set_rhythm(programme, *, by, edit_token, weeks):
    """Settle how often each peer supporter of a programme has supervision."""
    unless_changed([rhythm_of(programme)], edit_token=edit_token)
    Rhythm.objects.update_or_create(programme=programme, defaults={"weeks": weeks})


@act(Can.PLAN_SUPERVISION)
def plan_supervision(programme, *, by, id, kind, peers, beside, planned):
    """A supervisor plans one, for one peer supporter or several."""
    peers = list(could_take_part(programme, by).filter(pk__in=[peer.pk for peer in peers]))
    _unless_it_fits(kind, peers, beside, programme, by)
    return _plan(programme, id, peers, supervisor=by, kind=kind, beside=beside, **planned)


@act(Can.ASK_FOR_SUPERVISION)
def ask_for_supervision(peer, *, by, id, supervisor, planned):
    """A peer supporter sets a day with a supervisor of theirs, who reads of it and can move it."""
    found = supervisors_for(peer).filter(pk=supervisor.pk).first()
    if found is None:
        raise Refused(_("They do not supervise here any more. Please choose somebody else."), field="supervisor")
    return _plan(found.programme, id, [peer], supervisor=found.user, kind=Kind.ALONE, beside=None, **planned)


def _unless_it_fits(kind, peers, beside, programme, by):
    """One to one and a joint one are for one peer supporter, a group for several; a joint one is led by two."""
    if not peers:
        raise Refused(_("Please choose who takes part."), field="peers")
    if kind == Kind.GROUP and len(peers) < 2:  # noqa: PLR2004
        raise Refused(_("A group is two or more: please choose who else takes part."), field="peers")
    if kind != Kind.GROUP and len(peers) > 1:
        raise Refused(_("This kind is for one peer supporter. For several, choose “In a group”."), field="peers")
    if kind == Kind.JOINT and (beside is None or beside not in could_lead_beside(programme, by)):
        raise Refused(_("Please choose who leads it together with you."), field="beside")
    if kind != Kind.JOINT and beside is not None:
        raise Refused(_("Only a joint one is led by two. Choose that kind, or leave this empty."), field="beside")


def _plan(programme, id, peers, **planned):
    made = Supervision.objects.create(id=id, programme=programme, **planned)
    for peer in peers:
        give_key(peer)
        Sheet.objects.create(supervision=made, peer=peer)
    return made


@act(Can.MOVE_SUPERVISION, when=SUPERVISION.allows(Transition.MOVE))
def move_supervision(supervision, *, by, edit_token, on, at, way):
    """Set another day, hour or way. What the other side set meanwhile is not replaced unseen (I8)."""
    unless_changed(as_planned(supervision), edit_token=edit_token)
    supervision.on, supervision.at, supervision.way = on, at, way
    supervision.save(update_fields=["on", "at", "way"])


@act(Can.HOLD_SUPERVISION, when=SUPERVISION.allows(Transition.HOLD))
def hold_supervision(supervision, *, by, today, on, minutes, topics):
    """It took place. What it was about is counted for others, and tied to nobody (I10)."""
    if on > today:
        raise Refused(_("This day has not come yet."), field="on")
    SUPERVISION.take(Transition.HOLD, supervision, minutes=minutes)
    supervision.on = on
    supervision.save(update_fields=["on"])
    for topic in topics:
        kept = {"programme": supervision.programme, "half_year": half_year_of(on), "topic": topic}
        counted, _is_new = TopicCount.objects.select_for_update().get_or_create(**kept)
        counted.times += 1
        counted.save(update_fields=["times"])


@act(Can.LET_SUPERVISION_GO, when=SUPERVISION.allows(Transition.LET_GO))
def let_supervision_go(supervision, *, by):
    """It does not take place."""
    SUPERVISION.take(Transition.LET_GO, supervision)


@act(Can.BRING_TO_SHEET)
def bring_to_sheet(sheet, *, by, edit_token, words):
    """Each side says beforehand what they would like to talk about. Both read both."""
    side = sheet.side_of(by)
    unless_changed([getattr(sheet, side)], edit_token=edit_token)
    setattr(sheet, side, words)
    sheet.save(update_fields=[side])


@act(Can.WRITE_SHEET, when=_took_place)
def write_sheet(sheet, *, by, edit_token, on, said):
    """Write down what was talked about. A version that somebody signed stays, and this is the next one (I12)."""
    version = newest(sheet)
    unless_changed([said_in(version)], edit_token=edit_token)
    if version is None or version.signatures.exists():
        number = version.number + 1 if version else 1
        Version.objects.create(sheet=sheet, number=number, said=said, on=on, by=by)
        return
    version.said, version.on, version.by = said, on, by
    version.save(update_fields=["said", "on", "by"])


@act(Can.SIGN_SHEET)
def sign_sheet(sheet, *, by, on, edit_token):
    """Say of the very words that were shown that they are right."""
    version = newest(sheet)
    if version is None:
        raise Refused(NOTHING_TO_SIGN)
    unless_changed(as_signed(version), edit_token=edit_token)
    Signature.objects.get_or_create(version=version, by=by, defaults={"on": on})


@act(Can.AGREE_STEP)
def agree_step(sheet, *, by, id, words, whose, due_on):
    """Write down something that was agreed: who does it, and until when."""
    return AgreedStep.objects.create(id=id, sheet=sheet, words=words, whose=whose, due_on=due_on)


@act(Can.SETTLE_STEP)
def settle_step(step, *, by, edit_token, on, outcome):
    """It is done, or let go, or open after all."""
    unless_changed(as_settled(step), edit_token=edit_token)
    step.done_on = on if outcome == "done" else None
    step.let_go_on = on if outcome == "let_go" else None
    step.save(update_fields=["done_on", "let_go_on"])
