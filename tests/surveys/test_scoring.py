"""Scores by declared rules, whatever is answered and whatever is left open."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.surveys.shapes import choice, questionnaire, scale, text
from wayfellow.surveys.scoring import scores, turned

NAMES = ["a", "b", "c", "d", "e"]


def rule(kind, least=5, **more):
    return {"name": "all", "title": text("All"), "rule": kind, "items": NAMES, "least": least} | more


def asking(*rules, low=0, high=4):
    return questionnaire(*(scale(name, low, high) for name in NAMES), scoring=list(rules))


def score(kind, answers, least=5, **more):
    return scores(asking(rule(kind, least, **more)), answers)[0]


answers = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, st.integers(0, 4)))
rules = st.builds(
    rule,
    st.sampled_from(["sum", "mean"]),
    st.integers(1, 5),
    reversed=st.lists(st.sampled_from(NAMES), unique=True),
    times=st.sampled_from([1, 5]),
)


@pytest.mark.parametrize("kind, given_, least, value", [
    ("sum", {"a": 4, "b": 3, "c": 2, "d": 1, "e": 0}, 5, 10),
    ("sum", {"a": 4, "b": 4, "c": 4, "d": 4}, 5, None),
    ("sum", {"a": 4, "b": 4, "c": 4, "d": 4}, 4, 20),
    ("mean", {"a": 4, "b": 2}, 2, 3),
    ("mean", {"a": 4}, 2, None),
    ("mean", {}, 0, None),
])  # fmt: skip
def test_by_hand(kind, given_, least, value):
    found = score(kind, given_, least)
    assert (found.value, found.answered, found.asked) == (value, len(given_), 5)


def test_a_reversed_item_counts_from_the_other_end():
    assert score("sum", dict.fromkeys(NAMES, 4), reversed=["a", "b"]).value == 12


def test_bands_say_how_far_it_reaches():
    bands = [{"from": 0, "title": text("Low")}, {"from": 10, "title": text("High")}]
    assert score("sum", dict.fromkeys(NAMES, 2), bands=bands).band["en"] == "High"
    assert score("sum", dict.fromkeys(NAMES, 1), bands=bands).band["en"] == "Low"
    assert score("sum", {}, bands=bands).band is None


def test_the_answers_of_a_choice_can_stand_for_numbers():
    rarely_often = choice("a")
    rarely_often["answerOption"] = [
        {"code": "rarely", "display": text("Rarely"), "value": 1},
        {"code": "often", "display": text("Often"), "value": 3},
        {"code": "rather_not", "display": text("I would rather not say")},
    ]
    asked = questionnaire(rarely_often, scoring=[{"name": "s", "title": text("S"), "rule": "sum", "items": ["a"]}])
    assert [scores(asked, {"a": [code]})[0].value for code in ["rarely", "often", "rather_not"]] == [1, 3, None]


@given(rules, answers)
def test_a_score_lies_within_its_range(rule_, given_):
    found = scores(asking(rule_), given_)[0]
    assume(found.value is not None)
    assert found.lowest <= found.value <= found.highest


@given(rules, answers, st.sampled_from(NAMES))
def test_a_higher_answer_never_lowers_a_score_nor_raises_one_that_counts_it_in_reverse(rule_, given_, name):
    assume(given_.get(name, 4) < 4)
    before, after = (scores(asking(rule_), each)[0].value for each in (given_, given_ | {name: given_[name] + 1}))
    assume(before is not None)
    assert after <= before if name in rule_["reversed"] else after >= before


@given(rules, answers)
def test_what_is_missing_is_never_counted_as_zero(rule_, given_):
    """The same answers over fewer questions give the same mean: what is missing pulls it nowhere."""
    given_ = dict.fromkeys(given_, 3)
    found = scores(asking(rule_ | {"reversed": []}), given_)[0]
    assume(found.value is not None)
    assert found.value == (15 if rule_["rule"] == "sum" else 3) * rule_["times"]
    assert (found.answered, found.asked) == (len(given_), 5)


@given(rules, answers)
def test_too_few_answers_give_no_score(rule_, given_):
    assert (scores(asking(rule_), given_)[0].value is None) == (len(given_) < rule_["least"])


@given(st.integers(-9, 9), st.integers(1, 10), st.data())
def test_turned_twice_is_as_before(low, width, data):
    limits = low, low + width
    number = data.draw(st.integers(*limits))
    assert turned(turned(number, limits), limits) == number
    assert limits[0] <= turned(number, limits) <= limits[1]
