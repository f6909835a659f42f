"""One's own answers from day to day: only what can be compared is joined, and only the person lets others look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.surveys.asking import answers_of, asking, publish, ready
from tests.surveys.shapes import questionnaire, scale, text
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.surveys import actions
from wayfellow.surveys.models import Shown
from wayfellow.surveys.over_time import lines

TODAY = timezone.localdate()
SUM = {"scoring": [{"name": "both", "title": text("Both"), "rule": "sum", "items": ["walk", "rest"], "least": 1}]}
FIRST = questionnaire(scale("walk"), scale("rest"), **SUM)


def told(*sets):
    """Return the lines of (the version's content, what was given), one a day."""
    days = [(TODAY + timedelta(days=day), content, given) for day, (content, given) in enumerate(sets)]
    return [
        (line.name, line.since, [value for _on, value in line.known])
        for line in lines((on, 1 if content is FIRST else 2, content, given) for on, content, given in days)
    ]


@pytest.mark.parametrize("change, joined", [
    (questionnaire(scale("walk"), scale("rest"), scale("more"), **SUM), True),
    (questionnaire(scale("walk", text={"en": "walk?", "ca": "Camines?"}), scale("rest"), **SUM), False),
    (questionnaire(scale("walk", text={"en": "walk?"}), scale("rest"), **SUM), True),
    (questionnaire(scale("walk", text=text("Another thing")), scale("rest"), **SUM), False),
    (questionnaire(scale("walk", 0, 10), scale("rest"), **SUM), False),
    (questionnaire(scale("walk"), scale("rest"), scoring=[SUM["scoring"][0] | {"rule": "mean"}]), False),
    (questionnaire(scale("walk"), scale("rest"), scoring=[SUM["scoring"][0] | {"title": text("Two")}]), True),
])  # fmt: skip
def test_only_what_is_asked_and_counted_alike_is_one_line(change, joined):
    scores = [
        line for line in told((FIRST, {"walk": 1, "rest": 2}), (change, {"walk": 3, "rest": 4})) if line[0] == "both"
    ]
    assert len(scores) == (1 if joined else 2)
    assert [since for _name, since, _values in scores] == ([1] if joined else [1, 2])


def test_scores_come_first_and_what_was_left_out_is_no_zero():
    found = told((FIRST, {"walk": 2}), (FIRST, {"walk": 3, "rest": 1}))
    assert found == [("both", 1, [4, 4]), ("walk", 1, [2, 3]), ("rest", 1, [1])]
    assert told((FIRST, {})) == []


@pytest.fixture
def road(cast):
    cast.journey = story.set_out(cast, on=TODAY - timedelta(days=9))
    cast.survey = asking(cast, ready("chime"), kept="confidential")
    return cast


def answer(road, step, days=0):
    on = TODAY + timedelta(days=days)
    return answers_of(road, road.survey, dict.fromkeys(["connectedness", "hope", "identity", "meaning"], step), on=on)


def over_time(road):
    return reverse("surveys:over_time", args=[road.survey.pk])


def test_one_time_is_told_in_words_and_the_second_begins_a_line_with_its_table(road, client):
    client.force_login(road.montse)
    assert client.get(over_time(road)).status_code == 404
    answer(road, 2)
    idempotency_key = page_of(client.get(over_time(road))).main
    assert (
        not idempotency_key.select("svg.chart") and ". The line starts with the second answer." in idempotency_key.text
    )
    answer(road, 4, days=1)
    twice = page_of(client.get(over_time(road))).main
    assert twice.select_one("svg.chart desc").text == "2 at first, 4 the last time, from 0 to 4"
    assert [cell.text for cell in twice.select_one("tbody").select("td:nth-of-type(2)")] == ["2", "4"]
    assert len({title["id"] for title in twice.select("svg title")}) == len(twice.select("svg"))


def test_a_version_that_asks_otherwise_says_so_and_begins_anew(road, client):
    answer(road, 2)
    actions.write_new_version(road.survey, by=road.carme)
    hope = next(each for each in road.survey.being_written.all() if each.content["linkId"] == "hope")
    actions.change_question(hope, by=road.carme, edit_token=None, content=hope.content | {"text": text("Another hope")})
    publish(road, road.survey)
    answer(road, 3, days=1)
    client.force_login(road.montse)
    page = text_of(client.get(over_time(road)))
    assert page.count("From version 2 on, it is asked or calculated in another way") == 2  # the score and the question
    assert "Asked in versions 1, 2, each time in the same words." in page


@pytest.mark.parametrize("to, readers", [
    ("", set()), ("peer", {"pau"}), ("coordinators", {"carme"}), ("both", {"pau", "carme"})
])  # fmt: skip
def test_others_look_only_as_long_as_the_person_shows_it_and_she_sees_who_looked(road, client, to, readers):
    answer(road, 2)
    assert Shown.objects.count() == 0
    client.force_login(road.montse)
    show = reverse("surveys:show", args=[road.survey.pk])
    assert Tab(client, show).send(to="both").status_code == 302
    address = reverse("surveys:shown_over_time", args=[Shown.objects.get().pk])
    Tab(client, show).send(to=to)
    opened = set()
    for who in ["pau", "rosa", "carme", "silvia", "edu", "nil", "olga"]:
        client.force_login(getattr(road, who))
        links = [link["href"] for link in page_of(client.get("/surveys/over-time/")).main.select("a.row-title")]
        assert links == ([address] if who in readers else []), who
        if client.get(address).status_code == 200:
            opened.add(who)
    assert opened == readers
    looked = Entry.objects.filter(person=road.person.pk, deed="shown.see")
    assert {line.actor.name.lower() for line in looked} == readers


def test_numbers_are_shown_and_never_words(road, client):
    survey = asking(road, ready("goal"), kept="confidential")
    answers_of(road, survey, {"goal": "A mark that is mine", "closeness": 3})
    actions.show_over_time(survey, by=road.montse, to="peer")
    client.force_login(road.pau)
    page = text_of(client.get(reverse("surveys:shown_over_time", args=[Shown.objects.get().pk])))
    assert "3 on a scale from 0 to 10" in page and "A mark that is mine" not in page


def test_the_page_asks_the_database_as_often_for_ten_sets_as_for_two(road, client, django_assert_num_queries):
    for _time in range(2):
        answer(road, 2)
    client.force_login(road.montse)
    client.get(over_time(road))
    with django_assert_num_queries(5):  # one of them for the number of what is new
        client.get(over_time(road))
    for _time in range(8):
        answer(road, 3)
    with django_assert_num_queries(5):  # one of them for the number of what is new
        client.get(over_time(road))
