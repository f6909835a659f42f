"""Another e-mail address: both, the old one and the new one, say yes, or a way back stands for the old one."""

import re
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from tests.letters import outbox
from tests.people.conftest import PASSWORD, ten_minutes_pass
from tests.tabs import Tab, filled, page_of, text_of
from wayfellow.access.guard import COMMAND_LINE
from wayfellow.demo import story
from wayfellow.directory.models import Programme
from wayfellow.keeping.actions import erase
from wayfellow.people import actions
from wayfellow.people.models import NewAddress, User, WayBack

NEW = "montse@new.example"
AT = timezone.now


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.DEFAULT_FROM_EMAIL = "house@house.example"


@pytest.fixture
def asked(montse, client, sign_in):
    """Montse asked for her new address, and the links that went to both."""
    sign_in(montse)
    assert filled(client, "/my-account/address/", email="Montse@New.example").url == "/my-account/"
    return links()


def links():
    found = [(letter.to[0], re.search(r"testserver(/sign-in/address/\S+)", letter.body)) for letter in outbox()]
    return {to: link[1] for to, link in found if link}


def kinds(user):
    return list(user.security_lines.order_by("at", "pk").values_list("kind", flat=True))


def address_of(user):
    return User.objects.get(pk=user.pk).email


@pytest.mark.parametrize("first", ["montse@post.example", NEW])
def test_it_is_changed_once_both_have_said_yes(montse, asked, first):
    second = next(to for to in asked if to != first)
    assert "Yes, that was me" in text_of(Client().get(asked[first]))
    assert Client().post(asked[first]).status_code == 200
    assert address_of(montse) == "montse@post.example"
    Client().post(asked[second])
    assert address_of(montse) == NEW and kinds(montse)[-2:] == ["address_asked", "address"]
    told = [letter.to[0] for letter in outbox() if "was changed" in letter.body]
    assert sorted(told) == [NEW, "montse@post.example"]
    assert Client().get(asked[first]).status_code == 410
    assert Client().post("/sign-in/", {"email": NEW, "password": PASSWORD}).status_code == 302


def test_looking_at_a_link_says_nothing(montse, asked):
    for link in asked.values():
        Client().get(link)
    assert not NewAddress.objects.get().new_said_yes and address_of(montse) == "montse@post.example"


def test_the_old_one_stops_it_and_the_new_one_cannot(montse, asked):
    Client().post(asked[NEW], {"stop": "yes"})
    assert NewAddress.objects.exists()
    assert "The old address stays" in text_of(Client().post(asked["montse@post.example"], {"stop": "yes"}))
    assert Client().post(asked[NEW]).status_code == 410 and address_of(montse) == "montse@post.example"


def test_its_owner_sees_that_it_waits_and_stops_it(montse, asked, client):
    assert "is waiting to be confirmed from both addresses, until" in text_of(client.get("/my-account/"))
    filled(client, f"/my-account/address/{NewAddress.objects.get().pk}/stop/")
    assert not NewAddress.objects.exists()


def test_whether_the_new_one_has_an_account_is_not_said(montse, rosa, client, sign_in):
    sign_in(montse)
    answers = [filled(client, "/my-account/address/", email=email) for email in [rosa.email, NEW]]
    assert [answer.url for answer in answers] == ["/my-account/"] * 2
    assert not [letter for letter in outbox() if letter.to == [rosa.email]]


def test_one_that_was_taken_meanwhile_is_not_taken_from_anybody(montse, rosa, asked):
    rosa.email = NEW
    rosa.save()
    Client().post(asked[NEW])
    assert Client().post(asked["montse@post.example"]).status_code == 422
    assert address_of(montse) == "montse@post.example"


def test_after_two_days_it_is_over(montse, asked):
    NewAddress.objects.update(until=AT())
    assert Client().post(asked[NEW]).status_code == 410
    actions.forget_old(at=AT())
    assert not NewAddress.objects.exists()


@pytest.mark.parametrize("token", ["x", "WyJhIiwgIm5ldyJd:1abc:xyz"])
def test_an_invented_link_opens_nothing(db, token):
    assert Client().post(f"/sign-in/address/{token}/").status_code == 410


