"""Trying often is slowed down where it comes from, and locks nobody out."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.backends import ModelBackend
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.letters import outbox
from tests.people.conftest import PASSWORD
from wayfellow.people import limits
from wayfellow.people.actions import forget_old
from wayfellow.people.models import Tries, User

HERE, ELSEWHERE = "198.51.100.1", "203.0.113.7"


def try_from(address, email, password="wrong"):
    client = Client(REMOTE_ADDR=address)
    return client.post("/sign-in/", {"email": email, "password": password})


def test_the_sixth_wrong_try_from_one_place_waits_even_with_the_right_password(rosa):
    for _try in range(5):
        assert (
            "This address and password do not match. Please try again." in try_from(HERE, rosa.email).content.decode()
        )
    answer = try_from(HERE, rosa.email, PASSWORD)
    assert answer.status_code == 422 and "wait five minutes" in answer.content.decode()


def test_after_five_minutes_it_can_be_tried_again(rosa):
    for _try in range(6):
        try_from(HERE, rosa.email)
    Tries.objects.update(until=timezone.now())
    assert try_from(HERE, rosa.email, PASSWORD).status_code == 302


def test_nobody_is_locked_out_by_someone_elsewhere(rosa, cast):
    for _try in range(6):
        try_from(HERE, rosa.email)
    assert try_from(ELSEWHERE, rosa.email, PASSWORD).status_code == 302


def test_from_one_place_only_so_many_accounts_are_tried(rosa):
    for number in range(30):
        try_from(HERE, f"nobody-{number}@clinic.example")
    assert "wait five minutes" in try_from(HERE, rosa.email, PASSWORD).content.decode()


def test_a_try_that_was_not_made_does_not_count_for_the_place(rosa, cast):
    for _try in range(40):
        try_from(HERE, rosa.email)
    assert (
        "This address and password do not match. Please try again." in try_from(HERE, cast.carme.email).content.decode()
    )


def test_signing_in_rightly_counts_for_nothing(rosa):
    for _try in range(8):
        assert try_from(HERE, rosa.email, PASSWORD).status_code == 302


def test_what_was_counted_is_in_the_database_for_every_process(rosa):
    assert isinstance(caches["default"], DatabaseCache)
    try_from(HERE, rosa.email)
    kept = str(list(Tries.objects.values_list("key", "count")))
    assert rosa.email not in kept and HERE not in kept


def test_what_was_counted_is_forgotten_once_its_time_is_over(rosa):
    try_from(HERE, rosa.email)
    forget_old(at=timezone.now())
    assert Tries.objects.exists()
    forget_old(at=timezone.now() + timedelta(minutes=5))
    assert not Tries.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_thirty_wrong_passwords_at_once_five_are_tried(monkeypatch):
    User.objects.create_user("rosa@clinic.example", name="Rosa", password=PASSWORD)
    tried = []
    monkeypatch.setattr(ModelBackend, "authenticate", lambda *_self, **_said: tried.append(1))

    def wrong(_number):
        try:
            return try_from(HERE, "rosa@clinic.example").content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as several:
        answers = list(several.map(wrong, range(30)))
    assert len(tried) == 5
    assert sum("This address and password do not match. Please try again." in answer for answer in answers) == 5
    assert sum("wait five minutes" in answer for answer in answers) == 25


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_many_counted_at_once_none_is_lost(db):
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR=HERE)

    def take(_number):
        try:
            return limits.take(request, "sign_in", "rosa@clinic.example")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as several:
        taken = [counted for counted in several.map(take, range(30)) if counted]
    assert len(taken) == 5
    limits.give_back(taken[0])
    assert limits.take(request, "sign_in", "rosa@clinic.example")


# Links
@pytest.fixture
def sends_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@wayfellow.example"


def ask_from(address, email):
    return Client(REMOTE_ADDR=address).post("/sign-in/link/", {"email": email})


def links_sent():
    return [
        found[1] for letter in outbox() if (found := re.search(r"http://testserver(/sign-in/link/\S+)", letter.body))
    ]


def test_three_who_ask_for_somebody_elses_link_do_not_keep_them_out(rosa, sends_mail):
    for number in range(4):
        ask_from(f"198.51.100.{number}", rosa.email)
    assert ask_from(ELSEWHERE, rosa.email).status_code == 200
    [link] = links_sent()
    assert Client().post(link).status_code == 302


def test_a_link_that_was_used_or_is_older_is_followed_by_another(rosa, sends_mail):
    ask_from(HERE, rosa.email)
    Client().post(links_sent()[0])
    ask_from(ELSEWHERE, rosa.email)
    assert Client().post(links_sent()[1]).status_code == 302
    ask_from(ELSEWHERE, rosa.email)
    assert len(links_sent()) == 3
    User.objects.filter(pk=rosa.pk).update(link_sent_at=timezone.now() - timedelta(minutes=6))
    ask_from(ELSEWHERE, rosa.email)
    assert len(links_sent()) == 4


def test_who_changed_their_password_gets_a_link_that_opens(rosa, sends_mail):
    browser = Client()
    browser.post("/sign-in/", {"email": rosa.email, "password": PASSWORD})
    ask_from(HERE, rosa.email)
    browser.post("/my-account/password/", {"old_password": PASSWORD, "new_password": "three-quiet-rivers"})
    ask_from(HERE, rosa.email)
    assert Client().post(links_sent()[-1]).status_code == 302


def test_the_fourth_link_from_one_place_waits_and_says_the_same_of_any_address(rosa, sends_mail):
    for email in [rosa.email, "nobody@clinic.example"]:
        answers = [ask_from(HERE, email) for _ask in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 422]
        assert "wait five minutes" in answers[-1].content.decode()


def test_asking_does_the_same_whether_or_not_there_is_an_account(rosa, sends_mail, django_assert_num_queries):
    ask_from(HERE, "warm@up.example")
    for email in [rosa.email, "nobody@clinic.example"]:
        with django_assert_num_queries(3):  # two counts and one job
            ask_from(HERE, email)


@pytest.mark.parametrize(
    ("address", "same_place", "another"),
    [("198.51.100.1", "198.51.100.1", "198.51.100.2"), ("2001:db8:1:2::3", "2001:db8:1:2:aaaa::4", "2001:db8:1:3::3")],
)
def test_a_household_is_one_place_however_many_addresses_it_has(address, same_place, another):
    def place(address):
        return limits.place_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert place(address) == place(same_place) != place(another)
