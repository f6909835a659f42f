"""A person's own list of groups: theirs alone, with or without a journey, and no group learns of it."""

import io
import json
import re
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.groups.test_joining import JOIN, ask, group_of, member, welcome
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.groups import actions
from wayfellow.groups.models import KeptPlace, Member
from wayfellow.journal.models import Entry
from wayfellow.keeping.actions import erase
from wayfellow.keeping.files import everything_in_files
from wayfellow.vault.models import Key

MINE = "/my/groups/"


def keep(cast, token):
    actions.keep_place(cast.person, by=cast.montse, token=token)


def keeping(cast):
    return reverse("groups:keep_place", args=[cast.person.pk])


def taking_off(cast):
    return reverse("groups:take_off", args=[cast.person.pk])


def test_somebody_without_a_journey_finds_the_way_to_an_empty_list(montse):
    assert page_of(montse.get("/my/")).main.find("a", href=MINE)
    page = page_of(montse.get(MINE))
    assert "Ask for a place in a group" in page.main.text and page.main.find("a", string="Find a group")


def test_what_is_asked_for_goes_into_the_list_with_one_tap_and_is_there_once(cast, montse):
    group_of(cast)
    asked = Tab(montse, JOIN).send(name="Laia", reach="600 000 000", listens_first="on")
    form = page_of(asked).main.find("form", action=keeping(cast))
    said = {each["name"]: each["value"] for each in form.find_all("input")}
    for _tap in range(2):
        assert montse.post(form["action"], said, follow=True).status_code == 200
    page = page_of(montse.get(MINE))
    assert KeptPlace.objects.count() == 1
    assert "Example: Art workshop" in page.main.text and "You have asked." in page.main.text
    assert "Come and listen first" in page.main.text
    link = re.search(r"/groups/place/[^\"]+", asked.content.decode())[0]
    assert page.main.find("a", href=link) and "It stands in your list." in text_of(montse.get(link))


def test_the_list_says_when_each_meets_next_and_what_is_cancelled(cast, montse):
    keep(cast, ask(group_of(cast)))
    welcome(cast, "Laia")
    page = page_of(montse.get(MINE))
    assert "You have a place." in page.main.text and "19:00" in page.main.text


def test_a_place_from_before_is_added_by_its_private_address(cast, montse):
    token = ask(group_of(cast))
    tab = Tab(montse, keeping(cast))
    wrong = tab.send(address="https://example.org/groups/place/nothing/")
    assert wrong.status_code == 422 and "leads to no place" in text_of(wrong)
    assert filled_in(wrong)["address"].endswith("/nothing/")
    Tab(montse, keeping(cast)).send(address=f" https://example.org/groups/place/{token}/?x=1 ")
    assert "Art workshop" in text_of(montse.get(MINE))


def test_the_same_place_from_two_tabs_is_one_line(cast, montse):
    token = ask(group_of(cast))
    for tab in [Tab(montse, keeping(cast)), Tab(montse, keeping(cast))]:
        tab.send(address=token)
    assert KeptPlace.objects.count() == 1


def test_leaving_takes_it_off_the_list(cast, montse):
    token = ask(group_of(cast))
    keep(cast, token)
    answer = Tab(montse, f"/groups/place/{token}/leave/").send()
    assert "You no longer have a place here" in text_of(answer)
    assert not Member.objects.exists() and not KeptPlace.objects.exists()


def test_a_place_that_is_gone_is_said_and_taken_off_and_no_other(cast, montse):
    group = group_of(cast, places=5)
    for name in ["Laia", "Lai"]:
        keep(cast, ask(group, name))
    actions.let_member_go(member("Laia"), by=cast.pau, on=timezone.localdate())
    page = page_of(montse.get(MINE))
    assert "1 place is gone" in page.main.text and page.main.find("a", href=taking_off(cast))
    assert Tab(montse, taking_off(cast)).send().status_code == 302
    assert KeptPlace.objects.count() == 1 and "is gone" not in text_of(montse.get(MINE))


def test_a_place_is_taken_off_the_list_and_stays_theirs(cast, montse):
    token = ask(group_of(cast))
    keep(cast, token)
    tab = Tab(montse, taking_off(cast))
    assert "Only its private address leads to it" in text_of(tab.answer)
    assert tab.send().status_code == 422
    one = str(KeptPlace.objects.get().pk)
    for same in [Tab(montse, taking_off(cast)), tab]:
        same.send(places=[one])
    assert not KeptPlace.objects.exists() and "You have asked." in text_of(montse.get(f"/groups/place/{token}/"))


def test_nobody_takes_a_place_off_the_list_of_somebody_else(cast):
    keep(cast, ask(group_of(cast)))
    with pytest.raises(PermissionDenied):
        actions.take_off(cast.person, by=cast.pau, places=[KeptPlace.objects.get().pk])


def test_nobody_else_opens_it_and_an_account_without_a_space_has_none(cast, client):
    keep(cast, ask(group_of(cast)))
    for reader in [cast.pau, cast.carme, cast.silvia, cast.nil, cast.olga]:
        client.force_login(reader)
        answer = client.get(MINE)
        assert "There is no list for this account" in text_of(answer) and b"Art workshop" not in answer.content
        assert client.get(keeping(cast)).status_code == 404


def test_neither_the_journal_nor_the_table_says_which_group(cast):
    token = ask(group_of(cast))
    keep(cast, token)
    lines = Entry.objects.filter(deed="person.keep_own_groups")
    assert [line.person for line in lines] == [cast.person.pk] and token not in repr([line.facts for line in lines])
    assert {field.name for field in KeptPlace._meta.concrete_fields} == {"id", "person", "token"}
    assert token.encode() not in bytes(KeptPlace.objects.values_list("token", flat=True)[0] or b"")


def test_it_is_taken_along_and_goes_when_everything_is_erased(cast):
    token = ask(group_of(cast))
    keep(cast, token)
    with zipfile.ZipFile(io.BytesIO(everything_in_files(cast.person, cast.montse))) as files:
        page, data = files.read("everything.html").decode(), json.loads(files.read("everything.json"))
    assert data["groups"] == [{"group": "Example: Art workshop", "address": token}] and "Art workshop" in page
    key = Key.objects.get(pk=Member.objects.get().key_id)
    erase(cast.person, by=cast.montse, on=timezone.localdate())
    key.refresh_from_db()
    assert not KeptPlace.objects.exists() and not Member.objects.exists() and key.is_destroyed


def test_there_is_an_end_to_it(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_KEPT", 1)
    group = group_of(cast, places=5)
    keep(cast, ask(group))
    with pytest.raises(Refused, match="no room for more"):
        keep(cast, ask(group, "Toni"))


def test_the_page_asks_few_questions_of_the_database(cast, montse, django_assert_num_queries):
    group = group_of(cast, places=9)
    for number in range(4):
        keep(cast, ask(group, f"Laia{number}"))
    montse.get(MINE)
    with django_assert_num_queries(9):
        montse.get(MINE)
