import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people.conftest import PASSWORD
from wayfellow.demo.cast import ACCOUNTS
from wayfellow.people.models import User


def sign_in(client, email="rosa@clinic.example", password=PASSWORD, **more):
    return client.post("/sign-in/", {"email": email, "password": password} | more)


def test_someone_signs_in_and_reads_on_in_their_own_language(rosa, client):
    rosa.language = "es"
    rosa.save()
    response = sign_in(client)
    assert response.status_code == 302
    page = client.get("/", follow=True)
    assert page.redirect_chain == [("/referrals/", 302)]
    assert '<html lang="es">' in page.content.decode()


def test_the_page_asked_for_before_signing_in_comes_next_but_never_another_site(rosa, client):
    assert client.get("/referrals/").url == "/sign-in/?next=/referrals/"
    assert sign_in(client, next="/referrals/").url == "/referrals/"
    client.logout()
    assert sign_in(client, next="https://elsewhere.example/").url == "/"


@pytest.mark.parametrize("email, password", [("rosa@clinic.example", "wrong"), ("nobody@demo.example", PASSWORD)])
def test_what_does_not_go_together_says_so_and_not_which(rosa, client, email, password):
    response = sign_in(client, email, password)
    assert response.status_code == 422
    assert "This address and password do not match. Please try again." in response.content.decode()
    assert email in response.content.decode() and password not in response.content.decode()


def test_an_address_is_the_same_in_capitals(rosa, client):
    assert sign_in(client, "Rosa@Clinic.Example").status_code == 302


def test_an_account_that_was_closed_stays_outside_even_with_an_open_session(rosa, client):
    sign_in(client)
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert client.get("/referrals/").status_code == 302


def test_a_changed_password_ends_the_other_sessions(rosa, client):
    sign_in(client)
    rosa.set_password("another-road")
    rosa.save()
    assert client.get("/referrals/").status_code == 302


def test_session_and_account_are_one_statement(rosa, client):
    sign_in(client)
    client.get("/set-up/")
    with CaptureQueriesContext(connection) as statements:
        client.get("/set-up/")
    reads = [statement["sql"] for statement in statements if "people_session" in statement["sql"]]
    assert len(reads) == 1 and "people_user" in reads[0]
    assert not [s for s in statements if 'FROM "people_user"' in s["sql"]]


def test_signing_out_closes_the_door(rosa, client):
    sign_in(client)
    client.post("/sign-out/")
    assert client.get("/referrals/").status_code == 302
    assert client.get("/sign-out/").status_code == 405


@pytest.mark.parametrize("on_tls", [True, False])
def test_the_language_travels_like_everything_else(rosa, client, settings, on_tls):
    settings.LANGUAGE_COOKIE_SECURE = on_tls
    assert bool(sign_in(client).cookies["django_language"]["secure"]) is on_tls


@pytest.mark.parametrize("reads, opens_in", [("en", "en"), ("es-ES,es;q=0.9", "es"), ("ca", "ca"), ("eu", "en")])
def test_every_account_of_the_demonstration_opens_in_the_language_of_whoever_looks_around(cast, reads, opens_in):
    for who in ACCOUNTS:
        account, visitor = getattr(cast, who), Client(headers={"accept-language": reads})
        account.set_password(PASSWORD)
        account.save()
        sign_in(visitor, account.email)
        assert visitor.cookies["django_language"].value == opens_in
        assert f'<html lang="{opens_in}">' in visitor.get("/my-account/").content.decode()


def test_a_language_that_was_chosen_before_signing_in_to_the_demonstration_stays_and_can_be_changed(cast, client):
    cast.montse.set_password(PASSWORD)
    cast.montse.save()
    client.post("/language/", {"language": "es", "next": "/sign-in/"})
    sign_in(client, cast.montse.email)
    assert '<html lang="es">' in client.get("/my/").content.decode()
    client.post("/language/", {"language": "en", "next": "/my/"})
    assert '<html lang="en">' in client.get("/my/").content.decode()