def test_who_came_in_a_while_ago_is_asked_once_more(montse, client, sign_in):
    sign_in(montse)
    ten_minutes_pass()
    assert client.get("/my-account/address/").url.startswith("/my-account/again/")


def test_without_mail_the_page_asks_nothing_and_what_is_sent_changes_nothing(client, montse, sign_in, settings):
    sign_in(montse)
    settings.DEFAULT_FROM_EMAIL = ""
    page = page_of(client.get("/my-account/address/")).main
    assert "No e-mail is sent from here" in page.get_text() and not page.select("input[name=email]")
    sent = client.post("/my-account/address/", {"idempotency_key": uuid.uuid4(), "email": NEW})
    assert sent.status_code == 422 and not NewAddress.objects.exists()


def test_only_at_the_address_of_the_account_it_comes_under_the_name_of_its_programme(cast, montse, client, sign_in):
    story.set_out(cast, on=timezone.localdate())
    Programme.objects.update(writes_as="Camins")
    sign_in(montse)
    filled(client, "/my-account/address/", email=NEW)
    Client().post("/sign-in/link/", {"email": montse.email})
    for letter in outbox():
        is_hers = letter.to == ["montse@post.example"]
        assert letter.from_email == ("Camins <house@house.example>" if is_hers else "house@house.example")
    assert {letter.to[0] for letter in outbox()} == {"montse@post.example", NEW}


def test_a_letter_says_nothing_of_what_this_is_and_not_which_the_other_address_is(montse, asked):
    for letter in outbox():
        said = f"{letter.subject} {letter.body.replace('http://testserver', '')}".lower()
        assert not [word for word in ["support", "peer", "wayfellow", "montse", "@"] if word in said]


def test_a_way_back_stands_for_an_old_address_that_nobody_reads(cast, rosa, client, sign_in):
    sign_in(rosa)
    filled(client, "/my-account/address/", email="rosa@new.example")
    Client().post(links()["rosa@new.example"])
    actions.ask_way_back(cast.installation, by=cast.nil, id=uuid.uuid4(), email=rosa.email, at=AT())
    carme = Client()
    carme.force_login(cast.carme)
    place = f"/ways-back/{WayBack.objects.get().pk}/"
    assert "rosa@new.example" in text_of(carme.get(place))
    filled(carme, place, spoke="on")
    assert address_of(rosa) == "rosa@new.example"
    assert [letter.to for letter in outbox() if "/sign-in/link/" in letter.body] == [["rosa@new.example"]]
    assert any(letter.to == ["rosa@clinic.example"] and "was changed" in letter.body for letter in outbox())


def test_a_way_back_stands_for_no_address_that_its_page_did_not_show(cast, rosa, client, sign_in):
    actions.ask_way_back(cast.installation, by=cast.nil, id=uuid.uuid4(), email=rosa.email, at=AT())
    sign_in(rosa)
    filled(client, "/my-account/address/", email="rosa@new.example")
    carme = Client()
    carme.force_login(cast.carme)
    tab = Tab(carme, f"/ways-back/{WayBack.objects.get().pk}/")
    assert "rosa@new.example" not in text_of(tab.answer)
    Client().post(links()["rosa@new.example"])
    assert tab.send(spoke="on").status_code == 302
    assert address_of(rosa) == "rosa@clinic.example"


def test_it_goes_with_its_person(cast, montse, asked):
    erase(cast.person, by=COMMAND_LINE, on=timezone.localdate())
    assert not NewAddress.objects.exists()


def test_it_is_set_at_the_machine(rosa, montse):
    call_command("account", "address", rosa.email, "Rosa@New.example")
    assert address_of(rosa) == "rosa@new.example" and kinds(rosa) == ["address"]
    assert sorted(letter.to[0] for letter in outbox()) == ["rosa@clinic.example", "rosa@new.example"]
    for new, why in [("no address", "not an e-mail"), (montse.email, "cannot be used")]:
        with pytest.raises(CommandError, match=why):
            call_command("account", "address", "rosa@new.example", new)
