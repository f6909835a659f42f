"""Who belongs where, from when and until when; and somebody always keeps the installation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.deeds import Can
from tests.tabs import filled, page_of
from wayfellow.access.guard import Refused, may
from wayfellow.access.roles import Role
from wayfellow.people import actions
from wayfellow.people.models import Membership
from wayfellow.people.queries import installation_has_operator, works_here

TODAY = timezone.localdate()


def test_an_operator_sees_who_works_in_a_programme_and_nobody_who_is_supported(nil, cast):
    page = nil.get(f"/set-up/programmes/{cast.programme.pk}/members/").content.decode()
    assert "Carme" in page and "Rosa" in page and "Montse" not in page
    found = nil.get(f"/set-up/programmes/{cast.programme.pk}/members/?q=ros").content.decode()
    assert "Rosa" in found and "Carme" not in found


def test_a_list_of_members_costs_the_same_however_many(nil, cast, django_assert_num_queries):
    place = f"/set-up/programmes/{cast.programme.pk}/members/"
    nil.get(place)
    with django_assert_num_queries(4):  # the session, the programme, how many, one page
        nil.get(place)


def test_ended_now_it_opens_nothing_from_this_moment_and_can_begin_anew(nil, cast):
    membership = cast.carme.memberships.get()
    answer = filled(nil, f"/set-up/members/{membership.pk}/end/")
    assert answer.url == f"/set-up/programmes/{cast.programme.pk}/members/"
    assert not may(cast.carme, Can.SEE_DESK, cast.programme)
    browser = Client()
    browser.force_login(cast.carme)
    assert "/desk/" not in browser.get("/", follow=True).content.decode()
    assert not works_here(cast.carme)
    filled(nil, f"/set-up/members/{membership.pk}/", ends_on=(TODAY + timedelta(days=30)).isoformat())
    assert may(cast.carme, Can.SEE_DESK, cast.programme)


def test_an_operator_does_not_prolong_what_they_were_themself(nil, cast):
    own = Membership.objects.create(
        user=cast.nil, programme=cast.programme, role=Role.COORDINATOR, starts_on=TODAY, ends_on=TODAY
    )
    assert filled(nil, f"/set-up/members/{own.pk}/", ends_on="").status_code == 422
    assert filled(nil, f"/set-up/members/{own.pk}/end/").status_code == 302
    assert not may(cast.nil, Can.SEE_DESK, cast.programme)


def test_one_that_began_today_can_end_today(cast):
    membership = Membership.objects.create(
        user=cast.olga, programme=cast.programme, role=Role.COORDINATOR, starts_on=TODAY
    )
    actions.end_membership(membership, by=cast.nil, on=TODAY)
    assert not may(cast.olga, Can.SEE_DESK, cast.programme)


def test_the_last_day_comes_after_the_first(nil, cast):
    place = f"/set-up/members/{cast.rosa.memberships.get().pk}/"
    answer = filled(nil, place, starts_on=TODAY.isoformat(), ends_on=(TODAY - timedelta(days=1)).isoformat())
    assert answer.status_code == 422 and "comes after the first one" in answer.content.decode()


def test_the_last_operator_cannot_leave_neither_now_nor_by_themself_one_day(nil, cast):
    membership = cast.nil.memberships.get()
    assert filled(nil, f"/set-up/members/{membership.pk}/end/").status_code == 422
    some_day = (TODAY + timedelta(days=90)).isoformat()
    answer = filled(nil, f"/set-up/members/{membership.pk}/", ends_on=some_day)
    assert answer.status_code == 422 and "There must be an administrator" in answer.content.decode()
    second = Membership.objects.create(user=cast.olga, role=Role.OPERATOR, starts_on=TODAY)
    actions.end_membership(membership, by=cast.nil, on=TODAY)
    with pytest.raises(Refused):
        actions.end_membership(second, by=cast.olga, on=TODAY)


def test_an_operator_of_several_programmes_is_listed_once(cast, nil):
    for programme in [cast.programme, cast.elsewhere]:
        cast.nil.memberships.get_or_create(
            programme=programme, role="operator", defaults={"starts_on": timezone.localdate()}
        )
    rows = page_of(nil.get(reverse("people:operators"))).select("a.row-title")
    assert [row.text for row in rows].count("Nil") == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_operators_who_leave_at_the_same_moment_do_not_both_leave(cast):
    second = Membership.objects.create(user=cast.olga, role=Role.OPERATOR, starts_on=TODAY)

    def leave(membership):
        try:
            actions.end_membership(membership, by=membership.user, on=TODAY)
        except Refused:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        list(several.map(leave, [cast.nil.memberships.get(), second]))
    assert installation_has_operator(TODAY)


def test_an_operator_keeps_every_programme_and_sees_no_person_and_no_journey(cast):
    Membership.objects.create(user=cast.olga, role=Role.OPERATOR, starts_on=TODAY)
    assert may(cast.olga, Can.KEEP_PROGRAMME, cast.programme)
    assert not may(cast.olga, Can.SEE_DESK, cast.programme) and not may(cast.olga, Can.SEE_REACH, cast.person)


def test_there_is_no_other_way_in_to_the_tables():
    assert not apps.is_installed("django.contrib.admin")
