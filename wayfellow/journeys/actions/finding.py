"""The two find each other, and settle how they will walk."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.choices.models import Choice
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import (
    nobody_is_asked,
    on_or_after,
    somebody_is_looked_for,
    take,
    there_is_somebody_to_agree_with,
)
from wayfellow.journeys.lifecycle import JOURNEY, Transition
from wayfellow.journeys.models import Agreement, Closing, Offer, WayOn
from wayfellow.journeys.queries.asking import LET_GO_FOR_THEM, who_can_be_asked, who_could_after_all
from wayfellow.journeys.queries.road import as_agreed
from wayfellow.workforce.models import Leaving

NOT_AVAILABLE = _("This peer supporter is not available for this journey. Please ask someone else.")
TOO_LATE_TO_TAKE_BACK = _("This cannot be taken back any more. Somebody else may be asked by now.")
A_NEWER_VERSION = _(
    "Someone wrote a newer version while you were writing. Yours is still here: please read theirs, then send again."
)
A_FRESH_START = {"offer_accepted": False, "notes_passed_on": False, "reminded_on": None}


@act(Can.OFFER, when=nobody_is_asked)
def offer(journey, *, by, peer, on, beyond_load=True, while_away=True):
    """Ask a peer supporter to walk along. Either of the two may decline without a reason.

    `beyond_load`: whether they are asked although they walk with as many people as was agreed. `while_away`: although
    they are away.
    """
    on_or_after(on, journey.referred_on)
    found = who_can_be_asked(journey).filter(pk=peer.pk).first()
    if found is None:
        raise Refused(NOT_AVAILABLE, field="peer")
    if found.free <= 0 and not beyond_load:
        raise Refused(_full(found), field="beyond_load")
    if found.is_away and not while_away:
        raise Refused(_("%(name)s is away now.") % {"name": found}, field="while_away")
    take(Transition.OFFER, journey, on=on, peer=peer, **A_FRESH_START)
    journey.offers.filter(peer=peer, answer=Offer.Answer.WISHED).delete()
    Offer.objects.create(journey=journey, peer=peer, on=on)


def _full(peer):
    """Say by numbers, and by nothing else, that somebody's load is full."""
    said = {"name": peer, "now": peer.load, "agreed": peer.places}
    return (
        _(
            "%(name)s walks with %(now)s people now, and %(agreed)s were agreed. Talk with them first; if they would "
            "like to be asked all the same, say so here."
        )
        % said
    )


@act(Can.ACCEPT_OFFER, when=JOURNEY.allows(Transition.ACCEPT_OFFER))
def accept_offer(journey, *, by, on):
    """The peer supporter would like to meet this person."""
    take(Transition.ACCEPT_OFFER, journey, on=on, offer_accepted=True)
    _answer_offer(journey, Offer.Answer.ACCEPTED, on=on)
    _settle_anew(journey, on=on)


def _settle_anew(journey, *, on):
    """Two who find each other again read what they had settled, and accept it anew or change it."""
    before = _latest_agreement(journey)
    if before:
        before.journey = journey
        _write(journey, on=on, **{name: getattr(before, name) for name in Agreement.SETTLED})


@act(Can.DECLINE_OFFER, when=JOURNEY.allows(Transition.LOOK_AGAIN))
def decline_offer(journey, *, by, on):
    """The peer supporter cannot walk along. No reason is asked."""
    _look_again(journey, Offer.Answer.PEER_DECLINED, on=on)


@act(Can.LET_GO_OF_OFFER, when=JOURNEY.allows(Transition.LET_GO_OF_OFFER))
def let_go_of_offer(journey, *, by, on):
    """No answer came, and the person waits for it no longer. Whoever was asked can be asked again."""
    _look_again(journey, Offer.Answer.NO_ANSWER, on=on, transition=Transition.LET_GO_OF_OFFER)


@act(Can.PREFER_SOMEONE_ELSE, when=JOURNEY.allows(Transition.LOOK_AGAIN))
def prefer_someone_else(journey, *, by, on):
    """The person would rather meet someone else. No reason is asked."""
    _look_again(journey, Offer.Answer.PERSON_PREFERS, on=on)


@act(Can.TAKE_BACK_NO)
def take_back_no(journey, *, by, on):
    """The peer supporter could walk along after all: the same question waits for their answer again."""
    declined = journey.offers.filter(peer__user=by, answer=Offer.Answer.PEER_DECLINED).select_related("peer__user")
    theirs = declined.filter(peer__in=who_could_after_all(journey, by.peers.all())).order_by("-on", "pk").first()
    if theirs is None:
        raise Refused(TOO_LATE_TO_TAKE_BACK)
    take(Transition.OFFER, journey, on=on, peer=theirs.peer, **A_FRESH_START)
    theirs.answer, theirs.answered_on = Offer.Answer.WAITING, None
    theirs.save(update_fields=["answer", "answered_on"])


@act(Can.WISH_AGAIN, when=somebody_is_looked_for)
def wish_again(journey, *, by, peers):
    """The person says whom of those who were let go they would like to meet after all. These can be asked again."""
    asked = journey.offers.filter(LET_GO_FOR_THEM)
    asked.filter(answer=Offer.Answer.WISHED).exclude(peer__in=peers).update(answer=Offer.Answer.PERSON_PREFERS)
    asked.filter(peer__in=peers).update(answer=Offer.Answer.WISHED)


