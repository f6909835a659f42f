"""Answering as oneself: who reads it is said first, it can wait, and it can be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.surveys.asking import answers_of, asking, ready
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.people.models import Person
from wayfellow.surveys import actions, queries
from wayfellow.surveys.models import OwnAnswers, Survey
from wayfellow.surveys.queries.own import is_mentioned

TODAY = timezone.localdate()
CHIME = {"connectedness": 3, "hope": 2, "identity": 4, "meaning": 3}


@pytest.fixture
def road(cast):
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    return cast


@pytest.fixture
def montse(client, road):
    client.force_login(road.montse)
    return client


def begin(client, survey):
    return Tab(client, reverse("surveys:begin", args=[survey.pk])).send().url


@pytest.mark.parametrize("how, words", [
    ({"kept": "confidential"}, "for you alone"),
    (
        {"kept": "named", "read_by": "peer"},
        "Your answers are kept with your name. You and your peer supporter read them.",
    ),
    ({"kept": "named", "read_by": "coordinators"}, "the coordinators of the programme"),
])  # fmt: skip
def test_who_reads_it_is_said_before_the_first_question(road, montse, how, words):
    survey = asking(road, ready("chime"), **how)
    assert words in text_of(montse.get(reverse("surveys:begin", args=[survey.pk])))


def test_it_waits_half_answered_and_goes_on_later_and_is_sealed(road, montse):
    survey = asking(road, ready("goal"), kept="confidential")
    first = begin(montse, survey)
    Tab(montse, first).send(answer="To paint, a mark")
    assert "Started on" in text_of(montse.get("/my/surveys/"))
    assert "To paint, a mark" in montse.get(first).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT given FROM surveys_ownanswers")
        assert b"a mark" not in bytes(cursor.fetchone()[0])
    Tab(montse, f"{first}?step=1").send(answer="7")
    Tab(montse, f"{first}?step=3").send()
    kept = OwnAnswers.objects.get()
    assert kept.sent_on == TODAY
    assert queries.read_given(kept) == {"goal": "To paint, a mark", "closeness": 7}


def test_sent_it_is_read_with_what_came_out_of_it_and_on_how_many_answers_that_stands(road, montse):
    answers = answers_of(road, asking(road, ready("chime"), kept="confidential"), CHIME)
    read = text_of(montse.get(reverse("surveys:read", args=[answers.pk])))
    assert "3.0, where 0 is “" in read and ", from 4 of 5 answers" in read
    assert "Not answered" in read


def test_confidential_answers_open_to_nobody_else(road, client):
    answers = answers_of(road, asking(road, ready("chime"), kept="confidential"), CHIME)
    for who in ["pau", "rosa", "carme", "silvia", "edu", "nil", "olga"]:
        client.force_login(getattr(road, who))
        assert client.get(reverse("surveys:read", args=[answers.pk])).status_code == 404, who


@pytest.mark.parametrize("read_by, readers", [
    ("peer", {"montse", "pau"}), ("coordinators", {"montse", "carme"}), ("both", {"montse", "pau", "carme"})
])  # fmt: skip
def test_named_answers_open_to_whom_the_person_was_told_of_and_they_see_who_looked(road, client, read_by, readers):
    answers = answers_of(road, asking(road, ready("chime"), kept="named", read_by=read_by), CHIME)
    opened = set()
    for who in ["montse", "pau", "rosa", "carme", "silvia", "edu", "nil", "olga"]:
        client.force_login(getattr(road, who))
        if client.get(reverse("surveys:read", args=[answers.pk])).status_code == 200:
            opened.add(who)
    assert opened == readers
    looked = Entry.objects.filter(person=road.person.pk, deed="own_answers.read")
    assert {line.actor.name.lower() for line in looked} == readers - {"montse"}


def test_whoever_was_named_finds_what_was_shared_and_nobody_else_finds_anything(road, client):
    answers = answers_of(road, asking(road, ready("chime"), kept="named", read_by="peer"), CHIME)
    answers_of(road, asking(road, ready("goal"), kept="confidential"), {"closeness": 3})
    for who in ["montse", "pau", "rosa", "carme", "olga"]:
        client.force_login(getattr(road, who))
        links = [link["href"] for link in page_of(client.get("/surveys/answers/")).main.select("a.row-title")]
        assert links == ([reverse("surveys:read", args=[answers.pk])] if who == "pau" else []), who


def test_what_was_said_first_holds_whatever_the_survey_says_later(road, client):
    survey = asking(road, ready("chime"), kept="named", read_by="peer")
    answers = answers_of(road, survey, CHIME)
    Survey.objects.filter(pk=survey.pk).update(read_by="both")
    client.force_login(road.carme)
    assert client.get(reverse("surveys:read", args=[answers.pk])).status_code == 404


def test_half_answered_it_is_read_by_nobody_else(road, client):
    survey = asking(road, ready("chime"), kept="named", read_by="both")
    client.force_login(road.montse)
    Tab(client, begin(client, survey)).send(answer="3")
    client.force_login(road.carme)
    assert client.get(reverse("surveys:read", args=[OwnAnswers.objects.get().pk])).status_code == 404


def test_taken_back_nothing_of_it_stays(road, montse):
    answers = answers_of(road, asking(road, ready("chime"), kept="named", read_by="both"), CHIME)
    Tab(montse, reverse("surveys:take_back", args=[answers.pk])).send()
    assert not OwnAnswers.objects.exists()


def test_what_was_sent_is_not_written_to_again(road):
    answers = answers_of(road, asking(road, ready("chime"), kept="confidential"), CHIME)
    with pytest.raises(Refused):
        actions.answer_own(answers, by=road.montse, name="hope", answer=4)
    with pytest.raises(Refused):
        actions.send_own(answers, by=road.montse, on=TODAY)


def test_nobody_who_is_not_of_the_programme_can_answer(road, client):
    survey = asking(road, ready("chime"), kept="confidential")
    for who in ["pau", "rosa", "carme", "olga"]:
        client.force_login(getattr(road, who))
        assert client.get(reverse("surveys:begin", args=[survey.pk])).status_code == 404
    actions.retire(survey, by=road.carme, on=TODAY)
    client.force_login(road.montse)
    assert client.get(reverse("surveys:begin", args=[survey.pk])).status_code == 404


def test_a_survey_is_mentioned_three_times_and_then_no_more(road, montse):
    days = [day for day in range(200) if is_mentioned(TODAY, TODAY + timedelta(days=day))]
    assert days == [0, 1, 2, 14, 15, 16, 28, 29, 30]
    survey = asking(road, ready("chime"), kept="confidential")
    assert "Where I am now" in text_of(montse.get("/my/"))
    Survey.objects.filter(pk=survey.pk).update(opened_on=TODAY - timedelta(days=40))
    assert "Where I am now" not in text_of(montse.get("/my/"))
    assert "Where I am now" in text_of(montse.get("/my/surveys/"))


def test_a_person_s_space_knows_on_every_such_day_that_there_is_something_to_ask_for(road):
    survey = asking(road, kept="confidential")
    for day in range(60):
        Survey.objects.filter(pk=survey.pk).update(opened_on=TODAY - timedelta(days=day))
        person = queries.with_any_mentioned(Person.objects).get(pk=road.person.pk)
        assert person.any_survey_mentioned >= is_mentioned(TODAY - timedelta(days=day), TODAY), day
    assert not person.any_survey_mentioned


def test_whoever_began_is_not_reminded(road, montse):
    survey = asking(road, ready("chime"), kept="confidential")
    begin(montse, survey)
    assert "Where I am now" not in text_of(montse.get("/my/"))


def test_the_list_asks_the_database_as_often_for_ten_as_for_two(road, montse, django_assert_num_queries):
    survey = asking(road, ready("chime"), kept="confidential")
    for _time in range(2):
        answers_of(road, survey, CHIME)
    montse.get("/my/surveys/")
    with django_assert_num_queries(6):  # one of them for the number of what is new
        montse.get("/my/surveys/")
    for _time in range(8):
        answers_of(road, survey, CHIME)
    with django_assert_num_queries(6):  # one of them for the number of what is new
        montse.get("/my/surveys/")
