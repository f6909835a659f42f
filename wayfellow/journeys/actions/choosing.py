"""Referral and choice: nothing starts until the person says yes (I1)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayfellow.access.guard import ERASED, Refused, act
from wayfellow.choices.actions import hand_over
from wayfellow.choices.models import Choice
from wayfellow.directory.models import ReferralSource
from wayfellow.journeys.access import Can
from wayfellow.journeys.actions.finding import NOT_AVAILABLE
from wayfellow.journeys.actions.within import (
    not_in_the_future,
    on_or_after,
    rest,
    still_asked,
    still_choosing,
    stop_is_fresh,
    take,
)
from wayfellow.journeys.lifecycle import JOURNEY, Transition
from wayfellow.journeys.models import Journey, Objective, Offer, RecordedChoice
from wayfellow.journeys.queries.asking import who_can_be_asked
from wayfellow.journeys.queries.opened import has_account
from wayfellow.people.models import Person, ProposedReach, Reach
from wayfellow.ui.languages import in_each_language
from wayfellow.vault.models import Key

OWN_YES = {"answer": Choice.Answer.YES, "idea": Choice.Idea.MINE}
OVER = _("This has ended. Peer support can be proposed again at any time.")


@act(Can.REFER)
def refer(programme, *, by, id, on, source, person, reach, journey, objectives):
    """Propose peer support to someone. Nothing starts until the person says yes.

    `person` is a `Person` met before, or what is known of someone new; `objectives` are
    (dimension, the person's words, the professional's view).
    """
    not_in_the_future(on)
    if programme.ended_on and programme.ended_on <= on:
        raise Refused(_("This programme has ended, and takes no new referral. Nothing was saved."))
    if not isinstance(person, Person):
        person = _welcome(**person)
    elif person.erased_on:
        raise Refused(ERASED, field="person")
    elif person.journeys.filter(programme=programme, ended_on=None).exists():
        raise Refused(_("There is a referral of this person to this programme already."), field="person")
    ProposedReach.write(person, by=by, on=on, reach=reach)
    referral = Journey.objects.create(
        id=id,
        person=person,
        programme=programme,
        referrer=by,
        source=source,
        referred_on=on,
        stage_since=on,
        written_at=timezone.now(),
        **journey,
    )
    for position, (dimension, words, view) in enumerate(objectives, start=1):
        Objective.objects.create(
            journey=referral, position=position, dimension=dimension, words=words, professional_view=view
        )
    return referral


@act(Can.ASK_FOR_SUPPORT)
def ask_for_support(person, *, by, id, on, programme, free, objective, **sheet):
    """The person asks in their own space. Asking is a yes; whether they feel free to say no is asked all the same."""
    journey = _propose_themself(person, programme, id=id, on=on, objective=objective, sheet=sheet)
    _decide(journey, by=by, on=on, tell_team=False, how=Choice.How.OWN_SPACE, free=free, **OWN_YES)
    return journey


@act(Can.BEGIN_JOURNEY, when=still_asked)
def begin_journey(step, *, by, id, on, language, how, who_was_there, free, objective, known=None, **sheet):
    """A coordinator has spoken with whoever asked, and writes down their yes as it was given.

    `known`: who they turned out to be, of those who are here already.

    Their words move over and are sealed with the key of the person they now are; the request's own key is destroyed.
    """
    if not who_was_there:
        raise Refused(_("Please write who was there when the person chose."), field="who_was_there")
    person = step.person or known or _welcome(name=step.name, language=language)
    reach = {name: getattr(step, name) for name in Reach.TOLD}
    journey = _propose_themself(person, step.programme, id=id, on=step.asked_on, objective=objective, sheet=sheet)
    ProposedReach.write(person, by=by, on=on, reach=reach, is_theirs=True)
    _keep(journey, by=by, on=on, tell_team=False, how=how, who_was_there=who_was_there, free=free, **OWN_YES)
    hand_over(step, person=person, on=on)
    return journey


@act(Can.CHOOSE)
def choose(journey, *, by, on, tell_team=False, **answer):
    """The person chooses in their own space, the first time or anew. No and not now ask for no reason.

    What others wrote before waits no longer: this is the last word. From an account that nobody has confirmed yet it
    moves nothing, and waits until somebody has.
    """
    if journey.person.user_id != by.pk:
        _let_wait(journey, by=by, on=on, tell_team=tell_team, how=Choice.How.OWN_SPACE, who_was_there="", **answer)
        return
    journey.recorded.filter(settled_on=None).update(settled_on=on)
    _decide(journey, by=by, on=on, tell_team=tell_team, how=Choice.How.OWN_SPACE, **answer)


@act(Can.RECORD_CHOICE)
def record_choice(journey, *, by, on, how, who_was_there, tell_team=False, **answer):
    """Keep what the person chose with someone beside them, on a device or on paper, and who was there.

    Where the person has an account it moves nothing, and waits for their own word.
    """
    if not who_was_there:
        raise Refused(_("Please write who was there when the person chose."), field="who_was_there")
    _keep(journey, by=by, on=on, tell_team=tell_team, how=how, who_was_there=who_was_there, **answer)


@act(Can.SAY_IF_IT_IS_SO)
def take_as_own(recorded, *, by, on):
    """The person says that what somebody wrote is so. From now on it is their own word."""
    _settle(recorded, on=on)
    journey = Journey.objects.select_for_update(of=("self",)).get(pk=recorded.journey_id)
    journey.person, journey.programme = recorded.journey.person, recorded.journey.programme
    if JOURNEY.is_open(_transition_of(recorded.as_choice(), journey), journey):
        _decide(journey, by=recorded.by, on=on, tell_team=recorded.tell_team, **recorded.answers())


@act(Can.SAY_IF_IT_IS_SO)
def set_aside(recorded, *, by, on):
    """The person says that it is not so. Everything stays as it is."""
    _settle(recorded, on=on)


def _settle(recorded, *, on):
    if recorded.settled_on:
        raise Refused(_("You have answered in the meantime, and that answer counts. Nothing was changed."))
    recorded.settled_on = on
    recorded.save(update_fields=["settled_on"])


def _keep(journey, *, by, on, **written):
    """Without an account it is the person's answer. With one it waits for them, whatever they have answered (I1).

    So it does for an account that nobody has confirmed yet.
    """
    keep = _let_wait if has_account(journey.person) else _decide
    keep(journey, by=by, on=on, **written)


def _let_wait(journey, *, by, on, **written):
    _can_be_answered(journey, on=on)
    recorded = RecordedChoice.objects.filter(journey=journey, by=by).first() or RecordedChoice(by=by)
    recorded.journey, recorded.on, recorded.settled_on = journey, on, None
    for name, value in ({"idea": "", "free": "", "words": ""} | written).items():
        setattr(recorded, name, value)
    recorded.save()


def _can_be_answered(journey, *, on):
    not_in_the_future(on)
    on_or_after(on, journey.referred_on)
    if journey.is_over:
        raise Refused(OVER)


def _decide(journey, *, by, on, tell_team, **answer):
    _can_be_answered(journey, on=on)
    choice = Choice(person=journey.person, programme=journey.programme, on=on, recorded_by=by, **answer)
    transition = _transition_of(choice, journey)
    if transition == Transition.SAY_YES and journey.is_under_way:
        choice.save()  # a yes once more
        return
    if _only_rests(choice, journey):
        choice.save()
        _rest_for_now(journey, by=by, on=on)
        return
    if not JOURNEY.is_open(transition, journey):
        raise Refused(
            _("The answer is already yes, and stays so. To stop, at any time and without a reason: “not now” or “no”."),
            field="answer",
        )
    if transition == Transition.STOP:
        on_or_after(on, journey.last_met_on or journey.referred_on)
    choice.save()
    if journey.choice and on < journey.choice.on:
        return  # what was answered later holds, and the page says nothing of it
    if transition != Transition.STOP:
        journey.offers.filter(answer=Offer.Answer.WAITING).delete()
    peer = journey.peer if transition == Transition.STOP else None
    take(
        transition,
        journey,
        on=on,
        choice=choice,
        tell_team=tell_team,
        yes_told_on=journey.yes_told_on or (on if transition == Transition.SAY_YES else None),
        pause_told=transition == Transition.PAUSE or journey.pause_told and transition != Transition.SAY_YES,
        peer=peer,
        offer_accepted=peer is not None,
    )


def _only_rests(choice, journey):
    return choice.answer == Choice.Answer.NOT_NOW and journey.is_together


def _rest_for_now(journey, *, by, on):
    """On the road “not now” ends nothing: the two rest, until one of them goes on."""
    if on >= journey.choice.on and not journey.breaks.not_over().exists():
        rest(journey, by=by, begins_on=timezone.localdate())


@act(Can.TAKE_BACK_STOP, when=stop_is_fresh)
def take_back_stop(journey, *, by, on):
    """Within a week of stopping, the two go on as if it had not been said: the yes before it holds again."""
    given = journey.person.choices.filter(programme=journey.programme).order_by("-on", "-kept_at")
    free_yes = (each for each in given if each.answer == Choice.Answer.YES and each.is_free)
    take(Transition.TAKE_BACK_STOP, journey, on=on, choice=next(free_yes), tell_team=False)


def _transition_of(choice, journey):
    if choice.answer == Choice.Answer.YES:
        return Transition.SAY_YES if choice.is_free else Transition.PAUSE
    if journey.is_together:
        return Transition.STOP
    return Transition.SAY_NO if choice.answer == Choice.Answer.NO else Transition.SAY_NOT_NOW


@act(Can.TELL_TEAM)
def tell_team(journey, *, by, tell):
    """The person lets whoever referred them learn of a no, a “not now” or a stop, or takes that back."""
    journey.tell_team = tell
    journey.save(update_fields=["tell_team"])


@act(Can.ASK_TO_EXPLAIN, when=still_choosing)
def ask_to_explain(journey, *, by, greeter):
    """Ask a peer supporter to tell the person what peer support is, before the person chooses."""
    if not who_can_be_asked(journey).filter(pk=greeter.pk).exists():
        raise Refused(NOT_AVAILABLE, field="peer")
    journey.greeter = greeter
    journey.save(update_fields=["greeter"])


def _welcome(**details):
    return Person.objects.create(key=Key.kept(), **details)


def _propose_themself(person, programme, *, id, on, objective, sheet):
    if person.erased_on:
        raise Refused(ERASED)
    if person.journeys.filter(programme=programme, ended_on=None).exists():
        raise Refused(_("There is a journey with this programme already, or the offer of one. Nothing was changed."))
    told = {"names": in_each_language(ReferralSource.THEMSELF), "position": programme.sources.count()}
    source, _new = programme.sources.get_or_create(code=ReferralSource.SELF, defaults=told)
    journey = Journey.objects.create(
        id=id, person=person, programme=programme, source=source, referred_on=on, stage_since=on, **sheet
    )
    dimension, words = objective
    if words:
        Objective.objects.create(journey=journey, position=1, dimension=dimension, words=words)
    return journey
