"""What is needed becomes who does what by when, and one sees what became of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.steps import noted_need, settled_for
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.notices.news import stands_to
from wayfellow.notices.tellings import FIGURES
from wayfellow.office import actions
from wayfellow.office.models import Need, Step

TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(1)
UNPROCESSABLE, NOT_THERE = 422, 404


@pytest.fixture
def needs(cast, client):
    client.force_login(cast.carme)
    return reverse("office:needs", args=[cast.programme.pk])


@pytest.fixture
def need(cast):
    return noted_need(cast)


def page_for(name, record):
    return reverse(f"office:{name}", args=[record.pk])


def state_on(answer):
    return page_of(answer).select_one("main .row > .chip").get_text(strip=True)


def test_a_need_is_noted_with_its_kind_and_where_it_comes_from(cast, client, needs):
    assert "Nothing here" in text_of(client.get(needs))
    tab = Tab(client, reverse("office:note_need", args=[cast.programme.pk]))
    assert tab.send(words="A course on endings").status_code == UNPROCESSABLE
    sent = tab.send(words="A course on endings", kind="training", comes_from="Supervision in May")
    need = Need.objects.get()
    assert sent.url == page_for("need", need)
    shown = text_of(client.get(needs))
    assert "A course on endings" in shown and "Training · Supervision in May" in shown
    assert state_on(client.get(needs)) == "Nothing settled yet"


def test_what_is_needed_is_looked_through_by_its_kind(cast, client, needs, need):
    other = noted_need(cast, words="A second phone", kind="resource")
    assert "A second phone" not in text_of(client.get(needs + "?show=training"))
    assert need.words in text_of(client.get(needs + "?show=training"))
    actions.let_need_go(other, by=cast.carme, on=TODAY, because="No money this year")
    assert "A second phone" not in text_of(client.get(needs))
    assert "No money this year" in text_of(client.get(needs + "?show=settled"))
    assert client.get(needs + "?show=nonsense").status_code == 200


def test_it_becomes_who_does_what_by_when(cast, client, needs, need):
    tab = Tab(client, page_for("plan_for_need", need))
    assert not page_of(tab.answer).select("[name=phase]")
    sent = tab.send(words="Ask Emilia for a course", owner=str(cast.silvia.pk), due_on=str(TODAY))
    assert sent.url == page_for("need", need)
    assert "Ask Emilia for a course · Sílvia · by" in text_of(client.get(needs))
    assert state_on(client.get(needs)) == "1 step to do"
    client.force_login(cast.silvia)
    assert "A step for the programme is yours." in text_of(client.get(reverse("home:news")))
    assert "About: A course on endings" in text_of(client.get(page_for("step", Step.objects.get())))
    assert client.get(page_for("need", need)).status_code == NOT_THERE


def test_a_tap_beside_a_step_leads_back_to_what_it_is_about(cast, client, needs, need):
    step = settled_for(need, cast)
    form = page_of(client.get(page_for("need", need))).select_one("main form[action]")
    assert client.post(form["action"], {f["name"]: f["value"] for f in form.select("input")}).url == page_for(
        "need", need
    )
    step.refresh_from_db()
    assert step.done_on == TODAY
    assert state_on(client.get(needs)) == "Is it met?"


def test_it_is_met_once_nothing_about_it_is_open(cast, client, needs, need):
    step = settled_for(need, cast)
    tab = Tab(client, page_for("meet_need", need))
    assert "Something about it is still to be done." in text_of(tab.send())
    actions.do_step(step, by=cast.carme, on=TODAY)
    assert tab.send_again().url == page_for("need", need)
    need.refresh_from_db()
    assert need.met_on == TODAY
    with pytest.raises(Refused, match="met already"):
        actions.reopen_step(step, by=cast.carme)
    with pytest.raises(Refused, match="met already"):
        settled_for(need, cast)


def test_letting_it_go_lets_go_of_what_was_to_be_done_and_says_why(cast, client, needs, need):
    step = settled_for(need, cast)
    tab = Tab(client, page_for("let_need_go", need))
    assert tab.send().status_code == UNPROCESSABLE
    tab.send(because="The federation does it")
    step.refresh_from_db()
    assert step.let_go_because == "The federation does it" and step.let_go_on == TODAY


def test_it_is_needed_again(cast, client, needs, need):
    actions.meet_need(need, by=cast.carme, on=TODAY)
    assert Tab(client, page_for("reopen_need", need)).send().url == page_for("need", need)
    assert need.words in text_of(client.get(needs))
    with pytest.raises(Refused, match="needed still"):
        actions.reopen_need(need, by=cast.carme)


def test_two_who_change_it_replace_nothing_unseen(cast, client, needs, need):
    mine, theirs = Tab(client, page_for("change_need", need)), Tab(client, page_for("change_need", need))
    theirs.send(words="Two courses", kind="training")
    assert "Two courses" in text_of(mine.send(words="A book", kind="resource"))
    mine.send_again(words="A book", kind="resource")
    need.refresh_from_db()
    assert (need.words, need.kind) == ("A book", "resource")


def test_what_is_past_its_day_is_on_the_desk_and_first_in_the_office(cast, client, needs, need):
    settled_for(need, cast, due_on=YESTERDAY)
    desk = text_of(client.get(reverse("home:desk", args=[cast.programme.pk])))
    assert "1 step for the programme is past its day" in desk
    office = text_of(client.get(reverse("office:office", args=[cast.programme.pk])))
    assert "Past its day, about what is needed" in office and "Ask for a course" in office
    assert state_on(client.get(needs)) == "Past its day"


def test_once_a_week_the_coordinators_read_how_many_needs_nobody_does_anything_about(cast, need):
    figure = next(each for each in FIGURES if each.of == "office.Need")
    noted_need(cast)
    settled_for(need, cast)
    told = [stands_to(user, figure).filter(figure.where).count() for user in [cast.carme, cast.silvia, cast.olga]]
    assert told == [1, 0, 0]


def test_the_needs_of_another_programme_are_not_there(cast, client, needs, need):
    for user in [cast.olga, cast.edu, cast.pau]:
        client.force_login(user)
        assert client.get(needs).status_code == client.get(page_for("need", need)).status_code == NOT_THERE


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_database_the_same_few_questions(cast, client, needs, number, django_assert_num_queries):
    for _turn in range(number):
        settled_for(noted_need(cast), cast)
    client.get(needs)
    with django_assert_num_queries(6):
        client.get(needs)


def test_what_is_done_about_a_need_does_not_keep_a_programme_from_beginning_with_the_path(cast, need):
    settled_for(need, cast)
    actions.begin_phases(cast.programme, by=cast.carme, joins_on=TODAY)
    assert cast.programme.steps.filter(need=None).count() > 1
