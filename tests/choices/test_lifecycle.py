"""Where each state of a first step can lead, written out the long way."""

from tests.deeds import Can
from wayfellow.choices.lifecycle import FIRST_STEP, State, Transition
from wayfellow.choices.models import FirstStep

LEADS_TO = {
    "asked":    "taken_up day_set happened let_go",
    "taken_up": "day_set happened let_go",
    "day_set":  "day_set happened let_go",
    "happened": "",
    "let_go":   "",
}  # fmt: skip


def test_each_state_leads_exactly_where_it_is_written():
    leads = {state: {rule.after for rule in FIRST_STEP.rules.values() if state in rule.before} for state in State}
    assert leads == {state: set(after.split()) for state, after in LEADS_TO.items()}


def buttons(state, deeds):
    asked = FirstStep(state=state)
    asked.deeds = deeds
    return FIRST_STEP.open_steps(asked)


def test_a_button_is_shown_where_it_works_to_whom_it_works_for():
    for state, after in LEADS_TO.items():
        assert {FIRST_STEP.rules[step].after for step in buttons(state, set(Can))} == set(after.split())
    assert buttons("taken_up", {Can.LET_GO, Can.TAKE_UP}) == {Transition.LET_GO}
    assert buttons("taken_up", set()) == set()