@act(Can.CHANGE_PEER, when=JOURNEY.allows(Transition.LOOK_AGAIN))
def change_peer(journey, *, by, on):
    """The journey goes on with another peer supporter, who does not inherit the notes (I4)."""
    is_theirs = journey.person.user_id in {by.pk, None}
    _look_again(journey, Offer.Answer.PERSON_PREFERS if is_theirs else Offer.Answer.PROGRAMME, on=on)


@act(Can.LET_REST)
def let_rest(journey, *, by, on):
    """What the person chose for when their peer supporter left: it rests, as by their own “not now” (I1)."""
    ways = WayOn.objects.filter(journey=journey, leaving__in=Leaving.objects.going_on())
    chosen = ways.select_related(*WayOn.always_with).first()
    if chosen is None or chosen.way != WayOn.Way.REST:
        raise Refused(_("They have not chosen to rest. Nothing was changed."))
    _look_again(journey, Offer.Answer.PROGRAMME, on=on)
    how = Choice.How.OWN_SPACE if journey.person.user_id else Choice.How.PEER_DEVICE
    choice = Choice(person=journey.person, programme=journey.programme, on=on, recorded_by=by, how=how)
    choice.answer = Choice.Answer.NOT_NOW
    choice.save()
    take(Transition.SAY_NOT_NOW, journey, on=on, choice=choice, tell_team=False)


def _look_again(journey, answer, *, on, transition=Transition.LOOK_AGAIN):
    JOURNEY.check(transition, journey)
    _answer_offer(journey, answer, on=on)
    _set_closing_aside(journey)
    take(transition, journey, on=on, peer=None, **A_FRESH_START)


def _answer_offer(journey, answer, *, on):
    standing = [Offer.Answer.WAITING, Offer.Answer.ACCEPTED]
    journey.offers.filter(peer=journey.peer, answer__in=standing).update(answer=answer, answered_on=on)


def _set_closing_aside(journey):
    """A sheet written with one peer supporter is the person's to keep, and not the next one's to read (I4)."""
    closing = Closing.objects.filter(journey=journey).first()
    if closing is None:
        return
    closing.journey = journey
    written = [closing.set_aside, closing.person_takes, closing.peer_takes, closing.how_to_come_back]
    for objective in journey.objectives.now():
        written += [objective.person_answer, objective.peer_answer]
        objective.person_closer = objective.peer_closer = None
        objective.person_answer = objective.peer_answer = ""
        objective.save(update_fields=["person_closer", "peer_closer", "person_answer", "peer_answer"])
    written += [closing.words_for_referrer, *(closing.comes_next or [])]
    closing.set_aside = "\n\n".join(str(words) for words in written if words)
    closing.person_takes = closing.peer_takes = closing.how_to_come_back = closing.words_for_referrer = ""
    closing.comes_next = None
    closing.agreed_version = closing.person_agreed_on = closing.peer_agreed_on = None
    closing.save()


@act(Can.PASS_ON_NOTES)
def pass_on_notes(journey, *, by, passed_on):
    """The person lets the new peer supporter read the earlier notes, or takes that back."""
    journey.notes_passed_on = passed_on
    journey.save(update_fields=["notes_passed_on"])


@act(Can.WRITE_AGREEMENT, when=there_is_somebody_to_agree_with)
def write_agreement(journey, *, by, on, rhythm, own_rhythm, places, contact, if_worried, edit_token):
    """Write down what the two settle. A change is a new version that both accept anew; none is replaced unseen (I8)."""
    unless_changed(as_agreed(_latest_agreement(journey)), edit_token=edit_token, because=A_NEWER_VERSION)
    said = {"rhythm": rhythm, "own_rhythm": own_rhythm, "places": places, "contact": contact, "if_worried": if_worried}
    return _write(journey, on=on, **said)


def _write(journey, *, on, **said):
    version = journey.agreements.count() + 1
    return Agreement.objects.create(journey=journey, peer=journey.peer, version=version, written_on=on, **said)


@act(Can.ACCEPT_AGREEMENT)
def accept_agreement(journey, *, by, on, version):
    """One of the two accepts the agreement as written. When both have, the road begins."""
    agreement = _agreement_as_read(journey, version)
    if journey.person.user_id == by.pk:
        agreement.person_accepted_on = agreement.person_accepted_on or on
    else:
        agreement.peer_accepted_on = agreement.peer_accepted_on or on
    _settle(journey, agreement, on=on)


@act(Can.ACCEPT_TOGETHER)
def accept_together(journey, *, by, on, version):
    """Both accept on the spot, on one screen."""
    agreement = _agreement_as_read(journey, version)
    agreement.person_accepted_on = agreement.peer_accepted_on = on
    agreement.accepted_together = True
    _settle(journey, agreement, on=on)


def _latest_agreement(journey):
    """What was settled with an earlier peer supporter binds nobody now."""
    return journey.agreements.filter(peer=journey.peer).order_by("-version").first()


def _agreement_as_read(journey, version):
    agreement = _latest_agreement(journey)
    if agreement is None or agreement.version != version:
        raise Refused(_("The agreement has changed since you opened it. Please read it again."))
    return agreement


def _settle(journey, agreement, *, on):
    on_or_after(on, agreement.written_on)
    agreement.save(update_fields=["person_accepted_on", "peer_accepted_on", "accepted_together"])
    if agreement.is_settled and journey.is_meeting:
        take(Transition.SETTLE_AGREEMENT, journey, on=on)
