"""Closing an account for now, and a way back for who lost what they come in by."""

import io
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.deeds import Can
from tests.letters import outbox
from tests.people.conftest import PASSWORD
from tests.people.test_second_step import add_app, code_of, with_app  # noqa: F401
from tests.tabs import Tab, filled, text_of
from wayfellow.access.guard import COMMAND_LINE, Refused, may
from wayfellow.access.roles import Role
from wayfellow.demo import story
from wayfellow.journal.models import Entry
from wayfellow.keeping.actions import erase
from wayfellow.people import actions, links
from wayfellow.people.models import Membership, Session, WayBack
from wayfellow.people.queries import installation_has_operator

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@house.example"


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def kinds(user):
    return list(user.security_lines.order_by("at", "pk").values_list("kind", flat=True))


def close(user, by):
    actions.close_account(user, by=by, at=timezone.now(), on=TODAY)


# Closing for now
def test_a_closed_account_is_out_at_once_and_in_by_no_way(nil, cast, rosa):
    inside = browser_of(rosa)
    link = f"/sign-in/link/{links.int_to_base36(rosa.pk)}/{links.tokens.make_token(rosa)}/"
    assert filled(nil, f"/set-up/accounts/{rosa.pk}/close/").url == "/set-up/accounts/"
    assert not Session.objects.filter(user=rosa).exists()
    assert inside.get("/my-account/").status_code == 302
    assert Client().post("/sign-in/", {"email": rosa.email, "password": PASSWORD}).status_code == 422
    assert Client().post(link).status_code == 410
    Client().post("/sign-in/link/", {"email": rosa.email})
    [letter] = outbox()
    assert "closed for now" in letter.body and kinds(rosa) == ["closed"]
    assert Entry.objects.get(deed="account.close").actor == cast.nil


def test_whoever_stood_between_two_steps_when_it_was_closed_stays_outside(cast, rosa, client, sign_in, with_app):  # noqa: F811
    secret, _codes = with_app
    sign_in(rosa)
    close(rosa, cast.nil)
    client.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert client.get("/my-account/").status_code == 302


def test_opened_again_it_is_as_it_was(nil, cast, rosa):
    close(rosa, cast.nil)
    assert "Closed for now" in text_of(nil.get("/set-up/accounts/"))
    filled(nil, f"/set-up/accounts/{rosa.pk}/open/")
    assert Client().post("/sign-in/", {"email": rosa.email, "password": PASSWORD}).status_code == 302
    assert kinds(rosa)[:2] == ["closed", "opened"]


def test_nobody_closes_their_own_nor_opens_one_that_is_open(nil, cast):
    assert "ask another administrator" in text_of(filled(nil, f"/set-up/accounts/{cast.nil.pk}/close/"))
    assert "not closed for now" in text_of(filled(nil, f"/set-up/accounts/{cast.rosa.pk}/open/"))


def test_somebody_always_keeps_the_installation(cast):
    Membership.objects.create(user=cast.olga, role=Role.OPERATOR, starts_on=TODAY, ends_on=TODAY)
    with pytest.raises(Refused):
        close(cast.nil, cast.olga)
    cast.nil.refresh_from_db()
    assert cast.nil.is_active


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_operators_who_close_each_other_do_not_both_go(cast):
    Membership.objects.create(user=cast.olga, role=Role.OPERATOR, starts_on=TODAY)

    def shut(pair):
        try:
            close(*pair)
        except Refused:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as several:
        list(several.map(shut, [(cast.nil, cast.olga), (cast.olga, cast.nil)]))
    assert installation_has_operator(TODAY)


def test_an_account_erased_with_its_person_is_not_opened_again_even_at_the_machine(cast, montse):
    erase(cast.person, by=COMMAND_LINE, on=TODAY)
    montse.refresh_from_db()
    with pytest.raises(Refused):
        actions.open_account(montse, by=COMMAND_LINE, at=timezone.now())


