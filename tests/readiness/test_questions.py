"""A team asks without a name before somebody with lived experience joins it; others answer, and steps are agreed."""

import pytest
from django.urls import reverse

from tests.audits.steps import TODAY, begun_audit, closed
from tests.office.steps import planned_step, step_of
from tests.readiness.steps import asked_by_a_team, replied
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.audits.models import Audit
from wayfellow.demo import story
from wayfellow.office.models import Step
from wayfellow.office.phases import Phase
from wayfellow.readiness import actions
from wayfellow.readiness.models import Question, Reply
from wayfellow.surveys.models import Answers
from wayfellow.surveys.queries import newest

UNPROCESSABLE, NOT_THERE = 422, 404
OWN = ["Do they read the record?", "May we have coffee together?", "What if they are unwell?", "Who pays?", "Why now?"]


@pytest.fixture
def questions(cast, client):
    client.force_login(cast.carme)
    return reverse("readiness:questions", args=[cast.programme.pk])


def page_for(name, record):
    return reverse(f"readiness:{name}", args=[record.pk])


def came_in(audit, words):
    told = {"questionnaire": newest(audit.survey), "programme": audit.programme, "month": audit.begun_on}
    Answers.objects.bulk_create(Answers(language="ca", given={"question": said}, **told) for said in words)


def test_the_page_begins_with_what_other_teams_asked_once(cast, client, questions):
    assert "No questions yet" in text_of(client.get(questions))
    tab = Tab(client, page_for("begin", cast.programme))
    assert [tab.send().url, tab.send().url] == [questions, questions]
    shown = page_of(client.get(questions))
    assert len(shown.select("section.card h2")) == 5
    assert "Should we be gentler with them, or as we are with any colleague?" in shown.get_text()
    with pytest.raises(Refused, match="There are questions already"):
        actions.begin_questions(cast.programme, by=cast.carme)


def test_what_a_team_asks_is_told_together_once_enough_have_and_nobody_can_tell_who(cast, client, questions):
    audit = begun_audit(cast, tool="questions")
    came_in(audit, OWN[:4])
    with pytest.raises(Refused, match="Fewer than 5"):
        closed(cast, audit)
    assert not Audit.objects.exclude(result=None).exists()
    came_in(audit, OWN[4:])
    assert closed(cast, audit).result["words"] == sorted(OWN)
    shown = text_of(client.get(reverse("audits:audit", args=[audit.pk])))
    assert all(words in shown for words in OWN)


def test_a_coordinator_puts_on_the_page_what_came_in_and_what_it_should_say(cast, client, questions):
    audit = begun_audit(cast, tool="questions")
    came_in(audit, OWN)
    closed(cast, audit)
    tab = Tab(client, page_for("add", cast.programme))
    assert tab.send().status_code == UNPROCESSABLE and "Please choose a question, or write one" in text_of(tab.answer)
    assert tab.send_again(came_in=OWN[:2], own="What about our coffee?").url == questions
    assert tab.send(came_in=OWN[:2]).url == questions and Question.objects.count() == 3
    again = page_of(client.get(page_for("add", cast.programme)))
    assert {box["value"] for box in again.select("input[name=came_in]")} == set(OWN[2:])


def test_a_question_that_names_somebody_who_receives_support_is_not_put_on_the_page(cast, client, questions):
    story.set_out(cast, on=TODAY)
    tab = Tab(client, page_for("add", cast.programme))
    answer = tab.send(own="Does Montse like them?")
    assert answer.status_code == UNPROCESSABLE and not Question.objects.exists()
    assert "Does Montse like them?" in answer.content.decode()


def test_peer_supporters_and_professionals_answer_by_name(cast, client, questions):
    question = asked_by_a_team(cast)
    for user in [cast.pau, cast.rosa]:
        client.force_login(user)
        tab = Tab(client, page_for("reply", question))
        assert tab.send().status_code == UNPROCESSABLE
        assert tab.send_again(words=f"{user.name} says: ask me.").url == questions
        assert tab.send(words="Twice").url == questions
    shown = text_of(client.get(questions))
    assert "Pau · peer supporter" in shown and "Rosa · peer supporter" not in shown
    assert shown.index("Pau says: ask me.") < shown.index("Rosa says: ask me.")


