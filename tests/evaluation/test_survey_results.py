"""The results of a survey: counted by version, small numbers hidden, never whose (I9)."""

import json
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.surveys.asking import TODAY, answers_of, asking, publish
from tests.surveys.shapes import choice, plain, questionnaire, scale, text, when
from tests.tabs import text_of
from wayfellow.demo import story
from wayfellow.evaluation import actions as evaluation
from wayfellow.evaluation.small_numbers import HIDDEN
from wayfellow.evaluation.surveys import published_of
from wayfellow.people.models import Person
from wayfellow.surveys import actions
from wayfellow.surveys.models import Invitation, OwnAnswers
from wayfellow.vault.models import Key

LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
ASKED = questionnaire(
    choice("walked"),
    choice("with_whom", "alone", "friend", repeats=True),
    scale("tired"),
    plain("why"),
    scoring=[{"name": "s", "title": text("Tiredness"), "rule": "sum", "items": ["tired"]}],
)


@pytest.fixture
def survey(cast):
    return asking(cast, ASKED)


def told_of(survey):
    evaluation.publish(survey.programme, today=TODAY)
    return published_of(survey)


def give(cast, survey, how_many, month=LAST_MONTH, **given):
    for _each in range(how_many):
        invitation = Invitation.objects.create(
            until=TODAY, programme=cast.programme, questionnaire=survey.versions.latest("pk")
        )
        actions.give_answers(invitation, idempotency_key=uuid.uuid4(), month=month, language="ca", given=given)


def rows(answered, code):
    section = next(each for each in answered.sections if each.code == code)
    return {row.code: row.value for row in section.rows} | {"n": section.n, "missing": section.missing}


def test_each_question_is_counted_with_what_is_missing(cast, survey):
    give(cast, survey, 9, walked=["yes"], tired=4)
    give(cast, survey, 7, walked=["no"], tired=0)
    give(cast, survey, 6, why="A mark")
    (answered,) = told_of(survey)
    assert answered.n == 22
    assert rows(answered, "walked") == {"yes": 9, "no": 7, "n": 16, "missing": 6}
    assert [(fact.value, fact.n, fact.missing) for fact in answered.facts] == [(2.25, 16, 6)]
    assert "A mark" not in str(answered)


def test_small_numbers_are_hidden_and_cannot_be_worked_out(cast, survey):
    give(cast, survey, 9, walked=["yes"], with_whom=["alone"])
    give(cast, survey, 7, walked=["no"], with_whom=["alone", "friend"])
    give(cast, survey, 2, tired=3)
    (answered,) = told_of(survey)
    told = rows(answered, "walked")
    assert HIDDEN in told.values() and 2 not in told.values()
    assert set(rows(answered, "with_whom").values()) == {HIDDEN}
    assert answered.facts[0].value == HIDDEN


def test_a_score_is_told_only_if_nothing_of_its_questions_is_hidden(cast, survey):
    """The mean of a score and the counts that are told would together give the hidden ones away."""
    give(cast, survey, 9, tired=4)
    give(cast, survey, 8, tired=0)
    give(cast, survey, 2, tired=1)
    (answered,) = told_of(survey)
    assert rows(answered, "tired") == {"2": 0, "3": 0, "4": 9, "0+1": 10, "n": 19, "missing": 0}
    assert answered.facts[0].value == HIDDEN and answered.facts[0].interval is None
    assert set(rows(answered, "s").values()) == {HIDDEN}


def test_a_question_that_a_hidden_answer_opens_is_hidden_with_it(cast):
    """How many were asked it is how many gave the answer that opened it, through a text between them too."""
    chain = questionnaire(
        choice("walked", "yes", "no", "partly"),
        plain("why", **when("walked", "yes")),
        scale("how", **when("why", True, "exists")),
        choice("again"),
    )
    survey = asking(cast, chain)
    give(cast, survey, 8, walked=["yes"], why="x", how=4, again=["yes"])
    give(cast, survey, 12, walked=["no"], again=["yes"])
    give(cast, survey, 3, walked=["partly"], again=["yes"])
    (answered,) = told_of(survey)
    assert rows(answered, "walked") == {"no": 12, "yes+partly": 11, "n": 23, "missing": 0}
    assert set(rows(answered, "how").values()) == {HIDDEN}
    assert rows(answered, "again") == {"yes": 23, "no": 0, "n": 23, "missing": 0}


