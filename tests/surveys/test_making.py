"""Coordinators write a survey, look at it, and publish it. What was published and answered stays."""

import uuid

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.surveys.asking import answers_of, asking, counted, making, publish, ready
from tests.surveys.shapes import choice, group, plain, questionnaire, scale, when
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.demo import story
from wayfellow.surveys import actions, queries
from wayfellow.surveys.drafts import put_together, taken_apart
from wayfellow.surveys.models import Answers, Invitation, Question, Survey
from wayfellow.surveys.queries.making import content_of, ready_made, written
from wayfellow.surveys.shape import faults, languages

TODAY = timezone.localdate()
CODES = set(dict(settings.LANGUAGES))


@pytest.fixture
def carme(cast, client):
    client.force_login(cast.carme)
    return client


def at(name, record):
    return reverse(f"surveys:{name}", args=[record.pk])


def titled(words="How we meet"):
    return {"title_en": words, "title_es": f"{words} (es)", "title_ca": f"{words} (ca)"}


@pytest.mark.parametrize("name", [each.name for each in ready_made()])
def test_every_ready_made_one_is_whole_in_every_language(name):
    assert faults(ready(name)) == []
    assert languages(ready(name)) == CODES


def test_both_sides_are_asked_the_same_three_questions():
    assert ready("mutuality-person")["item"] == ready("mutuality-peer")["item"]
    assert len(ready("mutuality-person")["item"]) == 3


def test_a_survey_is_written_from_nothing_looked_at_and_published(cast, carme):
    Tab(carme, at("make", cast.programme)).send(start="blank", kept="anonymous", **titled())
    survey = Survey.objects.get()
    asked = Tab(carme, at("add_question", survey)).send(kind="choice").url
    Tab(carme, asked).send(text_en="Shall we walk?", text_ca="Caminem?", options_en="Yes\nNo", options_ca="Sí\nNo")
    follow = Tab(carme, at("add_question", survey)).send(kind="text").url
    tab = Tab(carme, follow)
    condition = page_of(tab.answer).find("option", string="“Shall we walk?” is “No”")["value"]
    tab.send(text_en="Why not?", text_ca="Per què no?", when_1=condition)
    draft = text_of(carme.get(at("draft", survey)))
    assert "Español: 3 texts are missing" in draft or "Español: 4 texts are missing" in draft
    assert "Why not?" not in text_of(carme.get(at("preview", survey)))
    assert "Shall we walk?" in text_of(carme.get(at("preview", survey)))
    assert Tab(carme, at("publish", survey)).send().status_code == 302
    version = survey.versions.get()
    assert [option["code"] for option in version.content["item"][0]["answerOption"]] == ["yes", "no"]
    assert version.content["item"][1]["enableWhen"][0]["answer"] == "no"
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "kind", ["choice", "several", "scale", "text", "string", "date", "integer", "decimal", "group"]
)
def test_a_question_that_was_added_and_not_written_yet_stands_on_the_draft(cast, carme, kind):
    """And so with whatever follows it, and with a score that would count it."""
    Tab(carme, at("make", cast.programme)).send(start="blank", kept="anonymous", **titled())
    survey = Survey.objects.latest("pk")
    for each in [kind, "text"]:
        Tab(carme, at("add_question", survey)).send(kind=each)
    for page in ["draft", "preview", "add_score"]:
        assert carme.get(at(page, survey)).status_code == 200
    assert carme.get(reverse("surveys:change_question", args=[survey.being_written.last().pk])).status_code == 200


def test_a_second_version_leaves_the_first_and_its_answers_as_they_were(cast, carme):
    survey = asking(cast, questionnaire(choice("walked"), plain("why")))
    first = survey.versions.get()
    for_first = Invitation.objects.create(until=TODAY, programme=cast.programme, questionnaire=first)
    actions.give_answers(for_first, idempotency_key=uuid.uuid4(), month=TODAY, language="ca", given={"walked": ["yes"]})
    before = first.content, Answers.objects.values().get()
    Tab(carme, at("write_new_version", survey)).send()
    question = Question.objects.get(position=0)
    Tab(carme, at("change_question", question)).send(text_en="Did we walk together?", options_en="Yes\nNo\nA little")
    Tab(carme, at("take_out", Question.objects.get(position=1))).send()
    Tab(carme, at("publish", survey)).send()
    first.refresh_from_db()
    assert (first.content, Answers.objects.values().get()) == before
    second = queries.newest(survey)
    assert (second.version, first.version) == (2, 1)
    assert [option["code"] for option in second.content["item"][0]["answerOption"]] == ["yes", "no", "a-little"]
    by_version = {(count["version"], count["link_id"]): count["n"] for count in counted(cast.programme)}
    assert by_version == {(1, "walked"): 1}


