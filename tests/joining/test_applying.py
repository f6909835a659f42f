"""Anyone writes that they would like to become a peer supporter, without an account, and withdraws it at will."""

import re

import pytest
from django.urls import reverse

from tests.directory.listings import publish
from tests.joining.applying import SAID, applied, look_for_some, on_the_way
from tests.tabs import Tab, page_of, text_of
from wayfellow.directory.models import Listing
from wayfellow.joining import actions
from wayfellow.joining.models import Application, Step
from wayfellow.journal.models import Entry
from wayfellow.people.models import Person, User
from wayfellow.vault.models import Key

JOIN = "/join/nou-barris/"
GONE, NOT_FOUND, UNPROCESSABLE = 410, 404, 422


@pytest.fixture
def open_page(cast):
    look_for_some(cast)
    return cast


def test_a_programme_that_looks_for_nobody_has_no_such_page(cast, client):
    assert client.get(JOIN).status_code == NOT_FOUND
    look_for_some(cast, is_open=False)
    assert client.get(JOIN).status_code == NOT_FOUND


def test_the_page_says_whom_it_looks_for_each_step_and_who_reads_it(open_page, client):
    page = text_of(client.get(JOIN))
    assert "We look for people" in page and "The first visits, together with a nurse" in page
    assert "Only the coordinators of the programme" in page


def test_a_visitor_writes_and_reads_under_a_private_address_how_far_it_is(open_page, client):
    answer = Tab(client, JOIN).send(**SAID)
    link = re.search(r"http://testserver(/join/mine/[^\"]+)", answer.content.decode())[1]
    page = text_of(client.get(link))
    assert "You have written to us" in page and "I have been there" in page and "Nobody so far." in page


def test_what_is_left_out_is_asked_for_where_it_was_and_the_rest_stays(open_page, client):
    answer = Tab(client, JOIN).send(**SAID | {"reach": ""})
    assert answer.status_code == UNPROCESSABLE and "I have been there" in answer.content.decode()
    assert Application.objects.count() == 0


def test_a_second_tap_leaves_one(open_page, client):
    tab = Tab(client, JOIN)
    first, second = tab.send(**SAID).content, tab.send(**SAID).content
    assert re.findall(rb"/join/mine/[^\"]+", first) == re.findall(rb"/join/mine/[^\"]+", second)
    assert Application.objects.count() == 1


def test_a_lot_from_one_place_is_slowed_down(open_page, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"application": "1/h/key"}
    assert Tab(client, JOIN).send(**SAID).status_code == 200
    answer = Tab(client, JOIN).send(**SAID)
    assert answer.status_code == UNPROCESSABLE and "A lot was sent from here" in text_of(answer)


def test_of_a_person_who_is_signed_in_nothing_is_kept_that_leads_to_them(open_page, client):
    client.force_login(open_page.montse)
    Tab(client, JOIN).send(**SAID)
    pointed_to = {field.related_model for field in Application._meta.get_fields() if field.related_model}
    assert not pointed_to & {User, Person}
    assert Application.objects.get().key_id != open_page.person.key_id
    assert not Entry.objects.filter(actor=open_page.montse, record_type="joining.Application").exists()


def test_whoever_wrote_it_sees_who_opened_it(open_page, client):
    application, token = applied(open_page)
    client.force_login(open_page.carme)
    client.get(reverse("joining:application", args=[application.pk]))
    client.logout()
    assert "Carme, " in text_of(client.get(reverse("joining:mine", args=[token])))


def test_withdrawn_nothing_of_it_stays(open_page, client):
    application, token = on_the_way(open_page)
    key = application.key_id
    answer = Tab(client, reverse("joining:withdraw", args=[token])).send()
    assert "There is nothing at this address now" in text_of(answer)
    assert not Application.objects.exists() and not Step.objects.exists()
    assert Key.objects.get(pk=key).is_destroyed
    assert client.get(reverse("joining:mine", args=[token])).status_code == GONE
    assert client.get(reverse("joining:withdraw", args=[token])).status_code == GONE


def test_closed_with_kind_words_only_these_are_left_to_read(open_page, client):
    application, token = on_the_way(open_page)
    actions.let_go(application, by=open_page.carme, on=application.written_on, answer="Do try the group of Sants")
    page = text_of(client.get(reverse("joining:mine", args=[token])))
    assert "Do try the group of Sants" in page and "I have been there" not in page
    assert Application.objects.get().words == ""


def test_the_directory_leads_there_only_while_peer_supporters_are_looked_for(cast, client):
    Listing.objects.filter(pk=publish(cast, "Example: Nou Barris", at={}).pk).update(programme=cast.programme)
    assert "Become a peer supporter" not in text_of(client.get("/find/example-nou-barris/"))
    look_for_some(cast)
    page = page_of(client.get("/find/example-nou-barris/"))
    assert page.main.find("a", string="Become a peer supporter")["href"] == JOIN


def test_the_address_of_a_stranger_opens_nothing(open_page, client):
    applied(open_page)
    assert client.get("/join/mine/guessed/").status_code == GONE
    assert page_of(client.get("/join/mine/guessed/")).main