def test_whoever_keeps_the_installation_reads_what_accounts_need_and_nobody_who_is_supported(nil, cast, rosa):
    for hours in [2, 0]:
        actions.note_refusal(rosa, at=timezone.now() - timedelta(hours=hours), device="Firefox, Android")
    page = text_of(nil.get("/set-up/accounts/"))
    assert "Rosa" in page and "2 refused sign-ins this month" in page and "No second step yet" in page
    assert "Montse" not in page and "Firefox" not in page
    assert nil.get(f"/set-up/accounts/{cast.montse.pk}/close/").status_code == 404


def test_the_list_of_accounts_costs_the_same_however_many(nil, cast, django_assert_num_queries):
    nil.get("/set-up/accounts/")
    with django_assert_num_queries(3):  # the session, how many, one page
        nil.get("/set-up/accounts/")


# A way back
def ask(cast, user):
    return actions.ask_way_back(cast.installation, by=cast.nil, id=uuid.uuid4(), email=user.email, at=timezone.now())


def test_two_together_give_a_way_back_to_the_accounts_own_address(nil, cast, rosa, client, sign_in, with_app):  # noqa: F811
    cast.carme.of_the_demo, cast.carme.email = False, "carme@clinic.example"
    cast.carme.save()
    nil.force_login(cast.nil)
    answer = filled(nil, "/set-up/accounts/way-back/", email="Rosa@Clinic.example")
    assert answer.url == "/set-up/accounts/"
    to_rosa, to_carme = outbox()[-2:]
    assert (
        to_rosa.to == [rosa.email]
        and "someone said that you can no longer get into your account, and asked for it to be recovered:"
        in to_rosa.body
    )
    assert to_carme.to == [cast.carme.email] and "/ways-back/" in to_carme.body and "Rosa" not in to_carme.body
    carme = browser_of(cast.carme)
    assert "Rosa" in text_of(carme.get("/ways-back/"))
    place = f"/ways-back/{WayBack.objects.get().pk}/"
    assert filled(carme, place).status_code == 422, "she has to have spoken with them"
    assert filled(carme, place, spoke="on").url == "/ways-back/"
    assert not Authenticator.objects.filter(user=rosa).exists()
    link = next(found[1] for letter in outbox() if (found := re.search(r"testserver(/sign-in/link/\S+)", letter.body)))
    assert Client().post("/sign-in/", {"email": rosa.email, "password": PASSWORD}).status_code == 422
    browser = Client()
    browser.post(link)
    assert browser.post("/my-account/password/", {"new_password": "three-quiet-rivers"}).status_code == 302
    assert kinds(rosa)[-4:-2] == ["way_back_asked", "way_back"]
    assert {"house.ask_way_back", "way_back.give"} <= set(Entry.objects.values_list("deed", flat=True))


def test_only_a_coordinator_there_gives_it_never_who_asked_nor_whose_it_is(cast, rosa):
    way_back = ask(cast, rosa)
    may_give = [who for who in ["nil", "carme", "silvia", "edu", "olga", "rosa", "pau"] if
                may(getattr(cast, who), Can.GIVE_WAY_BACK, way_back)]  # fmt: skip
    assert may_give == ["carme"]
    Membership.objects.create(user=cast.nil, programme=cast.programme, role=Role.COORDINATOR, starts_on=TODAY)
    assert not may(cast.nil, Can.GIVE_WAY_BACK, way_back)
    own = ask(cast, cast.carme)
    assert not may(cast.carme, Can.GIVE_WAY_BACK, own)


def test_an_operator_does_not_ask_for_their_own(nil, cast):
    assert "ask another administrator" in text_of(filled(nil, "/set-up/accounts/way-back/", email=cast.nil.email))


