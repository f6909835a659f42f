"""Those who work together meet: everyone adds to the agenda, what was agreed becomes steps, nobody is named (B9)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.steps import called, wants_to_talk
from tests.tabs import Tab, page_of, text_of
from wayfellow.demo import story
from wayfellow.office.models import Meeting, Point, Step
from wayfellow.people.models import Membership
from wayfellow.workforce.models import Belonging

TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
UNPROCESSABLE, NOT_THERE = 422, 404


def page_for(name, record):
    return reverse(f"office:{name}", args=[record.pk])


def who_is(client, user):
    client.force_login(user)
    return client


def test_a_coordinator_calls_it_and_whoever_is_asked_is_told(cast, client):
    tab = Tab(who_is(client, cast.carme), page_for("plan_meeting", cast.programme))
    assert tab.send(about="How we work together", on=str(YESTERDAY), at="10:00").status_code == UNPROCESSABLE
    invited = [str(user.pk) for user in [cast.pau, cast.rosa, cast.carme]]
    sent = tab.send(about="How we work together", on=str(TOMORROW), at="10:00", invited=invited)
    meeting = Meeting.objects.get()
    assert sent.url == page_for("meeting", meeting) and meeting.invited.count() == len(invited)
    assert "0 of 3 come" in text_of(client.get(page_for("meetings", cast.programme)))
    for user in [cast.pau, cast.rosa]:
        assert "You are asked to come to a meeting" in text_of(who_is(client, user).get(reverse("home:news")))
        assert "How we work together" in text_of(client.get(reverse("office:my_meetings")))
    assert "How we work together" in text_of(who_is(client, cast.pau).get("/today/"))


def test_everyone_asked_says_whether_they_come_and_adds_to_the_agenda(cast, client):
    meeting = called(cast, cast.pau, cast.rosa, on=TOMORROW)
    page = page_for("meeting", meeting)
    for user, comes in [(cast.pau, "yes"), (cast.rosa, "no")]:
        form = page_of(who_is(client, user).get(page)).select_one("main form[action]")
        client.post(form["action"], {"comes": comes} | {each["name"]: each["value"] for each in form.select("input")})
    assert list(meeting.invited.order_by("user__name").values_list("comes", flat=True)) == [True, False]
    assert Tab(client, page_for("add_point", meeting)).send(words="Who has the key").url == page
    shown = text_of(who_is(client, cast.pau).get(page))
    assert "Who has the key" in shown and "You come." in shown
    point = Point.objects.get()
    assert client.get(page_for("take_back_point", point)).status_code == NOT_THERE  # Rosa brought it
    tab = Tab(who_is(client, cast.rosa), page_for("take_back_point", point))
    assert tab.send().url == tab.send().url == page
    assert not Point.objects.exists()


def test_what_was_agreed_becomes_steps_and_each_notes_what_they_brought(cast, client):
    meeting = called(cast, cast.pau, cast.rosa, on=YESTERDAY)
    page = page_for("meeting", meeting)
    tab = Tab(who_is(client, cast.carme), page_for("hold_meeting", meeting))
    assert tab.send(came=[str(cast.pau.pk)], agreed="A second key is made.").url == page
    assert list(meeting.invited.filter(came=True).values_list("user__name", flat=True)) == ["Pau"]
    tab = Tab(client, page_for("follow_up_meeting", meeting))
    tab.send(words="Have a key made", phase="follow_up", owner=str(cast.pau.pk), due_on=str(TOMORROW))
    step = Step.objects.get()
    assert step.meeting == meeting and "Agreed at" in text_of(client.get(page_for("step", step)))
    assert "Have a key made" in text_of(client.get(page_for("office", cast.programme)))
    Tab(who_is(client, cast.pau), page_for("say_contribution", meeting)).send(contributed="I told how a first visit is")
    assert "A step for the programme is yours." in text_of(client.get(reverse("home:news")))
    shown = text_of(who_is(client, cast.rosa).get(page))
    for words in ["A second key is made.", "I told how a first visit is", "Have a key made"]:
        assert words in shown
    assert page_for("step", step) not in client.get(page).content.decode()


def test_nobody_who_receives_support_is_named_as_far_as_the_writer_may_know(cast, client):
    """To whoever does not know them, the page says nothing: it would tell them who receives support."""
    story.set_out(cast, on=TODAY - timedelta(days=30))
    meeting = called(cast, cast.pau, cast.silvia, on=TOMORROW)
    page = page_for("add_point", meeting)
    refused = Tab(who_is(client, cast.pau), page).send(words="How Montse is")
    assert refused.status_code == UNPROCESSABLE and "“Montse” is somebody who receives support." in text_of(refused)
    assert page_of(refused).select_one("[name=words]")["value"] == "How Montse is"
    assert Tab(who_is(client, cast.carme), page).send(words="How Montse is").status_code == UNPROCESSABLE
    assert Tab(who_is(client, cast.silvia), page).send(words="How Montse is").status_code == 302
    assert Tab(client, page).send(words="What Pau would like").status_code == 302


def test_nothing_clinical_stands_there(cast, client):
    meeting = called(cast, cast.pau, on=TODAY)
    refused = Tab(who_is(client, cast.carme), page_for("hold_meeting", meeting)).send(agreed="Olanzapina 10 mg")
    assert refused.status_code == UNPROCESSABLE and "does not belong here" in text_of(refused)


def test_on_another_day_everyone_says_anew_whether_they_come(cast, client):
    meeting = called(cast, cast.pau, on=TODAY)
    meeting.invited.update(comes=True)
    first, second = (Tab(who_is(client, cast.carme), page_for("change_meeting", meeting)) for _tab in range(2))
    asked = [str(user.pk) for user in [cast.pau, cast.silvia]]
    assert first.send(on=str(TOMORROW), invited=asked).status_code == 302
    assert list(meeting.invited.values_list("comes", flat=True)) == [None, None]
    assert second.send(about="Another thing").status_code == UNPROCESSABLE


def test_a_cancelled_meeting_takes_nothing_more_and_one_to_come_was_not_held(cast, client):
    meeting = called(cast, cast.pau, on=TOMORROW)
    held = Tab(who_is(client, cast.carme), page_for("hold_meeting", meeting))
    assert "Its day has not come yet." in text_of(held.send(agreed="Much"))
    assert Tab(client, page_for("let_meeting_go", meeting)).send().url == page_for("meeting", meeting)
    assert "This meeting does not take place" in text_of(client.get(page_for("meeting", meeting)))
    assert Tab(client, page_for("add_point", meeting)).send(words="Tea").status_code == UNPROCESSABLE
    assert "does not take place" in text_of(who_is(client, cast.pau).get(reverse("home:news")))


@pytest.mark.parametrize("who", ["rosa", "montse", "nil", "olga", "edu"])
def test_whoever_is_not_asked_reads_nothing_of_it(cast, client, who):
    meeting = called(cast, cast.pau)
    wants_to_talk(meeting, cast.pau)
    who_is(client, getattr(cast, who))
    assert client.get(page_for("meeting", meeting)).status_code == NOT_THERE
    assert "How we work together" not in text_of(client.get(reverse("office:my_meetings")))


def test_what_comes_from_working_here_ends_with_it(cast, client):
    meeting = called(cast, cast.pau, cast.rosa)
    Belonging.objects.update(ends_on=YESTERDAY)
    Membership.objects.filter(user=cast.rosa).update(ends_on=YESTERDAY)
    for user in [cast.pau, cast.rosa]:
        assert who_is(client, user).get(page_for("meeting", meeting)).status_code == NOT_THERE


def test_its_page_takes_the_same_statements_however_much_is_on_it(cast, client, django_assert_num_queries):
    meeting = called(cast, cast.pau, cast.rosa, cast.silvia, cast.carme)
    for user in [cast.pau, cast.rosa, cast.silvia]:
        wants_to_talk(meeting, user)
    who_is(client, cast.carme).get(page_for("meeting", meeting))
    with django_assert_num_queries(6):
        # the session, what is new, the meeting, who is asked, what there is to talk about, the steps
        client.get(page_for("meeting", meeting))
