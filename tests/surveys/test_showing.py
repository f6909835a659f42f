"""What is asked depends on what was answered before, and on nothing that was not asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.surveys.shapes import choice, group, plain, questionnaire, scale, when
from wayfellow.surveys.shape import faults, questions
from wayfellow.surveys.showing import only_asked, shown

WALK = questionnaire(
    choice("walked"),
    group("how", scale("tired", **when("walked", ["yes"][0])), plain("where", **when("tired", 3, ">="))),
    plain("why", **when("walked", "no")),
    choice("with_whom", "alone", "friend", "dog", repeats=True),
    plain("dog", "string", **when("with_whom", "dog")),
    plain("nobody", enableWhen=[
        {"question": "walked", "operator": "exists", "answer": False},
        {"question": "with_whom", "operator": "!=", "answer": "friend"},
    ], enableBehavior="any"),
)  # fmt: skip


def asked(given):
    return [item["linkId"] for item in shown(WALK, given) if item["type"] != "group"]


@pytest.mark.parametrize("given, names", [
    ({}, ["walked", "with_whom", "nobody"]),
    ({"walked": ["yes"]}, ["walked", "tired", "with_whom"]),
    ({"walked": ["yes"], "tired": 2}, ["walked", "tired", "with_whom"]),
    ({"walked": ["yes"], "tired": 3}, ["walked", "tired", "where", "with_whom"]),
    ({"walked": ["no"], "tired": 4}, ["walked", "why", "with_whom"]),
    ({"walked": ["no"], "with_whom": ["alone", "dog"]}, ["walked", "why", "with_whom", "dog", "nobody"]),
    ({"walked": ["no"], "with_whom": ["friend"]}, ["walked", "why", "with_whom"]),
])  # fmt: skip
def test_what_is_asked_follows_from_what_was_answered(given, names):
    assert asked(given) == names


ANSWERS = st.fixed_dictionaries({}, optional={
    "walked": st.sampled_from([["yes"], ["no"]]),
    "tired": st.integers(0, 4),
    "where": st.text(min_size=1),
    "why": st.text(min_size=1),
    "with_whom": st.lists(st.sampled_from(["alone", "friend", "dog"]), min_size=1, unique=True),
    "dog": st.text(min_size=1),
})  # fmt: skip


@given(ANSWERS)
def test_leaving_out_what_is_not_asked_settles_at_once_and_changes_no_question(answers):
    kept = only_asked(WALK, answers)
    assert asked(kept) == asked(answers)
    assert only_asked(WALK, kept) == kept
    assert set(kept) <= set(asked(answers))


@given(ANSWERS)
def test_questions_come_in_their_order_and_once(answers):
    order = [question["linkId"] for question in questions(WALK)]
    assert asked(answers) == [name for name in order if name in asked(answers)]


def test_a_good_questionnaire_has_no_faults():
    assert faults(WALK) == []


BAD = {
    "forward": (questionnaire(plain("a", **when("b", "yes")), choice("b")), "a", "not asked before it"),
    "in a circle": (questionnaire(choice("a", **when("a", "yes"))), "a", "not asked before it"),
    "of an answer there is not": (questionnaire(choice("a"), plain("b", **when("a", "maybe"))), "b", "does not have"),
    "by the size of a word": (questionnaire(choice("a"), plain("b", **when("a", "no", ">"))), "b", "larger or smaller"),
    "by nothing known": (questionnaire(choice("a"), plain("b", **when("a", "no", "~"))), "b", "Unknown comparison:"),
    "twice": (questionnaire(plain("a"), plain("a")), "a", "Two questions"),
    "of the form itself": (questionnaire(plain("idempotency_key")), "idempotency_key", "cannot be used"),
    "one answer": (questionnaire(choice("a", "yes")), "a", "two answers"),
    "same answers": (questionnaire(choice("a", "yes", "yes")), "a", "same code"),
    "a scale upside down": (questionnaire(scale("a", 4, 0)), "a", "lower to a higher"),
    "an endless scale": (questionnaire(scale("a", 0, 99)), "a", "lower to a higher"),
    "an unknown kind": (questionnaire(plain("a", "attachment")), "a", "Unknown type of question:"),
    "a score of words": (
        questionnaire(plain("a"), scoring=[{"name": "s", "title": {}, "rule": "sum", "items": ["a"]}]), "s", "no number"
    ),
    "nothing": (questionnaire(), "", "no question"),
    "no language": (questionnaire(plain("a") | {"text": {"en": "", "es": ""}}), "", "No language"),
}  # fmt: skip


@pytest.mark.parametrize("content, item, words", BAD.values(), ids=list(BAD))
def test_a_fault_names_its_item_and_says_what_is_the_matter(content, item, words):
    assert any(name == item and words in fault for name, fault in faults(content)), faults(content)