def test_who_answered_changes_it_and_another_tab_loses_nothing(cast, client, questions):
    mine = replied(asked_by_a_team(cast), cast.pau)
    client.force_login(cast.pau)
    one, other = Tab(client, page_for("change_reply", mine)), Tab(client, page_for("change_reply", mine))
    assert one.send(words="Two of us have.").url == questions
    answer = other.send(words="Nobody has.")
    assert answer.status_code == UNPROCESSABLE and "Two of us have." in text_of(answer)
    client.force_login(cast.carme)
    assert client.get(page_for("change_reply", mine)).status_code == NOT_THERE
    tab = Tab(client, page_for("take_back_reply", mine))
    assert [tab.send().url, tab.send().url] == [questions, questions] and not Reply.objects.exists()


def test_a_question_is_said_in_other_words_and_taken_off(cast, client, questions):
    actions.begin_questions(cast.programme, by=cast.carme)
    first = Question.objects.order_by("position")[0]
    assert Tab(client, page_for("change_question", first)).send(words="How do we greet them?").url == questions
    assert "How do we greet them?" in text_of(client.get(questions))
    tab = Tab(client, page_for("take_off", first))
    assert [tab.send().url, tab.send().url] == [questions, questions]
    assert "How do we greet them?" not in text_of(client.get(questions)) and Question.objects.count() == 4


def test_what_is_agreed_is_a_step_of_the_office(cast, client, questions):
    question = asked_by_a_team(cast)
    tab = Tab(client, page_for("agree", question))
    assert tab.send(words="Have a key made").status_code == UNPROCESSABLE  # by whom, and by when
    assert tab.send_again(words="Have a key made", owner=cast.pau.pk, due_on="2031-05-02").url == questions
    assert tab.send(words="Have a key made").url == questions
    step = Step.objects.get()
    assert (step.phase, step.owner) == (Phase.DESIGN, cast.pau)
    assert "Have a key made" in text_of(client.get(reverse("office:office", args=[cast.programme.pk])))
    client.force_login(cast.pau)
    shown = page_of(client.get(questions))
    assert "Have a key made" in shown.get_text() and shown.find("a", href=reverse("office:step", args=[step.pk]))
    actions.take_off_question(question, by=cast.carme)
    assert Step.objects.get() == step


def test_what_is_agreed_later_puts_no_programme_back_into_an_earlier_phase(cast, client, questions):
    planned_step(cast, phase=Phase.AUTONOMY)
    tab = Tab(client, page_for("agree", asked_by_a_team(cast)))
    tab.send(words="Have a key made", owner=cast.pau.pk, due_on="2031-05-02")
    assert {step.phase for step in Step.objects.all()} == {Phase.AUTONOMY}


def test_the_questions_of_another_programme_are_not_there(cast, client, questions):
    question = asked_by_a_team(cast)
    answer = replied(question, cast.pau)
    for user in [cast.olga, cast.edu, cast.montse]:
        client.force_login(user)
        assert client.get(questions).status_code == NOT_THERE
        for name in ["reply", "agree", "change_question", "take_off"]:
            assert client.get(page_for(name, question)).status_code == NOT_THERE
        for name in ["change_reply", "take_back_reply"]:
            assert client.get(page_for(name, answer)).status_code == NOT_THERE
    client.force_login(cast.rosa)
    assert client.get(questions).status_code == 200
    assert client.get(page_for("add", cast.programme)).status_code == NOT_THERE


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_asks_the_database_the_same_few_questions(cast, client, questions, number, django_assert_num_queries):
    for turn in range(number):
        question = asked_by_a_team(cast, f"Question {turn}")
        replied(question, cast.pau)
        actions.agree(question, by=cast.carme, id=question.pk, step=step_of(f"Step {turn}", {}))
    client.get(questions)
    with django_assert_num_queries(6):
        client.get(questions)


def test_who_could_answer_is_told_that_the_teams_ask_and_never_what(cast, client):
    asked_by_a_team(cast, "Who has the key?")
    for user in [cast.pau, cast.rosa, cast.silvia]:
        client.force_login(user)
        news = page_of(client.get(reverse("home:news")))
        assert "The teams ask something new about working together." in news.get_text()
        assert "Who has the key?" not in news.get_text()
    for user in [cast.montse, cast.olga, cast.carme]:  # the last one put it there herself
        client.force_login(user)
        assert "The teams ask something new" not in client.get(reverse("home:news")).content.decode()


def test_a_question_that_is_taken_off_is_told_no_more(cast, client):
    actions.take_off_question(asked_by_a_team(cast), by=cast.carme)
    client.force_login(cast.pau)
    assert "The teams ask something new" not in client.get(reverse("home:news")).content.decode()