def test_the_survey_at_a_closing_can_become_the_programmes_own(cast, carme):
    first = actions.invite_to_survey(cast.programme, slug="satisfaction", on=TODAY).questionnaire
    survey = Survey.objects.get(programme=cast.programme, stands_for="satisfaction")
    actions.write_new_version(survey, by=cast.carme)
    actions.take_out(survey.being_written.latest("position"), by=cast.carme, edit_token=None)
    publish(cast, survey)
    journey = story.set_out(cast, on=TODAY)
    story.close(cast, journey, on=TODAY)
    journey.refresh_from_db()
    asked = Invitation.objects.get(pk=journey.survey).questionnaire
    assert (asked.survey, asked.version, first.version) == (survey, 2, 1)
    assert actions.invite_to_survey(cast.elsewhere, slug="satisfaction", on=TODAY).questionnaire == first
    assert [version.pk for version in queries.versions(survey)] == [asked.pk, first.pk]


def test_what_is_wrong_is_said_at_its_question_and_keeps_it_from_being_published(cast, carme):
    survey = making(cast, questionnaire(choice("a"), plain("b", **when("a", "yes"))))
    actions.move_question(survey.being_written.get(position=1), by=cast.carme, up=True)
    assert "not asked before it" in text_of(carme.get(at("draft", survey)))
    answer = Tab(carme, at("publish", survey)).send()
    assert answer.status_code == 422 and "b?: It depends on" in text_of(answer)
    assert not survey.versions.exists()


def test_changing_the_words_of_a_question_keeps_what_its_answers_count_and_every_condition(cast, carme):
    survey = making(cast, ready("choice"))
    known = survey.being_written.get(position=0)
    before = known.content
    Tab(carme, at("change_question", known)).send(text_en="Did you know enough before?")
    known.refresh_from_db()
    assert known.content["answerOption"] == before["answerOption"]
    many = [{"question": "known", "operator": "!=", "answer": code} for code in ["yes", "partly", "no"]]
    last = survey.being_written.get(position=4)
    actions.change_question(last, by=cast.carme, edit_token=None, content=last.content | {"enableWhen": many})
    Tab(carme, at("change_question", last)).send(text_en="What could you change?", **chosen(carme, last))
    last.refresh_from_db()
    assert last.content["enableWhen"] == many


def chosen(client, question):
    """What the drop-down lists of the page show as chosen, which a browser sends as it is."""
    selects = page_of(client.get(at("change_question", question))).main.find_all("select")
    return {each["name"]: each.find("option", selected=True)["value"] for each in selects}


@pytest.mark.parametrize("values", ["1", "1, 2, x", "1 2 3 4"])
def test_numbers_that_do_not_fit_the_answers_are_asked_for_again(cast, carme, values):
    known = making(cast, ready("choice")).being_written.get(position=0)
    answer = Tab(carme, at("change_question", known)).send(values=values)
    assert answer.status_code == 422 and "one number for each answer" in text_of(answer)


def test_moving_up_and_down_changes_the_order_and_nothing_else(cast, carme):
    survey = making(cast, questionnaire(plain("a"), plain("b"), plain("c")))

    def order():
        return [each.content["linkId"] for each in written(survey)]

    last = written(survey)[2]
    for to, expected in [("up", "acb"), ("up", "cab"), ("up", "cab"), ("down", "acb")]:
        carme.post(at("move_question", last), {"idempotency_key": uuid.uuid4(), "to": to})
        assert order() == list(expected)


@pytest.mark.parametrize("content", [
    questionnaire(plain("a"), group("g", plain("b"), plain("c")), group("h", plain("d"))),
    questionnaire(group("g", plain("b")), plain("after"), group("h", plain("d"), scale("e"))),
])  # fmt: skip
def test_taken_apart_and_put_together_a_version_is_as_before(content):
    assert put_together(taken_apart(content)) == content["item"]


def test_two_coordinators_who_write_the_same_question_lose_nothing(cast, client):
    survey = making(cast, questionnaire(plain("a")))
    question = survey.being_written.get()
    client.force_login(cast.carme)
    first, second = (Tab(client, at("change_question", question)) for _tab in range(2))
    first.send(text_en="Where shall we meet?")
    answer = second.send(text_en="Where do we go?")
    assert answer.status_code == 422
    assert "Where shall we meet?" in text_of(answer) and "Where do we go?" in answer.content.decode()
    second.send_again()
    question.refresh_from_db()
    assert question.content["text"]["en"] == "Where do we go?"