def test_a_person_gets_one_from_who_coordinates_their_road_and_the_operator_learns_nothing(nil, cast, montse):
    story.set_out(cast, on=TODAY)
    answers = [filled(nil, "/set-up/accounts/way-back/", email=email) for email in [montse.email, "no@body.example"]]
    pages = [text_of(nil.get(answer.url)) for answer in answers]
    assert answers[0].url == answers[1].url and pages[0].replace(" ", "") == pages[1].replace(" ", "")
    assert "Montse" not in pages[0]
    assert may(cast.carme, Can.GIVE_WAY_BACK, WayBack.objects.get())
    assert not may(cast.olga, Can.GIVE_WAY_BACK, WayBack.objects.get())


def test_whoever_is_still_in_stops_it(cast, rosa):
    way_back = ask(cast, rosa)
    rosas = browser_of(rosa)
    assert (
        "Someone said that you can no longer sign in. But you are signed in: if you did not ask for this, stop it."
    ) in text_of(rosas.get("/my-account/"))
    assert filled(rosas, f"/ways-back/{way_back.pk}/stop/").url == "/my-account/"
    assert not may(cast.carme, Can.GIVE_WAY_BACK, way_back)
    assert kinds(rosa) == ["way_back_asked", "way_back_stopped"]


def test_it_waits_for_three_days_and_not_twice_at_once(cast, rosa):
    first = ask(cast, rosa)
    assert ask(cast, rosa) == first and len(outbox()) == 1
    WayBack.objects.update(until=timezone.now())
    assert not may(cast.carme, Can.GIVE_WAY_BACK, first)
    assert ask(cast, rosa) != first


def test_without_a_mail_server_nothing_is_let_go_of_on_the_web_and_the_machine_prints_the_link(cast, rosa, settings):
    """The password alone would open what two steps kept, and no link would go out in its place."""
    settings.DEFAULT_FROM_EMAIL = ""
    with pytest.raises(
        Refused, match="No e-mail is sent from here, so no link would reach them. It can be done on the server itself."
    ):
        actions.give_way_back(ask(cast, rosa), by=cast.carme, at=timezone.now())
    assert Client().post("/sign-in/", {"email": rosa.email, "password": PASSWORD}).status_code == 302
    told = io.StringIO()
    call_command("account", "way-back", rosa.email, stdout=told)
    link = re.search(r"http://testserver(/sign-in/link/\S+)", told.getvalue())[1]
    assert Client().get(link).status_code == 200
    assert Client().post("/sign-in/", {"email": rosa.email, "password": PASSWORD}).status_code != 302


def test_a_closed_account_gets_no_way_back(cast, rosa):
    way_back = ask(cast, rosa)
    close(rosa, cast.nil)
    with pytest.raises(Refused):
        actions.give_way_back(way_back, by=cast.carme, at=timezone.now())


def test_two_taps_give_it_once(cast, rosa):
    way_back = ask(cast, rosa)
    tab = Tab(browser_of(cast.carme), f"/ways-back/{way_back.pk}/")
    assert [tab.send(spoke="on").url for _tap in range(2)] == ["/ways-back/"] * 2
    assert kinds(rosa) == ["way_back_asked", "way_back"]


# At the machine
def test_the_same_at_the_machine(rosa, cast, capsys):
    call_command("account", "block", rosa.email)
    rosa.refresh_from_db()
    assert not rosa.is_active
    call_command("account", "unblock", "Rosa@Clinic.example")
    call_command("account", "way-back", rosa.email)
    assert capsys.readouterr().out.splitlines()[0] == "Closed for now."
    assert kinds(rosa) == ["closed", "opened", "way_back_asked", "way_back"]
    assert Entry.objects.filter(standing="command_line", deed="account.close").exists()
    assert any("/sign-in/link/" in letter.body for letter in outbox())


@pytest.mark.parametrize("words, why", [
    (["block", "no@body.example"], "no account"),
    (["unblock", "rosa@clinic.example"], "not closed"),
    (["block", "nil@demo.example"], "There must be an administrator"),
])  # fmt: skip
def test_what_cannot_be_done_at_the_machine_says_why(rosa, cast, words, why):
    cast.nil.email = "nil@demo.example"
    cast.nil.save()
    with pytest.raises(CommandError, match=why):
        call_command("account", *words)
