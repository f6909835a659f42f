"""One way for a record to move on, whatever its stages are called."""

from types import SimpleNamespace

import pytest
from django.db.models import Q, TextChoices

from tests.deeds import Can
from wayfellow.access.guard import Refused
from wayfellow.access.lifecycle import Lifecycle, Rule, lifecycles
from wayfellow.access.policy import POLICY


class Tea(TextChoices):
    COLD = "cold", "cold water"
    HOT = "hot", "hot water"
    MADE = "made", "tea"


TEA = Lifecycle(
    of="a cup of tea",
    stages=Tea,
    begins="fill",
    column="state",
    refusal="It is %(state)s by now.",
    rules={"heat": Rule({Can.PLAN}, {Tea.COLD, Tea.HOT}, Tea.HOT), "brew": Rule({Can.LOG}, {Tea.HOT}, Tea.MADE)},
)


class Cup(SimpleNamespace):
    is_warm = TEA.stands_in({Tea.HOT, Tea.MADE})

    def get_state_display(self):
        return self.state.label

    def save(self, update_fields):
        self.saved = sorted(update_fields)


def test_a_transition_moves_the_record_along_with_what_changes_by_it_and_says_since_when():
    cup = Cup(state=Tea.HOT)
    TEA.take("brew", cup, on="today", leaves=2)
    assert (cup.state, cup.state_since, cup.leaves) == (Tea.MADE, "today", 2)
    assert cup.saved == ["leaves", "state", "state_since"]


def test_a_record_without_a_day_is_asked_for_none():
    cup = Cup(state=Tea.COLD)
    TEA.take("heat", cup)
    assert cup.saved == ["state"]


def test_what_cannot_follow_is_refused_with_where_it_stands_and_nothing_is_kept():
    cup = Cup(state=Tea.MADE)
    with pytest.raises(Refused, match="It is tea by now"):
        TEA.take("brew", cup)
    assert cup.state == Tea.MADE and not hasattr(cup, "saved")


def test_a_button_is_shown_to_whoever_may_press_it_where_it_works():
    assert TEA.open_steps(Cup(state=Tea.HOT, deeds={Can.LOG})) == {"brew"}
    assert TEA.open_steps(Cup(state=Tea.COLD, deeds={Can.LOG})) == set()
    assert TEA.open_steps(Cup(state=Tea.HOT, deeds=set())) == set()


def test_a_set_of_stages_has_one_name_on_the_record_and_one_for_queries():
    assert [Cup(state=stage).is_warm for stage in Tea] == [False, True, True]
    assert TEA.where({Tea.MADE, Tea.HOT}) == Q(state__in=["hot", "made"])
    assert TEA.where({Tea.HOT}, of="guest__") == Q(guest__state__in=["hot"])


def test_it_is_drawn_from_its_beginning_to_where_nothing_follows():
    assert TEA.diagram().splitlines()[1:] == [
        "    [*] --> cold: fill",
        "    cold --> hot: heat",
        "    hot --> hot: heat",
        "    hot --> made: brew",
        "    made --> [*]",
    ]


@pytest.mark.parametrize("lifecycle", [each for _room, each in lifecycles()], ids=lambda each: each.of)
def test_every_stage_is_reached_and_every_transition_is_taken_by_a_deed_that_somebody_may_do(lifecycle):
    reached = {rule.after for rule in lifecycle.rules.values()} | {next(iter(lifecycle.stages))}
    assert reached == set(lifecycle.stages)
    granted = {can for deeds in POLICY.values() for can, relations in deeds.items() if relations}
    assert all(rule.deeds and rule.deeds <= granted for rule in lifecycle.rules.values())


def test_each_room_brings_its_own():
    assert sorted(each.of for _room, each in lifecycles()) == [
        "a first step", "a journey", "a presentation", "a story", "a supervision", "an application", "an expense",
        "two records that may be of one person",
    ]  # fmt: skip
