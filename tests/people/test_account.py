"""One's own account: the password, the devices, and links by e-mail."""

import re

import pytest
from django.test import Client

from tests.letters import outbox
from tests.people.conftest import PASSWORD
from wayfellow.people.models import Session
from wayfellow.people.sessions import kind_of_device

NEW = "three-quiet-rivers"


@pytest.fixture
def sends_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@wayfellow.example"


def ask_for_link(client, email):
    """Ask for a link and return the one that was sent, if any."""
    page = client.post("/sign-in/link/", {"email": email})
    assert page.status_code == 200 and "a link is on its way" in page.content.decode()
    found = outbox() and re.search(r"http://testserver(\S+)", outbox()[-1].body)
    return found and found[1]


def test_a_new_password_signs_out_every_other_device(montse, client, sign_in):
    elsewhere = Client()
    elsewhere.force_login(montse)
    sign_in(montse)
    answer = client.post("/my-account/password/", {"old_password": PASSWORD, "new_password": NEW})
    assert answer.url == "/my-account/"
    assert client.get("/my/", follow=True).status_code == 200
    assert elsewhere.get("/my-account/").status_code == 302
    montse.refresh_from_db()
    assert montse.check_password(NEW)


@pytest.mark.parametrize("old, new, why", [
    ("wrong", NEW, "This is not your current password."),
    (PASSWORD, "short", "too short"),
    (PASSWORD, "basketball", "too common"),
    (PASSWORD, "montse@post.example", "too much like your name"),
])  # fmt: skip
def test_a_password_that_will_not_do_says_why_and_changes_nothing(montse, client, sign_in, old, new, why):
    sign_in(montse)
    answer = client.post("/my-account/password/", {"old_password": old, "new_password": new})
    assert answer.status_code == 422 and why in answer.content.decode()
    montse.refresh_from_db()
    assert montse.check_password(PASSWORD)


def test_a_link_by_e_mail_opens_once_and_only_when_the_button_is_pressed(montse, client, sends_mail):
    link = ask_for_link(client, "Montse@Post.example")
    assert outbox()[0].subject == "Your link"
    assert "peer" not in outbox()[0].body.lower()
    for _look in range(2):
        assert "Sign in now" in client.get(link).content.decode()
    assert client.get("/my-account/").status_code == 302
    assert client.post(link).status_code == 302
    assert client.get("/my-account/").status_code == 200
    again = Client().post(link)
    assert again.status_code == 410 and "This link no longer works" in again.content.decode()


def test_who_came_by_a_link_sets_a_new_password_without_the_old_one(montse, client, sends_mail):
    client.post(ask_for_link(client, montse.email))
    assert client.post("/my-account/password/", {"new_password": NEW}).status_code == 302
    montse.refresh_from_db()
    assert montse.check_password(NEW)


def test_nobody_learns_from_a_link_whether_there_is_an_account(montse, client, sends_mail):
    ask_for_link(client, "nobody@post.example")
    assert outbox() == []


def test_without_a_mail_server_the_page_says_whom_to_ask(montse, client):
    assert "No e-mail is sent from here" in client.get("/sign-in/link/").content.decode()
    assert "Forgot your password? Ask the person who invited you here." in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("token", ["x", "1-2", "c5zs1s-" + "0" * 32])
def test_an_invented_link_opens_nothing(montse, client, token):
    for who in ["zzzzzzzzzzzzzzzz", "1", "%20"]:
        assert client.get(f"/sign-in/link/{who}/{token}/").status_code == 410


def test_a_device_is_signed_out_from_another_one(montse, client, sign_in):
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 15) Gecko/132.0 Firefox/132.0"})
    phone.post("/sign-in/", {"email": montse.email, "password": PASSWORD})
    sign_in(montse)
    page = client.get("/my-account/").content.decode()
    assert "Firefox, Android" in page and phone.session.session_key not in page
    handle = Session.objects.get(pk=phone.session.session_key).handle
    client.post("/my-account/devices/", {"device": handle})
    assert phone.get("/my-account/").status_code == 302
    assert client.get("/my-account/").status_code == 200


def test_nobody_signs_out_someone_else(rosa, montse, client, sign_in):
    other = Client()
    other.post("/sign-in/", {"email": montse.email, "password": PASSWORD})
    sign_in(rosa)
    client.post("/my-account/devices/", {"device": Session.objects.get(user=montse).handle})
    assert client.post("/my-account/devices/", {"device": "not a handle"}).status_code == 404
    client.post("/my-account/devices/")
    assert other.get("/my-account/").status_code == 200


def test_a_device_is_named_coarsely():
    assert (
        kind_of_device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1")
        == "Safari, iPhone"
    )
    assert (
        kind_of_device("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0")
        == "Edge, Windows"
    )
    assert kind_of_device("curl/8.5.0") == ""