def test_two_coordinators_who_write_different_questions_disturb_nobody(cast, carme):
    survey = making(cast, questionnaire(plain("a"), plain("b")))
    tabs = [Tab(carme, at("change_question", each)) for each in written(survey)]
    assert [tab.send(text_en=f"New {number}").status_code for number, tab in enumerate(tabs)] == [302, 302]
    assert [each.content["text"]["en"] for each in written(survey)] == ["New 0", "New 1"]


def test_nobody_publishes_what_they_have_not_seen(cast, carme):
    survey = making(cast, questionnaire(plain("a")))
    tab = Tab(carme, at("publish", survey))
    Tab(carme, at("change_question", survey.being_written.get())).send(text_en="Something else")
    assert tab.send().status_code == 422
    assert not survey.versions.exists()
    assert tab.send_again().status_code == 302


def test_how_answers_are_kept_does_not_change_once_it_was_published(cast, carme):
    survey = asking(cast, questionnaire(plain("a")))
    answer = Tab(carme, at("change_about", survey)).send(kept="named", read_by="both")
    assert answer.status_code == 422
    survey.refresh_from_db()
    assert survey.kept == "anonymous"


def test_a_named_survey_says_who_reads(cast, carme):
    answer = Tab(carme, at("make", cast.programme)).send(start="chime", kept="named")
    assert answer.status_code == 422 and "Say who reads the answers" in text_of(answer)


def test_a_survey_is_copied_and_the_copy_is_another(cast, carme):
    survey = asking(cast, questionnaire(choice("a"), scale("b")))
    Tab(carme, at("make", cast.programme)).send(start=str(survey.pk), kept="confidential")
    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert content_of(copy, written(copy))["item"] == survey.versions.get().content["item"]
    assert copy.kept == "confidential" and survey.slug != copy.slug


def test_a_score_is_declared_counted_and_published_with_the_version(cast, carme):
    survey = making(cast, questionnaire(scale("a"), scale("b"), plain("c")), kept="confidential")
    tab = Tab(carme, at("add_score", survey))
    told = titled("Together") | {"rule": "mean", "items": ["a", "b"], "reversed": ["b"], "least": 3}
    assert "The score does not have that many questions." in text_of(tab.send(**told))
    assert tab.send_again(**told | {"least": 1}).status_code == 302
    survey.refresh_from_db()
    publish(cast, survey)
    story.set_out(cast, on=TODAY)
    answers = answers_of(cast, survey, {"a": 4, "b": 0})
    assert queries.as_read(answers)["scores"][0].value == 4


def test_retired_nobody_is_asked_and_it_can_be_asked_again(cast, carme):
    survey = asking(cast, questionnaire(plain("a")))
    Tab(carme, at("retire", survey)).send()
    assert "Ways to ask" not in text_of(carme.get(at("survey", survey)))
    survey.refresh_from_db()
    with pytest.raises(Refused):
        actions.make_links(survey, by=cast.carme, how_many=1, until=TODAY, on=TODAY)
    carme.post(at("ask_again", survey), {"idempotency_key": uuid.uuid4()})
    assert "Ways to ask" in text_of(carme.get(at("survey", survey)))


def test_another_programmes_surveys_are_nowhere(cast, client):
    survey = asking(cast, questionnaire(plain("a"), title={"en": "Ours alone"}))
    client.force_login(cast.olga)
    assert "Ours alone" not in client.get("/surveys/").content.decode()
    assert client.get(at("survey", survey)).status_code == 404


def test_the_list_asks_the_database_as_often_for_ten_as_for_one(cast, carme, django_assert_num_queries):
    making(cast)
    carme.get("/surveys/")
    with django_assert_num_queries(5):  # one of them for the number of what is new
        carme.get("/surveys/")
    for _time in range(9):
        making(cast)
    with django_assert_num_queries(5):  # one of them for the number of what is new
        carme.get("/surveys/")


def test_the_draft_page_asks_as_often_for_thirty_questions_as_for_one(cast, carme, django_assert_max_num_queries):
    survey = making(cast, questionnaire(*(plain(f"q{number}") for number in range(30))))
    carme.get(at("draft", survey))
    with django_assert_max_num_queries(6):
        carme.get(at("draft", survey))
