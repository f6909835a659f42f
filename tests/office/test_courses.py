"""A training need becomes a course in learning, and is met by its attendance."""

import pytest
from django.urls import reverse

from tests.audits.steps import closed_audit
from tests.learning.learning import TODAY, ago, course_of, takes
from tests.office.steps import noted_need, settled_for
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.journal.models import Entry
from wayfellow.learning import actions as learning
from wayfellow.office import actions, jobs
from wayfellow.office.models import Need

NOT_THERE = 404


@pytest.fixture
def need(cast, client):
    client.force_login(cast.carme)
    return noted_need(cast)


def page_for(name, record):
    return reverse(f"office:{name}", args=[record.pk])


def taught(cast, need, *, came=True):
    """A course about it took place, and Pau came or did not."""
    course = course_of(cast, on=ago(9), weeks=1)
    actions.teach_need(need, by=cast.carme, course=course)
    place = takes(cast.pau, course, on=ago(20))
    attended(cast, course, [str(place.pk)] if came else [])
    return course


def attended(cast, course, came):
    learning.note_who_came(course.days.get(), by=cast.carme, edit_token=None, today=TODAY, came=came)
    learning.finish_course(course, by=cast.carme, on=ago(2), done=came)
    jobs.meet_taught_needs.call()


def state_of(need):
    need.refresh_from_db()
    return need.met_on, need.is_open


def test_what_an_audit_found_becomes_a_course_and_is_met_by_its_attendance(cast, client, need):
    audit, course = closed_audit(cast), course_of(cast, on=ago(9), weeks=1)
    tab = Tab(client, reverse("audits:draw_need", args=[audit.pk]))
    sent = tab.send(kind="training", statement="supervision", words="What good supervision is")
    found = Need.objects.get(words="What good supervision is")
    assert "Make it a course" in text_of(client.get(sent.url))
    tab = Tab(client, page_for("teach_need", found))
    assert [option.get_text() for option in page_of(tab.answer).select("option")][1].startswith("Listening · ")
    assert tab.send(course=str(course.pk)).url == page_for("need", found)
    assert "Once it is finished and somebody came, this need is met." in text_of(client.get(sent.url))
    attended(cast, course, [str(takes(cast.pau, course, on=ago(20)).pk)])
    assert state_of(found) == (ago(2), False)
    assert "1 person came." in text_of(client.get(sent.url))
    assert "What good supervision is" in text_of(client.get(reverse("audits:audit", args=[audit.pk])))
    line = Entry.objects.filter(deed="need.meet").get()
    assert (line.actor, line.standing) == (None, "command_line")


def test_a_course_to_which_nobody_came_meets_nothing(cast, client, need):
    taught(cast, need, came=False)
    assert state_of(need) == (None, True)
    assert "0 people came." in text_of(client.get(page_for("need", need)))


def test_what_else_is_to_be_done_about_it_is_waited_for(cast, need):
    step = settled_for(need, cast)
    taught(cast, need)
    assert state_of(need) == (None, True)
    actions.do_step(step, by=cast.carme, on=TODAY)
    jobs.meet_taught_needs.call()
    assert state_of(need) == (ago(2), False)


def test_where_the_course_was_not_enough_it_stays_needed(cast, need):
    taught(cast, need)
    actions.reopen_need(need, by=cast.carme)
    jobs.meet_taught_needs.call()
    assert state_of(need) == (None, True)


def test_a_course_that_is_over_or_of_another_programme_is_not_chosen(cast, client, need):
    course = taught(cast, need)
    other = noted_need(cast)
    tab = Tab(client, page_for("teach_need", other))
    assert "Please" in text_of(tab.send()) and course.module.name not in text_of(tab.answer)
    with pytest.raises(Refused, match="finished already"):
        actions.teach_need(other, by=cast.carme, course=course)
    client.force_login(cast.olga)
    assert client.get(page_for("teach_need", other)).status_code == NOT_THERE
