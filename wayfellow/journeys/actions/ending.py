"""Ending well, or gently when it stops sooner."""

from django.utils.translation import gettext_lazy as _

from wayfellow.access.edit_tokens import unless_changed
from wayfellow.access.guard import Refused, act
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.within import end_is_fresh, not_in_the_future, on_or_after, take
from wayfellow.journeys.lifecycle import JOURNEY, Transition
from wayfellow.journeys.models import Closing
from wayfellow.journeys.queries.own import as_both_wrote, as_the_peer_wrote, as_the_person_wrote, as_worded
from wayfellow.surveys.actions import invite_to_survey, take_back_invitation

OTHER_WORDS = _(
    "Someone changed these words while you were writing. Yours are still here: please read theirs, then send again."
)
READ_THEM_AGAIN = _("These words have changed since you opened them. Please read them again.")


@act(Can.BEGIN_CLOSING, when=JOURNEY.allows(Transition.BEGIN_CLOSING))
def begin_closing(journey, *, by, on):
    """Begin to say goodbye, early enough to do it well."""
    take(Transition.BEGIN_CLOSING, journey, on=on)
    Closing.objects.get_or_create(journey=journey, defaults={"begun_on": on})


@act(Can.BEGIN_CLOSING, when=JOURNEY.allows(Transition.GO_ON_AFTER_ALL))
def go_on_after_all(journey, *, by, on):
    """It was not the end yet. What was written on the closing sheet stays."""
    take(Transition.GO_ON_AFTER_ALL, journey, on=on)


@act(Can.ANSWER_AS_PERSON)
def answer_as_person(journey, *, by, answers, takes, edit_token=None):
    """The person's voice on the closing sheet. `answers` maps objective id to (closer or None, words)."""
    closing = _open_closing(journey)
    objectives = _answered(journey, answers)
    unless_changed(as_the_person_wrote(closing, objectives), edit_token=edit_token)
    for objective in objectives:
        objective.person_closer, objective.person_answer = answers[objective.pk]
        objective.save(update_fields=["person_closer", "person_answer"])
    closing.person_takes = takes
    closing.person_agreed_on = closing.peer_agreed_on = None
    closing.save(update_fields=["person_takes", "person_agreed_on", "peer_agreed_on"])


@act(Can.ANSWER_AS_PEER)
def answer_as_peer(journey, *, by, answers, takes, how_to_come_back, edit_token=None):
    """The peer supporter's voice on the closing sheet."""
    closing = _open_closing(journey)
    objectives = _answered(journey, answers)
    unless_changed(as_the_peer_wrote(closing, objectives), edit_token=edit_token)
    for objective in objectives:
        objective.peer_closer, objective.peer_answer = answers[objective.pk]
        objective.save(update_fields=["peer_closer", "peer_answer"])
    closing.peer_takes, closing.how_to_come_back = takes, how_to_come_back
    closing.person_agreed_on = closing.peer_agreed_on = None
    closing.save(update_fields=["peer_takes", "how_to_come_back", "person_agreed_on", "peer_agreed_on"])


@act(Can.PROPOSE_WORDS)
def propose_words(journey, *, by, words, edit_token, comes_next=()):
    """Propose what the referrer will read, and what comes next. The person agrees to all of it, or none is sent."""
    closing = _open_closing(journey)
    unless_changed(as_worded(closing), edit_token=edit_token, because=OTHER_WORDS, field="words")
    closing.words_for_referrer, closing.words_version = words, closing.words_version + 1
    closing.comes_next = list(comes_next) or None
    closing.save(update_fields=["words_for_referrer", "words_version", "comes_next"])


@act(Can.AGREE_WORDS)
def agree_words(journey, *, by, edit_token, how=None):
    """The person agrees that exactly the words they read go to the referrer, until 30 days after the end.

    Someone without an account does so beside their peer supporter: `how` says on this device, or on paper.
    """
    closing = Closing.objects.filter(journey=journey).first()
    if closing is None or not journey.words_are_open:
        raise Refused(_("These words can no longer be agreed to. Nothing was changed."))
    closing.journey = journey
    unless_changed(as_worded(closing), edit_token=edit_token, because=READ_THEM_AGAIN)
    if not closing.words_for_referrer:
        raise Refused(READ_THEM_AGAIN)
    closing.agreed_version, closing.agreed_how = closing.words_version, how
    closing.save(update_fields=["agreed_version", "agreed_how"])


@act(Can.CLOSE)
def close(journey, *, by, on, edit_token=None):
    """One of the two agrees to end here. When both have, the journey is closed and a survey is offered.

    Someone without an account agrees beside their peer supporter, on the same screen.
    """
    closing = _open_closing(journey)
    on_or_after(on, closing.begun_on)
    objectives = list(journey.objectives.now())
    unless_changed(as_both_wrote(closing, objectives), edit_token=edit_token)
    if any(None in {objective.person_closer, objective.peer_closer} for objective in objectives):
        raise Refused(_("Each objective of the referral needs an answer from both of you before the closing."))
    if journey.person.user_id in {by.pk, None}:
        closing.person_agreed_on = closing.person_agreed_on or on
    if journey.person.user_id != by.pk:
        closing.peer_agreed_on = closing.peer_agreed_on or on
    closing.save(update_fields=["person_agreed_on", "peer_agreed_on"])
    if closing.person_agreed_on and closing.peer_agreed_on:
        _invite_to_survey(journey, on=on)
        take(Transition.CLOSE, journey, on=on)


@act(Can.END_UNPLANNED, when=JOURNEY.allows(Transition.END_UNPLANNED))
def end_unplanned(journey, *, by, on, way, how_to_come_back):
    """End a journey that stopped before its time, gently, with the door left open.

    What the two already wrote about coming back stays, and this stands below it.
    """
    if way == Closing.Way.PERSON and journey.person.user_id:
        raise Refused(
            _("People who have a space of their own say there themselves that they stop. Nothing was changed."),
            field="way",
        )
    on_or_after(on, journey.last_met_on or journey.referred_on)
    not_in_the_future(on)
    closing, _new = Closing.objects.get_or_create(journey=journey, defaults={"begun_on": on})
    closing.journey = journey
    closing.way = way
    said = [str(words) for words in (closing.how_to_come_back, how_to_come_back) if words]
    closing.how_to_come_back = "\n\n".join(said)
    closing.save(update_fields=["way", "how_to_come_back"])
    _invite_to_survey(journey, on=on)
    take(Transition.END_UNPLANNED, journey, on=on)


@act(Can.TAKE_BACK_END, when=end_is_fresh)
def take_back_end(journey, *, by, on):
    """That it ended was noted by mistake. Within a week the two go on, and what was written stays on the sheet."""
    Closing.objects.filter(journey=journey).update(way=Closing.Way.TOGETHER)
    take_back_invitation(journey.survey)
    take(Transition.TAKE_BACK_END, journey, on=on, survey=None)


def _open_closing(journey):
    closing = Closing.objects.filter(journey=journey).first()
    if closing is None or not journey.is_closing:
        raise Refused(_("This journey is not coming to its end now. Nothing was changed."))
    closing.journey = journey
    return closing


def _answered(journey, answers):
    objectives = list(journey.objectives.now())
    if {objective.pk for objective in objectives} != set(answers):
        raise Refused(_("Each objective of the referral has its own answer on the closing sheet."))
    return objectives


def _invite_to_survey(journey, *, on):
    journey.survey = invite_to_survey(journey.programme, slug="satisfaction", on=on).pk
    journey.save(update_fields=["survey"])
