"""What happened to an account and at its door is written down for its owner; of what matters a letter tells them."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.letters import outbox
from tests.people.conftest import PASSWORD
from tests.people.test_second_step import add_app, with_app  # noqa: F401
from tests.tabs import text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.keeping.actions import erase
from wayfellow.people.actions import forget_old, note, note_refusal
from wayfellow.people.models import SecurityLine

FIREFOX = "Mozilla/5.0 (Linux; Android 15) Gecko/132.0 Firefox/132.0"
NEW = "three-quiet-rivers"
GIVES_IT_AWAY = ["support", "peer", "mental", "wayfellow", "member", "programme", "montse"]


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@house.example"


def kinds(user):
    return list(user.security_lines.order_by("at", "pk").values_list("kind", flat=True))


def letters():
    return [letter.body for letter in outbox()]


def test_signing_in_is_a_line_on_ones_own_page(montse, sign_in, client):
    sign_in(montse, headers={})
    page = text_of(client.get("/my-account/"))
    assert "What happened with my account" in page and "Signed in" in page
    assert kinds(montse) == ["signed_in"] and letters() == []


def test_a_browser_that_was_never_used_for_it_is_told_of_and_the_same_one_again_is_not(montse, sign_in, client):
    sign_in(montse)
    phone = Client(headers={"User-Agent": FIREFOX})
    for _time in range(2):
        phone.post("/sign-in/", {"email": montse.email, "password": PASSWORD})
        phone.post("/sign-out/")
    assert kinds(montse) == ["signed_in", "signed_in_anew", "signed_in"]
    [letter] = outbox()
    assert letter.to == [montse.email] and "Firefox, Android" in letter.body and "/my-account/" in letter.body


def test_a_browser_known_for_one_account_is_new_for_another(rosa, montse, sign_in):
    sign_in(rosa)
    Client().post("/sign-in/", {"email": montse.email, "password": PASSWORD})
    sign_in(montse)
    assert kinds(montse)[-1] == "signed_in_anew"


def test_the_mark_a_browser_keeps_opens_nothing_and_tells_nobody_whose_it_is(montse, sign_in, client):
    sign_in(montse)
    mark = client.cookies["known"]
    assert mark["httponly"] and mark["samesite"] == "Lax"
    stranger = Client()
    stranger.cookies["known"] = mark.value
    assert stranger.get("/my-account/").status_code == 302
    stranger.cookies["known"] = "forged"
    stranger.post("/sign-in/", {"email": montse.email, "password": PASSWORD})
    assert kinds(montse) == ["signed_in", "signed_in_anew"]


def test_wrong_passwords_are_one_line_an_hour_and_no_letter(montse):
    for _try in range(3):
        Client().post("/sign-in/", {"email": montse.email, "password": "wrong"})
    assert letters() == [] and kinds(montse) == ["refused"]
    note_refusal(montse, at=timezone.now() + timedelta(hours=2), device="")
    assert kinds(montse) == ["refused", "refused"]


def test_a_refusal_does_the_same_whether_or_not_there_is_an_account(montse, django_assert_num_queries):
    Client().post("/sign-in/", {"email": "warm@up.example", "password": "wrong"})
    for email in [montse.email, "nobody@clinic.example"]:
        with django_assert_num_queries(5):  # two counts, the account, one job, and the accounts of the demonstration
            Client().post("/sign-in/", {"email": email, "password": "wrong"})
    assert letters() == [] and SecurityLine.objects.count() == 1


def test_a_wrong_second_step_is_refused_and_noted(rosa, client, sign_in, with_app):  # noqa: F811
    sign_in(rosa)
    client.post("/sign-in/second-step/", {"code": "000000"})
    assert kinds(rosa)[-1] == "refused"


def test_a_new_password_is_a_line_and_a_letter(montse, client, sign_in):
    sign_in(montse)
    client.post("/my-account/password/", {"old_password": PASSWORD, "new_password": NEW})
    assert kinds(montse) == ["signed_in", "password"]
    [letter] = letters()
    assert "the password of your account was changed" in letter


def test_second_steps_and_codes_are_lines_and_letters(montse, client, sign_in, django_capture_on_commit_callbacks):
    sign_in(montse)
    with django_capture_on_commit_callbacks(execute=True):
        add_app(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/my-account/codes/new/")
    client.post("/my-account/app/remove/")
    assert not Authenticator.objects.filter(user=montse).exists()
    assert kinds(montse) == ["signed_in", "step_added", "new_codes", "step_removed"]
    assert len(letters()) == 3


def test_signing_out_elsewhere_is_a_line_only_where_somebody_was(montse, client, sign_in):
    sign_in(montse)
    client.post("/my-account/devices/")
    assert kinds(montse) == ["signed_in"]
    Client().post("/sign-in/", {"email": montse.email, "password": PASSWORD})
    client.post("/my-account/devices/")
    assert kinds(montse)[-1] == "signed_out"


@pytest.mark.parametrize("kind", SecurityLine.Kind)
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_letter_tells_what_this_is_about(montse, kind, language):
    montse.language = language
    note(montse, kind, at=timezone.now(), by=montse, device="Firefox, Android")
    for letter in outbox():
        said = f"{letter.subject} {letter.body.replace('http://testserver', '')}".lower()
        assert not [word for word in GIVES_IT_AWAY if word in said]


def test_in_a_demonstration_and_without_a_mail_server_nobody_is_written_to(cast, montse, settings):
    note(cast.carme, SecurityLine.Kind.PASSWORD, at=timezone.now())
    settings.DEFAULT_FROM_EMAIL = ""
    note(montse, SecurityLine.Kind.PASSWORD, at=timezone.now())
    settings.DEFAULT_FROM_EMAIL = "house@house.example"
    assert letters() == []


def test_nobody_reads_what_happened_to_somebody_elses_account(rosa, montse, client, sign_in):
    note(montse, SecurityLine.Kind.PASSWORD, at=timezone.now())
    sign_in(rosa)
    assert "New password" not in text_of(client.get("/my-account/"))


def test_it_comes_in_pages_and_costs_the_same_however_long(montse, client, sign_in, django_assert_num_queries):
    sign_in(montse)
    client.get("/my-account/")
    for _line in range(2):
        # session, what is new, steps, codes, address, what came back, way back, devices, how many lines, one page
        with django_assert_num_queries(10):
            client.get("/my-account/")
        for number in range(25):
            note(montse, SecurityLine.Kind.REFUSED, at=timezone.now() - timedelta(days=number))
    page = client.get("/my-account/?page=2")
    assert "Page 2 of 3" in text_of(page)


def test_a_line_is_never_rewritten(montse):
    note(montse, SecurityLine.Kind.PASSWORD, at=timezone.now())
    line = montse.security_lines.get()
    line.kind = SecurityLine.Kind.SIGNED_IN
    with pytest.raises(TypeError):
        line.save()


def test_a_line_goes_after_a_year(montse):
    now = timezone.now()
    for days in [364, 366]:
        note(montse, SecurityLine.Kind.REFUSED, at=now - timedelta(days=days))
    forget_old(at=now)
    assert montse.security_lines.count() == 1


def test_erasing_a_person_takes_their_lines_away(cast, montse):
    note(montse, SecurityLine.Kind.PASSWORD, at=timezone.now())
    erase(cast.person, by=COMMAND_LINE, on=timezone.localdate())
    assert not SecurityLine.objects.exists()


def test_no_line_could_hold_an_address_on_the_network():
    assert {field.name for field in SecurityLine._meta.get_fields()} == {"id", "user", "at", "kind", "by", "device"}
