"""Whom somebody trusts can be whoever is on duty: a coordinator says who that is, day by day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.arrivals.test_arrivals import TODAY, carried, noon, pau, silent, trusts  # noqa: F401
from tests.letters import outbox
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.arrivals import actions, queries
from wayfellow.arrivals.models import Contact, Duty
from wayfellow.people.models import Membership

pytestmark = pytest.mark.django_db
UNPROCESSABLE, NOT_THERE = 422, 404


def rota(cast):
    return reverse("arrivals:duty", args=[cast.programme.pk])


def on_duty(cast, user, *days, phone=""):
    actions.set_duty(cast.programme, by=cast.carme, days=list(days or [TODAY]), user=user, phone=phone)


def trusts_whoever_is_on_duty(cast):
    trusts(cast, on_duty_in=cast.programme, name="", email="")


def test_a_coordinator_sets_the_rota_and_those_it_concerns_read_it(cast, client):
    client.force_login(cast.carme)
    tab = Tab(client, reverse("arrivals:set_duty", args=[cast.programme.pk]))
    monday = TODAY + timedelta(days=7 - TODAY.weekday())
    past = tab.send(user=cast.silvia.pk, begins_on=str(TODAY - timedelta(days=1)), ends_on=str(TODAY))
    assert past.status_code == UNPROCESSABLE and "This day is over" in text_of(past)
    days = {"begins_on": str(monday), "ends_on": str(monday + timedelta(days=13)), "weekdays": ["0", "2"]}
    assert tab.send(user=cast.silvia.pk, **days).url == tab.send(user=cast.silvia.pk, **days).url == rota(cast)
    assert list(Duty.objects.order_by("on").values_list("on", flat=True)) == [
        monday + timedelta(days=number) for number in [0, 2, 7, 9]
    ]
    shown = text_of(client.get(rota(cast)))
    assert shown.count("Sílvia") == len([0, 2, 7, 9]) and "Nobody" in shown
    client.force_login(cast.silvia)
    assert "Sílvia" in text_of(client.get(rota(cast)))
    client.force_login(cast.pau)
    assert "Sílvia" in text_of(client.get(rota(cast)))
    for user in [cast.rosa, cast.olga, cast.montse]:
        client.force_login(user)
        assert client.get(rota(cast)).status_code == NOT_THERE


def test_a_supervisor_finds_it_in_supervision(cast, client):
    client.force_login(cast.silvia)
    supervision = reverse("home:load", args=[cast.programme.pk])
    assert f'href="{rota(cast)}"' in client.get(supervision).content.decode()
    shown = client.get(rota(cast)).content.decode()
    assert f'href="{supervision}"' in shown and "Say who is on duty" not in shown


def test_saying_it_anew_replaces_those_days_alone_and_nobody_is_an_answer(cast):
    tomorrow = TODAY + timedelta(days=1)
    on_duty(cast, cast.silvia, TODAY, tomorrow)
    on_duty(cast, cast.carme, tomorrow)
    assert [(duty.on, duty.user) for duty in Duty.objects.order_by("on")] == [
        (TODAY, cast.silvia),
        (tomorrow, cast.carme),
    ]
    on_duty(cast, None, TODAY)
    assert queries.on_duty(cast.programme, TODAY) is None
    with pytest.raises(Refused):
        on_duty(cast, cast.olga)


def test_their_number_is_sealed(cast):
    on_duty(cast, cast.silvia, phone="+34 600 555 666")
    kept = bytes(Duty.objects.values_list("phone", flat=True).get())
    assert b"555" not in kept and Duty.objects.get().phone == "+34 600 555 666"


def test_a_peer_supporter_chooses_whoever_is_on_duty(cast, pau):  # noqa: F811
    tab = Tab(pau, reverse("arrivals:contact", args=[cast.peer.pk]))
    assert cast.programme.name in text_of(tab.answer)
    assert tab.send(on_duty_in=cast.programme.pk, coordinator="", margin="30").status_code == 302
    contact = Contact.objects.get()
    assert contact.on_duty_in == cast.programme and contact.coordinator is None
    assert "Whoever is on duty in" in text_of(pau.get(reverse("arrivals:mine")))


def test_nobody_on_duty_is_said_before_the_visit_begins(cast, pau, noon):  # noqa: F811
    trusts_whoever_is_on_duty(cast)
    page = reverse("arrivals:set_out", args=[cast.peer.pk])
    assert "Nobody is on duty today." in text_of(pau.get(page))
    on_duty(cast, cast.silvia, timezone.localdate())
    assert "Nobody is on duty today." not in text_of(pau.get(page))
    Membership.objects.filter(user=cast.silvia).update(ends_on=date(2020, 1, 1), starts_on=date(2019, 1, 1))
    assert "Nobody is on duty today." in text_of(pau.get(page)), "she works here no more"


def test_whoever_is_on_duty_is_written_to_and_reads_that_all_is_well(cast):
    trusts_whoever_is_on_duty(cast)
    on_duty(cast, cast.silvia)
    outing = silent(cast)
    actions.tell_if_not_back(str(outing.pk), now=timezone.now())
    assert [letter.to for letter in outbox()] == [[cast.silvia.email]]
    on_duty(cast, cast.carme)  # from now on it is somebody else
    outing.refresh_from_db()
    actions.say_back(outing, by=cast.pau, at=timezone.now())
    told = [letter.to for letter in outbox()]
    assert sorted(map(str, told)).count(str([cast.silvia.email])) == 2 and [cast.carme.email] in told


def test_by_text_message_where_there_is_a_gateway(cast, settings):
    settings.TEXTS = {"address": "mailto:{digits}@sms.example"}
    trusts_whoever_is_on_duty(cast)
    on_duty(cast, cast.silvia, phone="+34 600 555 666")
    outing = silent(cast)
    actions.tell_if_not_back(str(outing.pk), now=timezone.now())
    assert {letter.to[0] for letter in outbox()} == {cast.silvia.email, "34600555666@sms.example"}


def test_where_nobody_is_on_duty_all_who_coordinate_are_written_to(cast):
    trusts_whoever_is_on_duty(cast)
    outing = silent(cast)
    actions.tell_if_not_back(str(outing.pk), now=timezone.now())
    assert [letter.to for letter in outbox()] == [[cast.carme.email]]


def test_who_was_on_duty_is_forgotten(cast):
    on_duty(cast, cast.silvia, TODAY - timedelta(days=9), TODAY)
    actions.forget_outings(before=timezone.now() - timedelta(days=2))
    assert list(Duty.objects.values_list("on", flat=True)) == [TODAY]


def test_the_rota_asks_the_database_few_questions(cast, client, django_assert_num_queries):
    on_duty(cast, cast.silvia, *[TODAY + timedelta(days=number) for number in range(9)])
    client.force_login(cast.carme)
    client.get(rota(cast))
    with django_assert_num_queries(4):
        client.get(rota(cast))
