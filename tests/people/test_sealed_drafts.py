"""What was typed before the session ran out comes back to its writer, and to nobody else."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people.conftest import PASSWORD
from tests.people.test_second_step import code_of, with_app  # noqa: F401
from tests.tabs import Tab, filled_in
from wayfellow.people.models import Session
from wayfellow.people.sessions import SessionStore

WORDS = "Què passa amb «això» & <allò>? 🌿"


def run_out(user):
    Session.objects.filter(user=user).update(expire_date=timezone.now() - timedelta(minutes=1))


def sealed_draft_in(page):
    return re.search(r'name="sealed_draft" value="([^"]+)"', page.content.decode())[1]


def opened(client):
    """What a form of a page brings along that was opened while its reader was signed in."""
    return filled_in(client.get("/my-account/password/"))


@pytest.fixture
def held(rosa, client, sign_in):
    """The page that answers Rosa's form, which came too late."""
    sign_in(rosa)
    form = opened(client)
    run_out(rosa)
    del client.cookies["wayfellow"]  # as a browser does by itself at that moment
    page = client.post("/set-up/", form | {"words": WORDS, "password": "secret", "some": ["a", "b"]})
    assert WORDS not in page.content.decode()
    assert page.status_code == 403 and "What you wrote is not lost" in page.content.decode()
    return page


def test_it_comes_back_after_signing_in_ready_to_be_sent(rosa, client, sign_in, held):
    page = sign_in(rosa, sealed_draft=sealed_draft_in(held))
    said = page.content.decode()
    assert page.status_code == 200 and 'action="/set-up/"' in said
    assert "Què passa amb «això» &amp; &lt;allò&gt;? 🌿" in said and "secret" not in said
    assert re.findall(r'name="some" value="(.)"', said) == ["a", "b"]


def test_it_comes_along_to_the_second_step(rosa, client, sign_in, with_app):  # noqa: F811
    secret, _codes = with_app
    sign_in(rosa)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    form = opened(client)
    run_out(rosa)
    sealed_draft = sealed_draft_in(client.post("/set-up/", form | {"words": WORDS}))
    on = sign_in(rosa, sealed_draft=sealed_draft)
    assert "What you wrote comes with you." in on.content.decode()
    asked = client.post("/sign-in/second-step/", {"sealed_draft": sealed_draft_in(on)})
    assert asked.status_code == 200 and "errors" not in asked.content.decode()
    wrong = client.post("/sign-in/second-step/", {"sealed_draft": sealed_draft_in(asked), "code": "000000"})
    assert sealed_draft_in(wrong) == sealed_draft


def test_someone_else_on_the_same_device_does_not_get_it(cast, rosa, montse, client, sign_in, held):
    assert sign_in(montse, sealed_draft=sealed_draft_in(held)).status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "eyJieSI6MX0:1abc:xyz"])
def test_what_was_not_signed_here_is_not_handed_on(rosa, client, sign_in, forged):
    assert sign_in(rosa, sealed_draft=forged).status_code == 302


def test_a_stranger_who_sends_something_gets_to_copy_it(db):
    page = Client().post("/set-up/", {"words": WORDS})
    assert page.status_code == 403 and "Nothing has been saved yet" in page.content.decode()


def test_whose_page_it_was_tells_nobody_who_that_is(rosa, montse, client, sign_in):
    marks = []
    for user in [rosa, montse]:
        sign_in(user)
        marks.append(opened(client)["whose"])
    assert len(set(marks)) == 2 and all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)
    assert "whose" not in filled_in(client.get("/ask/")), "a page for anyone does not say who reads it"


def test_it_comes_back_after_signing_out_in_another_tab(rosa, client, sign_in):
    sign_in(rosa)
    form = opened(client)
    client.post("/sign-out/")
    page = sign_in(rosa, sealed_draft=sealed_draft_in(client.post("/set-up/", form | {"words": WORDS})))
    assert "Què passa amb" in page.content.decode()


@pytest.fixture
def strict(rosa, sign_in):
    """A browser whose forms must bring their token, at a page that Rosa opened."""
    browser = Client(enforce_csrf_checks=True)
    return Signed(browser, rosa)


class Signed:
    def __init__(self, browser, user):
        self.browser, self.user = browser, user
        self.sign_in()
        self.form = opened(browser)

    def sign_in(self, user=None):
        Tab(self.browser, "/sign-in/").send(email=(user or self.user).email, password=PASSWORD)

    def send(self, **headers):
        return self.browser.post("/set-up/", self.form | {"words": WORDS}, headers=headers)


def test_it_comes_back_after_signing_in_anew_in_another_tab(strict):
    strict.browser.cookies.clear()
    strict.sign_in()
    page = strict.send(sec_fetch_site="same-origin")
    assert page.status_code == 403 and "Send it now" in page.content.decode() and "Què passa" in page.content.decode()


def test_it_waits_for_its_writer_where_another_tab_signed_out(strict):
    strict.browser.cookies.clear()
    page = strict.send(sec_fetch_site="same-origin")
    assert "What you wrote is not lost" in page.content.decode() and sealed_draft_in(page)


def test_what_a_page_elsewhere_makes_up_is_not_put_ready_to_be_sent(strict):
    strict.form["csrfmiddlewaretoken"] = "x" * 64
    assert "Send it now" not in strict.send(sec_fetch_site="cross-site").content.decode()


def test_what_another_account_typed_is_not_put_ready_to_be_sent(strict, montse):
    strict.browser.cookies.clear()
    strict.sign_in(montse)
    assert "Send it now" not in strict.send(sec_fetch_site="same-origin").content.decode()


def test_it_is_nowhere_in_the_database(rosa, client, sign_in, held):
    sign_in(rosa, sealed_draft=sealed_draft_in(held))
    kept = [SessionStore().decode(session.session_data) for session in Session.objects.all()]
    assert kept and WORDS not in str(kept)


def test_a_session_ends_when_nobody_was_there_for_long(rosa, montse, client, sign_in, settings):
    for user, minutes in [(rosa, settings.IDLE_MINUTES), (montse, settings.IDLE_MINUTES_AT_HOME)]:
        sign_in(user)
        assert client.session.get_expiry_age() == minutes * 60


def test_a_session_ends_in_any_case_and_with_it_all_it_held(rosa, montse, client, sign_in):
    for user, hours in [(rosa, 12), (montse, 90 * 24)]:
        sign_in(user)
        session = client.session
        assert session["ends"] == pytest.approx(time.time() + hours * 3600, abs=60)
        session["ends"] = time.time() - 1
        session.save()
        assert client.get("/my-account/").status_code == 302
        assert not Session.objects.filter(user=user).exists()


def test_that_somebody_is_there_is_written_down_once_in_a_while(rosa, client, sign_in):
    sign_in(rosa)
    session = client.session
    session["awake"] -= 600
    session.save()
    before = client.session["awake"]
    client.get("/my-account/")
    awake = client.session["awake"]
    assert awake > before
    client.get("/my-account/")
    assert client.session["awake"] == awake
    assert PASSWORD not in str(dict(client.session))
