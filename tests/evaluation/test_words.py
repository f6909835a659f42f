"""What people wrote in their own words is read from k of them on, in no order, with nothing beside it (I9)."""

import pytest
from django.urls import reverse

from tests.evaluation.test_survey_results import TODAY, give, somebody_answers
from tests.surveys.asking import asking
from tests.surveys.shapes import choice, plain, questionnaire, when
from tests.tabs import text_of
from wayfellow.evaluation import actions as evaluation
from wayfellow.evaluation.words import words_of
from wayfellow.surveys.models import Invitation
from wayfellow.ui.days import months_later

ASKED = questionnaire(
    choice("walked"), plain("change"), plain("why_not", **when("walked", "no")), choice("quote", "yes", "no")
)
IN_A_MONTH, IN_TWO_MONTHS = (months_later(TODAY.replace(day=15), months) for months in [1, 2])
WORDS = ["More walks", "a longer time", "Évenings", "Nothing", "the stairs"]


@pytest.fixture
def survey(cast):
    return asking(cast, ASKED)


def write(cast, survey, words, **also):
    for each in words:
        give(cast, survey, 1, change=each, **also)


def read(client, who, survey):
    client.force_login(who)
    answer = client.get(reverse("evaluation:words", args=[survey.pk]))
    assert answer.status_code == 200
    return answer


def published(survey, today=TODAY):
    evaluation.publish(survey.programme, today=today)
    return [words for _where, words in words_of(survey)]


def test_coordinators_and_evaluators_read_them_in_the_order_of_the_alphabet(cast, client, survey):
    write(cast, survey, WORDS)
    assert published(survey) == ["a longer time", "Évenings", "More walks", "Nothing", "the stairs"]
    for who in [cast.carme, cast.edu]:
        page = text_of(read(client, who, survey))
        assert "a longer time" in page and "please do not quote them" in page
    client.force_login(cast.edu)
    assert reverse("evaluation:words", args=[survey.pk]) in client.get(f"/evaluation/surveys/{survey.pk}/").text
    for who in [cast.montse, cast.pau, cast.rosa, cast.silvia, cast.nil, cast.olga]:
        client.force_login(who)
        assert client.get(reverse("evaluation:words", args=[survey.pk])).status_code == 404


def test_of_fewer_than_k_nothing_is_read(cast, client, survey):
    write(cast, survey, WORDS[:4])
    give(cast, survey, 9, walked=["yes"])
    assert published(survey) == []
    assert "from the end of the month in which 5 people" in text_of(read(client, cast.edu, survey))


def test_only_what_may_be_quoted_says_so_and_only_from_k_on(cast, client, survey):
    write(cast, survey, WORDS, quote=["yes"])
    write(cast, survey, [f"Not to quote {number}" for number in range(5)], quote=["no"])
    published(survey)
    said = {words: where.may_be_quoted for where, words in words_of(survey)}
    assert said["More walks"] and not said["Not to quote 1"]
    assert "They may be quoted" in text_of(read(client, cast.edu, survey))


def test_few_who_allow_it_are_not_told_from_their_permission(cast, survey):
    write(cast, survey, WORDS)
    write(cast, survey, ["Two of them", "who said yes"], quote=["yes"])
    assert "Two of them" not in published(survey) and len(published(survey)) == 5


def test_two_looks_tell_no_more_than_one(cast, survey):
    write(cast, survey, WORDS)
    before = published(survey)
    write(cast, survey, ["One more"])
    give(cast, survey, 9, walked=["yes"])
    assert published(survey, IN_A_MONTH) == before
    write(cast, survey, [f"Later {number}" for number in range(4)])
    give(cast, survey, 9, walked=["yes"])
    after = published(survey, IN_TWO_MONTHS)
    assert len(set(after) - set(before)) == 5


def test_what_a_hidden_answer_opened_is_not_told(cast, survey):
    """That few said no would be told by how many wrote why."""
    give(cast, survey, 8, walked=["no"], why_not="Rain")
    give(cast, survey, 2, walked=["yes"])
    assert published(survey) == []


def test_what_is_somebodys_own_is_not_among_them(cast, client):
    survey = asking(cast, ASKED, kept="confidential")
    for each in WORDS:
        somebody_answers(cast, survey, {"change": each})
    assert published(survey) == []
    client.force_login(cast.edu)
    assert reverse("evaluation:words", args=[survey.pk]) not in client.get(f"/evaluation/surveys/{survey.pk}/").text


def test_whoever_answers_is_told_before_the_first_question(cast, client, survey):
    way_in = Invitation.objects.create(programme=cast.programme, questionnaire=survey.versions.get(), until=TODAY)
    assert "is read by those who look after the programme" in text_of(client.get(f"/survey/{way_in.pk}/"))
