"""Every step of a journey starts where the table says, and nowhere else."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.deeds import Can
from wayfellow.access.guard import Refused
from wayfellow.journeys import actions
from wayfellow.journeys.actions.within import take
from wayfellow.journeys.lifecycle import JOURNEY, Transition
from wayfellow.journeys.stages import ENDINGS, Stage

TODAY = timezone.localdate()
# The lifecycle, written out the long way: where each stage can lead.
LEADS_TO = {
    "proposed": "chosen paused not_now said_no withdrawn",
    "paused":   "chosen paused not_now said_no withdrawn",
    "not_now":  "chosen paused not_now said_no withdrawn",
    "said_no":  "chosen paused not_now said_no withdrawn",
    "chosen":   "paused not_now said_no offered ended",
    "offered":  "paused not_now said_no chosen meeting ended",
    "meeting":  "paused not_now said_no chosen walking ended",
    "walking":  "chosen closing ended left",
    "closing":  "walking closed ended left",
    "closed":   "",
    "ended":    "walking",
    "left":     "walking",
    "withdrawn": "",
}  # fmt: skip
THE_PERSONS_OWN = {Can.CHOOSE, Can.RECORD_CHOICE}  # I1: by themself, or kept by somebody who was there


def standing(stage, *deeds):
    return SimpleNamespace(stage=stage, deeds=set(deeds), get_stage_display=lambda: Stage(stage).label)


def test_each_stage_leads_exactly_where_it_is_written():
    leads = {stage: {rule.after for rule in JOURNEY.rules.values() if stage in rule.before} for stage in Stage}
    assert leads == {stage: set(after.split()) for stage, after in LEADS_TO.items()}


@pytest.mark.parametrize(
    "step", [Transition.SAY_YES, Transition.PAUSE, Transition.SAY_NOT_NOW, Transition.SAY_NO, Transition.STOP]
)
def test_only_the_persons_own_answer_moves_on_what_is_theirs_to_decide(step):
    as_they_chose = {Can.LET_REST} if step == Transition.SAY_NOT_NOW else set()  # refused unless they chose it before
    assert JOURNEY.rules[step].deeds == THE_PERSONS_OWN | as_they_chose


@pytest.mark.parametrize("step", Transition)
def test_a_step_starts_only_where_the_table_says(step):
    for stage in Stage:
        if stage in JOURNEY.rules[step].before:
            JOURNEY.check(step, standing(stage))
        else:
            with pytest.raises(Refused, match=f"the journey has moved on to “{Stage(stage).label}”"):
                JOURNEY.check(step, standing(stage))


@pytest.mark.parametrize("step", Transition)
def test_a_button_is_shown_where_the_step_starts_to_whoever_may_take_it(step):
    for stage in Stage:
        for deed in JOURNEY.rules[step].deeds:
            assert (step in JOURNEY.open_steps(standing(stage, deed))) == (stage in JOURNEY.rules[step].before)
        others = set(Can) - JOURNEY.rules[step].deeds
        assert step not in JOURNEY.open_steps(standing(stage, *others))


@pytest.mark.parametrize("step, state", [(Transition.BEGIN_CLOSING, "planned"), (Transition.STOP, "let_go")])
def test_what_is_planned_stays_while_the_two_walk_and_goes_when_they_stop(road, step, state):
    for other in ["planned", "held"]:
        when = {"on": TODAY + timedelta(days=3), "at": None} if other == "planned" else {"on": TODAY, "minutes": 60}
        do = actions.plan if other == "planned" else actions.log
        do(road, by=road.peer.user, id=uuid4(), setting="phone", **when)
    take(step, road, on=TODAY)
    assert sorted(road.accompaniments.values_list("state", flat=True)) == sorted(["held", state])
    assert road.ended_on == (TODAY if JOURNEY.rules[step].after in ENDINGS else None)
    assert (road.stage, road.stage_since) == (JOURNEY.rules[step].after, TODAY)
