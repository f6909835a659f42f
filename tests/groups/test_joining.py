"""Somebody asks for a place in a group, without an account, and nobody else's place is theirs (I7)."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import keep_names, run_by
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.links import token_of
from wayfellow.groups import actions
from wayfellow.groups.models import Group, Member, Register
from wayfellow.groups.queries import places_free
from wayfellow.journal.models import Entry
from wayfellow.vault.models import Key

JOIN = "/groups/join/example-art-workshop/"


def group_of(cast, places=2, **listing):
    told = {"door": "closed", "listening": "yes"} | listing
    group = run_by(
        cast, publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], **told), cast.peer
    )
    return keep_names(cast, group, places=places)


def ask(group, name="Laia"):
    token = token_of(uuid.uuid4())
    said = {"name": name, "reach": "600 000 000", "listens_first": False}
    actions.ask_for_a_place(group.register, token=token, on=timezone.localdate(), **said)
    return token


def member(name):
    return next(one for one in Member.objects.select_related("key") if one.name == name)


def welcome(cast, name):
    actions.welcome(member(name), by=cast.pau, on=timezone.localdate())


def test_a_visitor_asks_from_the_directory_and_reads_where_it_stands(cast, client):
    group_of(cast)
    page = page_of(client.get("/find/example-art-workshop/"))
    assert page.main.find("a", string="Ask for a place")["href"] == JOIN
    answer = Tab(client, JOIN).send(name="Laia", reach="600 000 000", listens_first="on")
    link = re.search(r"http://testserver(/groups/place/[^\"]+)", answer.content.decode())[1]
    assert "You have asked." in text_of(client.get(link))
    welcome(cast, "Laia")
    page = text_of(client.get(link))
    assert "You have a place." in page and "Come and listen first" in page and "Laia" in page


def test_a_group_that_keeps_numbers_cannot_be_asked(cast, client):
    run_by(cast, publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")]), cast.peer)
    assert "Ask for a place" not in text_of(client.get("/find/example-art-workshop/"))
    assert client.get(JOIN).status_code == 404


def test_where_the_door_is_open_a_free_place_is_given_at_once_and_then_there_is_a_list(cast):
    group = group_of(cast, places=1, door="open")
    ask(group, "Laia")
    ask(group, "Toni")
    assert member("Laia").joined_on and not member("Toni").joined_on
    with pytest.raises(Refused):
        welcome(cast, "Toni")
    actions.let_member_go(member("Laia"), by=cast.pau, on=timezone.localdate())
    welcome(cast, "Toni")
    assert places_free(Register.objects.get()) == 0


@pytest.mark.parametrize("writing", ["nothing", "heads"])
def test_what_the_directory_promises_about_names_is_kept(cast, writing):
    with pytest.raises(Refused, match="no names are written down"):
        group_of(cast, writing=writing)


def test_sent_twice_it_is_asked_once(cast, client):
    group_of(cast)
    tab = Tab(client, JOIN)
    first, second = tab.send(name="Laia"), tab.send(name="Laia")
    assert first.status_code == second.status_code == 200 and Member.objects.count() == 1


def test_a_lot_from_one_place_is_slowed_down_and_a_second_tap_is_none_of_it(cast, client, settings):
    group_of(cast)
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_group": "1/h/key"}
    tab, another = Tab(client, JOIN), Tab(client, JOIN)
    assert [tab.send(name="Laia").status_code, tab.send(name="Laia").status_code] == [200, 200]
    answer = another.send(name="Toni")
    assert answer.status_code == 422 and "A lot was sent from here just now." in text_of(answer)
    assert filled_in(answer)["name"] == "Toni" and Member.objects.count() == 1


def test_who_leaves_is_forgotten_and_their_words_open_no_more(cast, client):
    token = ask(group_of(cast))
    key = Key.objects.get(pk=Member.objects.get().key_id)
    assert "Nothing of you is kept" in text_of(client.get(f"/groups/place/{token}/leave/"))
    assert "You no longer have a place here" in text_of(Tab(client, f"/groups/place/{token}/leave/").send())
    key.refresh_from_db()
    assert not Member.objects.exists() and key.is_destroyed
    assert client.get(f"/groups/place/{token}/").status_code == 410


def test_who_leads_the_group_reads_who_asked_and_nobody_else(cast, client):
    group = group_of(cast)
    ask(group)
    address = reverse("groups:register", args=[group.pk])
    for reader, answers in [(cast.pau, 200), (cast.carme, 404), (cast.silvia, 404), (cast.nil, 404), (cast.olga, 404)]:
        client.force_login(reader)
        answer = client.get(address)
        assert answer.status_code == answers and (b"Laia" in answer.content) == (answers == 200)


def test_who_is_in_a_group_stands_in_no_line_of_the_journal(cast):
    ask(group_of(cast))
    welcome(cast, "Laia")
    lines = Entry.objects.filter(deed__startswith="member.")
    assert {line.person for line in lines} == {None} and "Laia" not in repr([line.facts for line in lines])


def test_a_group_that_decides_for_numbers_forgets_whoever_was_in_it(cast, client):
    group = group_of(cast)
    ask(group)
    client.force_login(cast.pau)
    Tab(client, reverse("groups:keep_register", args=[group.pk])).send(keeps="numbers", anyway="on")
    assert not Member.objects.exists() and not Register.objects.exists() and Group.objects.get().register is None


def test_no_place_points_to_an_account_or_a_person():
    pointed_at = {field.related_model._meta.label for field in Member._meta.concrete_fields if field.related_model}
    assert pointed_at == {"vault.Key", "groups.Register", "notices.Letter"}  # one that is gone once it is sent


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_for_the_last_place_together_one_has_it(cast):
    group = group_of(cast, places=3, door="open")

    def at_once(name):
        try:
            ask(group, name)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as people:
        list(people.map(at_once, ["Laia", "Toni", "Joan", "Aina", "Iu", "Mar"]))
    assert Member.objects.count() == 6 and Member.objects.filter(joined_on__isnull=False).count() == 3


def test_an_address_that_is_none_is_asked_about_and_words_beside_a_number_are_fine(cast, client):
    group_of(cast)
    answer = Tab(client, JOIN).send(name="Laia", reach="lluna@@nowhere")
    assert answer.status_code == 422 and "Enter a valid email address." in text_of(answer)
    assert filled_in(answer)["reach"] == "lluna@@nowhere"
    assert Tab(client, JOIN).send(name="Laia", reach="600 000 000, or laia@example.org").status_code == 200


def test_who_leads_it_reads_on_their_day_that_somebody_waits_and_nobody_else_does(cast):
    reader = {name: Client() for name in ["pau", "carme"]}
    for name, browser in reader.items():
        browser.force_login(getattr(cast, name))
    group_of(cast)
    assert "asks for a place" not in text_of(reader["pau"].get("/today/"))
    ask(Group.objects.get())
    assert "1 person asks for a place" in text_of(reader["pau"].get("/today/"))
    assert "1 person asks for a place" in text_of(reader["pau"].get("/groups/"))
    page = text_of(reader["carme"].get("/groups/"))
    assert "Art workshop" in page and "for a place" not in page
    welcome(cast, "Laia")
    assert "asks for a place" not in text_of(reader["pau"].get("/today/"))
