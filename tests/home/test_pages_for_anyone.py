import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from tests.deeds import Can
from wayfellow.access.words import who_may_what, who_reads_what

PUBLIC = ["/", "/sign-in/", "/help-now/", "/who-sees-what/"]


@pytest.mark.parametrize("place", PUBLIC)
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_every_page_opens_in_every_language(db, client, place, language):
    client.cookies["django_language"] = language
    response = client.get(place)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize("place", PUBLIC)
def test_a_public_page_sends_nobody_anywhere_else(db, client, place):
    response = client.get(place)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert "sessionid" not in response.cookies and "wayfellow" not in response.cookies


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_who_sees_what_says_every_line_of_the_policy(db, client, language):
    client.cookies["django_language"] = language
    page = client.get("/who-sees-what/").content.decode()
    with override(language):
        for record, deeds in who_may_what():
            assert str(record) in page
            assert all(str(deed) in page.replace("&#39;", "'") for deed, _who in deeds)


def test_who_sees_what_says_first_what_each_may_open_of_a_person(db, client):
    page = client.get("/who-sees-what/").content.decode()
    readers = {who: {record: [str(deed) for deed in what] for record, what in seen} for who, seen in who_reads_what()}
    assert "the person" not in readers and "the person themselves" not in readers
    assert readers["an administrator, on the server itself"] == {"A person": [str(Can.TAKE_ALONG.words)]}
    behind_glass = readers["a coordinator who wrote down a serious reason, for one hour; the person is told"]
    assert behind_glass == {
        "A journey": [str(Can.SEE_BEHIND_GLASS.words)],
        "An accompaniment": [str(Can.READ_NOTE.words)],
    }
    assert f"An accompaniment: {Can.READ_NOTE.words}" in page
    assert page.index("Who can open what about a person") < page.index("rule by rule")


def test_words_sent_after_the_session_ended_are_still_there_to_copy(cast, client):
    place = f"/my/{cast.person.pk}/visits/add/"
    answer = client.post(
        place, {"idempotency_key": "mark-of-the-page", "with_whom": "Dr. <b>Vidal</b>", "to_raise": "Sleep"}
    )
    assert answer.status_code == 403
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert "You were away for a while" in page and "Nothing has been saved yet" in page
    assert "Dr. &lt;b&gt;Vidal&lt;/b&gt;" in page and "Sleep" in page and "mark-of-the-page" not in page
    assert f'name="next" value="{place}"' in page


@pytest.mark.parametrize(("origin", "is_shown"), [("same-origin", True), ("cross-site", False), (None, False)])
def test_a_page_open_too_long_promises_only_what_is_true(cast, origin, is_shown):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.montse)
    sent = {"with_whom": "Dr. Vidal", "password": "a secret"}
    answer = client.post(
        f"/my/{cast.person.pk}/visits/add/", sent, headers={"Sec-Fetch-Site": origin} if origin else None
    )
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Nothing has been saved yet" in page and "a secret" not in page
    assert ("Dr. Vidal" in page) == is_shown


def test_a_page_that_is_not_there_is_kind(db, client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "could not find this page" in response.content.decode()


@pytest.mark.parametrize(
    "who, first",
    [("montse", "/my/"), ("pau", "/today/"), ("rosa", "/referrals/"), ("carme", "/desk/"), ("silvia", "/supervision/"),
     ("edu", "/evaluation/"), ("nil", "/set-up/")],
)  # fmt: skip
def test_each_is_led_to_their_own_first_page(cast, client, who, first):
    client.force_login(getattr(cast, who))
    assert client.get("/").url == first


def test_private_pages_stay_out_of_caches(cast, client):
    client.force_login(cast.nil)
    assert client.get("/set-up/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "language, said", [("en", "could not be read"), ("es", "No hemos podido leer"), ("ca", "No hem pogut llegir")]
)
def test_what_cannot_be_read_is_said_in_the_language_of_the_reader(db, settings, language, said):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = language
    too_much = client.post("/find/", f"q={'x' * 200}", content_type="application/x-www-form-urlencoded")
    for answer in [too_much, client.get("/", headers={"host": "elsewhere.example"})]:
        assert answer.status_code == 400 and said in answer.content.decode()
        assert "Bad Request" not in answer.content.decode()


@pytest.mark.parametrize("language, said", [("es", "No hemos encontrado"), ("ca", "No hem trobat")])
def test_what_is_not_the_readers_to_do_any_more_looks_like_a_page_that_is_not_there(db, client, language, said):
    request = client.get("/who-sees-what/").wsgi_request
    with override(language):
        answer = get_resolver().resolve_error_handler(403)(request, PermissionDenied())
    assert answer.status_code == 403 and said in answer.content.decode()
