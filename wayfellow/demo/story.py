"""The small steps of a journey, taken by calling the real acts. Demo and tests are told with them."""

import uuid

from wayfellow.choices.models import Choice
from wayfellow.demo import cast as stage
from wayfellow.demo.words import TOLD
from wayfellow.journeys import actions
from wayfellow.journeys.models import Closer, Rhythm, Setting

propose = stage.refer


def say_yes(cast, journey, *, on, by=None):
    """The person's own yes: in their space, or beside whoever referred them."""
    yes = {"answer": Choice.Answer.YES, "idea": Choice.Idea.SUGGESTED, "free": Choice.Free.YES, "words": ""}
    if journey.person.user:
        actions.choose(journey, by=journey.person.user, on=on, **yes)
    else:
        beside = {"how": Choice.How.PAPER, "who_was_there": "Rosa"}
        actions.record_choice(journey, by=by or cast.rosa, on=on, **beside, **yes)


def find_peer(cast, journey, *, on):
    actions.offer(journey, by=cast.carme, peer=cast.peer, on=on)
    actions.accept_offer(journey, by=cast.pau, on=on)


def write_agreement(cast, journey, *, on, rhythm=Rhythm.WEEKLY):
    actions.write_agreement(
        journey,
        by=cast.pau,
        on=on,
        rhythm=rhythm,
        own_rhythm="",
        **TOLD["agreement"],
        edit_token=None,
    )


def begin_walking(cast, journey, *, on, rhythm=Rhythm.WEEKLY):
    """They settle how they walk, and both accept it: on the spot, or each in their own space."""
    write_agreement(cast, journey, on=on, rhythm=rhythm)
    accept(journey, by=cast.pau, on=on)


def accept(journey, *, by, on):
    if journey.person.user:
        for each in [by, journey.person.user]:
            actions.accept_agreement(journey, by=each, on=on, version=1)
    else:
        actions.accept_together(journey, by=by, on=on, version=1)


def set_out(cast, *, on, **referral):
    """From the referral to the first step of the road, on one day."""
    journey = propose(cast, on=on, **referral)
    say_yes(cast, journey, on=on)
    find_peer(cast, journey, on=on)
    begin_walking(cast, journey, on=on)
    return journey


def walk(cast, journey, days, *, minutes=60, setting=Setting.COMMUNITY, **note):
    """Note a meeting for each of the days; a day named twice had two."""
    note |= {"minutes": minutes, "setting": setting, "another": True}
    for on in days:
        actions.log(journey, by=cast.pau, id=uuid.uuid4(), on=on, **note)


def break_glass(cast, journey, *, at, by=None, reason="Someone said that Pau asks people for money"):
    """Something serious: a coordinator opens what the two wrote, for an hour."""
    id = uuid.uuid4()
    actions.break_glass(journey, by=by or cast.carme, id=id, at=at, reason=reason)
    return journey.glasses.get(pk=id)


def close(cast, journey, *, on):
    """End it well. Someone without an account answers and agrees beside their peer supporter."""
    voice = journey.person.user or cast.pau
    answers = {objective.pk: (Closer.RATHER_NOT, "") for objective in journey.objectives.all()}
    actions.begin_closing(journey, by=cast.pau, on=on)
    actions.answer_as_peer(journey, by=cast.pau, answers=answers, takes="", how_to_come_back="")
    actions.answer_as_person(journey, by=voice, answers=answers, takes="")
    actions.close(journey, by=cast.pau, on=on)
    if journey.person.user:
        actions.close(journey, by=voice, on=on)
