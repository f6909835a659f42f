"""Where each state of a first step can lead, written out the long way."""

from wayfellow.choices.lifecycle import STEPS, State

LEADS_TO = {
    "asked":    "taken_up day_set happened let_go",
    "taken_up": "day_set happened let_go",
    "day_set":  "day_set happened let_go",
    "happened": "",
    "let_go":   "",
}  # fmt: skip


def test_each_state_leads_exactly_where_it_is_written():
    leads = {state: {rule.after for rule in STEPS.values() if state in rule.before} for state in State}
    assert leads == {state: set(after.split()) for state, after in LEADS_TO.items()}
