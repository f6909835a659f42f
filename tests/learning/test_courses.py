"""A course from its planning to what it counts for: places, the waiting list, who came."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from tests.learning.learning import TODAY, ago, another_peer, course_of, module_of, takes
from tests.tabs import Tab, filled, text_of
from wayfellow.access.guard import Refused
from wayfellow.learning import actions
from wayfellow.learning.models import Completion, Course, CourseDay, Enrolment, Learner, Module, Pathway
from wayfellow.vault.models import Key


def at(name, record):
    return reverse(f"learning:{name}", args=[record.pk])


def signed_in(client, user):
    client.force_login(user)
    return client


def give_back(enrolment, by=None):
    actions.give_place_back(enrolment, by=by or enrolment.learner.user, on=TODAY)


def place_of(user):
    return Enrolment.objects.get(learner__user=user, left_on=None)


def test_from_a_pathway_to_what_a_course_counts_for(cast, client):
    """The whole way, through the pages: a coordinator keeps it, a peer supporter and a professional take it."""
    carme = signed_in(client, cast.carme)
    Tab(carme, at("add_pathway", cast.programme)).send(name="First steps", level="begin")
    Tab(carme, at("add_module", Pathway.objects.get())).send(
        name="Listening", hours="8", competencies=["communication"]
    )
    when = {"on": TODAY.isoformat(), "at": "17:00", "minutes": "120", "weeks": "2"}
    said = {"led_by": "Núria", "place": "The library", "places": "2", "materials": "https://example.org/listen"}
    Tab(carme, at("plan_course", Module.objects.get())).send(**said | when)
    course = Course.objects.get()
    assert [day.on for day in course.days.order_by("on")] == [TODAY, TODAY + timedelta(days=7)]
    for user in [cast.pau, cast.rosa]:
        learner = signed_in(client, user)
        assert "Listening" in text_of(learner.get("/learning/"))
        assert filled(learner, at("take_place", course)).url == at("course", course)
        assert "You have a place" in text_of(learner.get(at("course", course)))
    assert "Listening" in text_of(signed_in(client, cast.pau).get("/today/"))
    carme = signed_in(client, cast.carme)
    assert "Pau" in text_of(carme.get(at("who", course)))
    pau = str(place_of(cast.pau).pk)
    filled(carme, at("note_who_came", course.days.earliest("on")), came=[pau])
    page = Tab(carme, at("finish_course", course))
    assert page.filled_in["done"] == pau
    filled(carme, at("finish_course", course), done=[pau])
    assert "Finished on" in text_of(carme.get(at("who", course)))
    passport = text_of(signed_in(client, cast.pau).get("/learning/passport/"))
    assert "Listening" in passport and "8 hours" in passport and "confirmed by Carme" in passport
    assert "Nothing yet" in text_of(signed_in(client, cast.rosa).get("/learning/passport/"))


def test_who_comes_too_late_waits_and_has_the_place_that_becomes_free(cast, client):
    course = course_of(cast, places=1)
    first = takes(cast.pau, course)
    assert first.placed_on and not takes(cast.rosa, course).placed_on
    assert "You are next" in text_of(signed_in(client, cast.rosa).get(at("course", course)))
    give_back(first)
    assert place_of(cast.rosa).placed_on == TODAY
    assert "You have a place" in text_of(client.get(at("course", course)))
    assert "A place became free, and it is yours." in text_of(client.get("/referrals/"))


def test_whoever_waited_longest_is_first(cast):
    course, adam = course_of(cast, places=1), another_peer(cast, "Adam")
    first = takes(cast.pau, course)
    for user in [cast.rosa, adam]:
        takes(user, course)
    give_back(first)
    assert place_of(cast.rosa).placed_on and not place_of(adam).placed_on


def test_more_room_is_given_to_those_who_wait(cast):
    course = course_of(cast, places=1)
    for user in [cast.pau, cast.rosa]:
        takes(user, course)
    said = {"led_by": "Núria", "place": "The library", "places": 5, "materials": ""}
    actions.change_course(course, by=cast.carme, edit_token=None, on=TODAY, **said)
    assert place_of(cast.rosa).placed_on


def test_who_left_can_come_again(cast):
    course = course_of(cast)
    give_back(takes(cast.pau, course))
    assert takes(cast.pau, course).placed_on
    with pytest.raises(Refused, match="already"):
        takes(cast.pau, course)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_place_together_one_has_it(cast):
    course = course_of(cast, places=1)

    def take(user):
        try:
            takes(user, course)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(take, [cast.pau, cast.rosa]))
    assert sorted(bool(each.placed_on) for each in Enrolment.objects.order_by("pk")) == [False, True]


def test_a_day_is_added_and_whoever_takes_part_reads_of_it(cast, client):
    course = course_of(cast, weeks=1)
    takes(cast.pau, course)
    on = TODAY + timedelta(days=20)
    page = Tab(signed_in(client, cast.carme), at("add_day", course))
    for _tap in range(2):
        assert page.send(on=on.isoformat(), at="18:00", minutes="60").url == at("who", course)
    assert course.days.latest("on").on == on and course.days.count() == 2
    assert "Your course has one more day." in text_of(signed_in(client, cast.pau).get("/today/"))


def test_a_day_that_was_cancelled_or_is_to_come_has_nobody_who_came(cast):
    course = course_of(cast)
    later = course.days.latest("on")
    with pytest.raises(Refused, match="not come yet"):
        actions.note_who_came(later, by=cast.carme, edit_token=None, today=TODAY, came=[])
    moved = {"on": ago(1), "at": later.at, "minutes": 60, "is_cancelled": True}
    actions.change_day(later, by=cast.carme, edit_token=None, **moved)
    with pytest.raises(Refused, match="cancelled"):
        actions.note_who_came(later, by=cast.carme, edit_token=None, today=TODAY, came=[])


def test_a_day_of_a_finished_course_is_put_right_and_nobody_is_told(cast, client):
    course = course_of(cast, weeks=1)
    place = takes(cast.pau, course)
    actions.finish_course(course, by=cast.carme, on=TODAY, done=[str(place.pk)])
    only = course.days.get()
    who = text_of(signed_in(client, cast.carme).get(at("who", course)))
    assert "Put " in who and "Move or cancel" not in who
    page = Tab(client, at("change_day", only))
    assert "nobody is told" in text_of(client.get(at("change_day", only)))
    later = page.send(on=(TODAY + timedelta(days=1)).isoformat(), at="18:00", minutes="60")
    assert "The course was finished on" in text_of(later)
    assert Tab(client, at("change_day", only)).send(on=ago(2).isoformat(), at="18:00", minutes="90").url == at(
        "who", course
    )
    assert Tab(client, at("add_day", course)).send(on=ago(1).isoformat(), at="18:00", minutes="60").url == at(
        "who", course
    )
    assert [(each.on, each.minutes) for each in course.days.order_by("on")] == [(ago(2), 90), (ago(1), 60)]
    actions.note_who_came(course.days.first(), by=cast.carme, edit_token=None, today=TODAY, came=[str(place.pk)])
    told = text_of(signed_in(client, cast.pau).get("/today/"))
    assert "moved or cancelled" not in told and "one more day" not in told


def test_a_finished_course_stays_as_it_is_and_nobody_waits_for_it(cast):
    course = course_of(cast, places=1)
    first, waits = takes(cast.pau, course), takes(cast.rosa, course)
    actions.finish_course(course, by=cast.carme, on=TODAY, done=[str(first.pk), str(waits.pk)])
    assert Completion.objects.get().learner.user == cast.pau
    assert Enrolment.objects.get(pk=waits.pk).left_on == TODAY
    with pytest.raises(Refused, match="finished"):
        give_back(first)
    with pytest.raises(Refused, match="finished"):
        takes(cast.silvia, course)


def test_for_whom_a_finished_course_counts_is_put_right(cast, client):
    course = course_of(cast, places=2)
    pau, rosa = takes(cast.pau, course), takes(cast.rosa, course)
    actions.finish_course(course, by=cast.carme, on=TODAY, done=[str(pau.pk)])
    carme = signed_in(client, cast.carme)
    page = Tab(carme, at("count_anew", course))
    assert page.filled_in["done"] == str(pau.pk)
    behind = Tab(carme, at("count_anew", course))
    assert page.send(done=[str(rosa.pk)]).url == at("who", course)
    assert [each.learner.user for each in Completion.objects.all()] == [cast.rosa]
    assert Completion.objects.get().on == TODAY
    assert behind.send(done=[]).status_code == 422 and Completion.objects.exists()


def test_what_a_certificate_rests_on_stays_until_it_is_taken_back(cast, client):
    course = course_of(cast)
    place = takes(cast.pau, course)
    actions.finish_course(course, by=cast.carme, on=TODAY, done=[str(place.pk)])
    certificate = actions.issue_certificate(
        course.module.pathway, by=cast.carme, id=uuid4(), on=TODAY, learner=place.learner
    )
    page = Tab(signed_in(client, cast.carme), at("count_anew", course))
    answer = page.send(done=[])
    assert answer.status_code == 422 and "The certificate of Pau rests on this course" in text_of(answer)
    actions.revoke_certificate(certificate, by=cast.carme, on=TODAY, why="A mistake")
    assert Tab(client, at("count_anew", course)).send(done=[]).status_code == 302
    assert not Completion.objects.exists()


def test_before_it_is_finished_the_days_to_come_are_said(cast, client):
    course = course_of(cast)
    takes(cast.pau, course)
    client = signed_in(client, cast.carme)
    assert "Still to come" in text_of(client.get(at("finish_course", course)))
    course.days.update(is_cancelled=True)
    assert "Still to come" not in text_of(client.get(at("finish_course", course)))
    assert Tab(client, at("count_anew", course)).send(done=[]).status_code == 422


def test_someone_of_another_programme_sees_no_course_of_this_one(cast, client):
    course = course_of(cast)
    assert signed_in(client, cast.olga).get(at("course", course)).status_code == 404
    assert "Listening" not in text_of(client.get("/learning/"))
    with pytest.raises(PermissionDenied):
        takes(cast.olga, course)


def test_a_module_that_is_renewed_falls_due_on_a_day_there_is(cast):
    module = module_of(cast, renewed_after=6)
    course = course_of(cast, module)
    place = takes(cast.pau, course)
    on = TODAY.replace(year=2024, month=8, day=31)
    actions.finish_course(course, by=cast.carme, on=on, done=[str(place.pk)])
    assert Completion.objects.get().renew_by.isoformat() == "2025-02-28"


def test_a_slip_of_the_finger_in_a_course_comes_back_where_it_was_typed(cast, client):
    page = Tab(signed_in(client, cast.carme), at("plan_course", module_of(cast)))
    answer = page.send(led_by="Núria", place="The library", places="0", on="", at="late", minutes="120", weeks="1")
    assert answer.status_code == 422 and "Núria" in answer.content.decode()
    assert not Course.objects.exists() and not CourseDay.objects.exists()


def test_whoever_learns_has_one_key_and_it_is_theirs(cast):
    for course in [course_of(cast), course_of(cast)]:
        takes(cast.pau, course)
    assert Key.objects.filter(pk=Learner.objects.get().key_id).exists()
