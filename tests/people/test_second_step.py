import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.utils import timezone

from tests.people.conftest import PASSWORD, ten_minutes_pass
from wayfellow.people import second_step
from wayfellow.vault import rotation

TODAY = timezone.localdate()


def code_of(secret, which=1):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[which]))


def shown(page):
    return re.findall("<code>(.+?)</code>", page.content.decode())


def add_app(client):
    """Add an app as its owner would, and return its secret and the recovery codes shown on the way."""
    ten_minutes_pass()
    asked = client.get("/my-account/app/", follow=True)
    assert "Is it still you?" in asked.content.decode()
    client.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    [secret] = shown(client.get("/my-account/app/"))
    codes = client.post("/my-account/app/", {"code": code_of(secret, 0)}, follow=True)
    assert "Print them or write them down" in codes.content.decode()
    return secret, shown(codes)


@pytest.fixture
def with_app(rosa, client, sign_in):
    """Rosa has an app on her phone, and is signed out."""
    sign_in(rosa)
    secret, codes = add_app(client)
    client.post("/sign-out/")
    return secret, codes


WAYS_IN = ["/my-account/app/", "/my-account/passkeys/add/", "/my-account/codes/new/"]


def test_who_just_came_in_is_not_asked_again_and_later_is(rosa, client, sign_in):
    sign_in(rosa)
    assert [client.get(page).status_code for page in WAYS_IN[:2]] == [200, 200]
    ten_minutes_pass()
    for page in WAYS_IN:
        assert client.get(page).url == f"/my-account/again/?next={page.replace('/', '%2F')}"


@pytest.mark.parametrize("page", WAYS_IN)
def test_an_account_without_a_password_is_led_to_sign_in_not_turned_away(cast, client, page):
    client.force_login(cast.rosa)
    for send in (client.get, client.post):
        assert send(page).url == f"/sign-in/?next={page.replace('/', '%2F')}"
    assert client.get("/my-account/again/?next=/my-account/").url == "/sign-in/?next=%2Fmy-account%2F"


def test_who_works_here_has_a_week_to_add_a_second_step(rosa, client, sign_in):
    assert sign_in(rosa, next="/referrals/").url == "/referrals/"
    assert client.get("/referrals/").status_code == 200
    rosa.refresh_from_db()
    assert rosa.second_step_by == TODAY + timedelta(days=second_step.GRACE_DAYS)
    assert "Please add a second step by" in client.get("/my-account/").content.decode()


def test_the_week_begins_once(rosa, client, sign_in):
    rosa.second_step_by = TODAY + timedelta(days=2)
    rosa.save()
    sign_in(rosa)
    rosa.refresh_from_db()
    assert rosa.second_step_by == TODAY + timedelta(days=2)


def test_after_that_every_page_leads_to_adding_one_and_then_opens(rosa, client, sign_in):
    rosa.second_step_by = TODAY - timedelta(days=1)
    rosa.save()
    sign_in(rosa)
    assert client.get("/referrals/").url == "/my-account/"
    assert client.post("/set-up/").url == "/my-account/"
    assert client.get("/who-sees-what/").status_code == 200
    add_app(client)
    assert client.get("/referrals/").status_code == 200


def test_an_address_like_those_of_the_demonstration_is_asked_and_named_like_any_other(rosa, client, sign_in):
    rosa.email = "rosa@demo.example"
    rosa.save()
    assert "rosa@demo.example" not in client.get("/sign-in/").content.decode()
    sign_in(rosa)
    assert second_step.BY in client.session


def test_a_person_chooses_and_nobody_is_asked_in_a_demonstration(cast, montse, client, sign_in):
    cast.carme.set_password(PASSWORD)
    cast.carme.save()
    for user in [montse, cast.carme]:
        sign_in(user)
        assert second_step.BY not in client.session
        assert "Please add" not in client.get("/my-account/").content.decode()


def test_the_second_step_is_asked_before_the_door_opens(rosa, client, sign_in, with_app):
    secret, _codes = with_app
    assert sign_in(rosa, next="/referrals/").url == "/sign-in/second-step/"
    assert client.get("/referrals/").status_code == 302
    wrong = client.post("/sign-in/second-step/", {"code": "000000"})
    assert "did not work" in wrong.content.decode()
    assert client.post("/sign-in/second-step/", {"code": code_of(secret)}).url == "/referrals/"
    assert client.get("/referrals/").status_code == 200


def test_a_code_opens_once(rosa, client, sign_in, with_app):
    secret, _codes = with_app
    code = code_of(secret)
    sign_in(rosa)
    assert client.post("/sign-in/second-step/", {"code": code}).status_code == 302
    client.post("/sign-out/")
    sign_in(rosa)
    assert client.post("/sign-in/second-step/", {"code": code}).status_code == 422


def test_a_recovery_code_opens_once_and_the_codes_are_shown_once(rosa, client, sign_in, with_app):
    _secret, codes = with_app
    assert len(codes) == 10
    for status in [302, 422]:
        sign_in(rosa)
        assert client.post("/sign-in/second-step/", {"code": codes[0]}).status_code == status
        client.post("/sign-out/")
    sign_in(rosa)
    client.post("/sign-in/second-step/", {"code": codes[1]})
    assert "8 recovery codes are left" in client.get("/my-account/").content.decode()
    client.post("/my-account/again/", {"password": PASSWORD})
    assert codes[2] not in client.get("/my-account/codes/").content.decode()


def test_where_one_is_asked_the_last_one_stays(rosa, client, sign_in, with_app):
    secret, _codes = with_app
    sign_in(rosa)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    client.post("/my-account/again/", {"password": PASSWORD})
    page = client.post("/my-account/app/remove/")
    assert "Add another second step first" in page.content.decode()
    assert second_step.queries.has_second_step(rosa)


def test_a_person_may_do_without_one_again(montse, client, sign_in):
    sign_in(montse)
    add_app(client)
    assert client.post("/my-account/app/remove/").url == "/my-account/"
    assert not second_step.queries.has_second_step(montse)


def test_secrets_are_sealed_and_stay_readable_when_the_installations_key_changes(rosa, client, sign_in, with_app):
    secret, codes = with_app
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and codes[0] not in kept
    list(rotation.rotate())
    sign_in(rosa)
    assert client.post("/sign-in/second-step/", {"code": code_of(secret)}).status_code == 302