def test_of_a_few_nothing_is_told(cast, client, survey):
    give(cast, survey, 4, walked=["yes"])
    (answered,) = told_of(survey)
    assert answered.as_of is None and not answered.sections and not answered.facts
    client.force_login(cast.carme)
    read = text_of(client.get(reverse("evaluation:survey", args=[survey.pk])))
    assert "in which 5 people have answered" in read


def directions(answered):
    return {section.code: section.direction for section in answered.sections}


def test_of_seven_the_direction_is_told_and_no_number(cast, client, survey):
    give(cast, survey, 1, walked=["no"], with_whom=["alone"], tired=4)
    give(cast, survey, 4, walked=["yes"], with_whom=["alone", "friend"], tired=3)
    give(cast, survey, 2, walked=["no"], with_whom=["friend"], tired=2)
    (answered,) = told_of(survey)
    said = directions(answered)
    assert said["walked"] == "No answer was given more often than “Yes”."
    assert said["with_whom"] == "No answer was given more often than “Friend”."
    assert said["tired"] == "The answers lie more towards “4 · Fully”."
    client.force_login(cast.edu)
    read = text_of(client.get(reverse("evaluation:survey", args=[survey.pk])))
    assert all(words in read for words in said.values() if words)


def test_what_nobody_answered_is_said_in_words(cast, client, survey):
    give(cast, survey, 6, tired=4)
    give(cast, survey, 6, tired=1)
    evaluation.publish(cast.programme, today=TODAY)
    client.force_login(cast.edu)
    page = BeautifulSoup(client.get(reverse("evaluation:survey", args=[survey.pk])).content, "html.parser")
    cards = {each.h3.get_text(strip=True): each for each in page.select("section.card") if each.h3}
    unasked = [each for each in cards.values() if "Nobody has answered this yet." in each.get_text()]
    assert unasked and not any(each.select("table, svg") for each in unasked)
    assert "n = 0" not in page.get_text() and len(unasked) < len(cards)


def test_a_direction_is_told_only_instead_of_numbers_and_of_enough(cast, survey):
    give(cast, survey, 4, walked=["yes"], tired=2)
    give(cast, survey, 12, tired=2)
    (answered,) = told_of(survey)
    assert not directions(answered)["tired"] and rows(answered, "tired")["2"] == 16
    assert HIDDEN in rows(answered, "walked").values() and not directions(answered)["walked"]


def test_versions_are_told_apart(cast, survey):
    give(cast, survey, 6, walked=["yes"])
    actions.write_new_version(survey, by=cast.carme)
    survey.refresh_from_db()
    publish(cast, survey)
    give(cast, survey, 8, walked=["no"])
    assert [(each.version, each.n) for each in told_of(survey)] == [(2, 8), (1, 6)]


def somebody_answers(cast, survey, given):
    key = Key.new()
    key.save()
    OwnAnswers.objects.create(
        person=Person.objects.create(key=key, name="Somebody", language="ca"),
        questionnaire=survey.versions.get(),
        programme=cast.programme,
        kept="confidential",
        language="ca",
        begun_on=LAST_MONTH,
        sent_on=LAST_MONTH,
        given=json.dumps(given),
    )


def test_confidential_answers_count_and_open_to_nobody(cast, client):
    survey = asking(cast, ASKED, kept="confidential")
    for _somebody in range(6):
        somebody_answers(cast, survey, {"walked": ["yes"], "why": "A mark that is mine"})
    told_of(survey)
    client.force_login(cast.edu)
    answer = client.get(reverse("evaluation:survey", args=[survey.pk]))
    assert ", 6 sets of answers" in text_of(answer)
    assert "A mark that is mine" not in answer.content.decode()


def test_one_person_who_answers_often_is_still_one_person(cast):
    story.set_out(cast, on=LAST_MONTH)
    survey = asking(cast, ASKED, kept="confidential")
    for _time in range(6):
        answers_of(cast, survey, {"walked": ["yes"]}, on=LAST_MONTH)
    (answered,) = told_of(survey)
    assert answered.as_of is None
