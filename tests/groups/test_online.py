"""Where a group meets online is read by whom it concerns, and stands nowhere else."""

import uuid

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, keep_names, run_by
from tests.hsds.test_directory import take_out
from tests.letters import outbox
from tests.tabs import Tab, filled_in, text_of
from wayfellow.choices.links import token_of
from wayfellow.directory.actions import unpublish
from wayfellow.groups import actions, letters
from wayfellow.groups.models import Member, OnlineLink, Wish
from wayfellow.vault.models import Key

LINK, PASSWORD = "https://meet.example.org/tea-on-tuesdays", "The password is camomile"


@pytest.fixture(autouse=True)
def mail(settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"


def online(cast, door="open", *, facilitators=None, **details):
    formats = {"formats": ["group", "online"]}
    listing = publish(cast, "Example: Tea", times=[(1, "19:00", "20:30")], door=door, **formats | details)
    return run_by(cast, listing, *([cast.peer] if facilitators is None else facilitators))


def say(group, by, address=LINK, words=PASSWORD):
    told = {"edit_token": None, "on": timezone.localdate(), "address": address, "words": words}
    actions.keep_link(group, by=by, **told)


def ask(group, name, reach=""):
    told = {"name": name, "reach": reach, "listens_first": False, "language": "en"}
    actions.ask_for_a_place(group.register, token=token_of(name), on=timezone.localdate(), **told)
    return f"/groups/place/{token_of(name)}/"


def wish(group, email="nuria@example.org", *, confirmed=True):
    id, today = uuid.uuid4(), timezone.localdate()
    actions.wish_to_be_told(group.listing, id=id, on=today, email=email, language="en")
    if confirmed:
        actions.confirm(Wish.objects.select_related("key", "listing").get(pk=id), on=today)
    return f"/groups/told/{letters.token_of(Wish.objects.get(pk=id))}/"


def is_shown(client, address):
    said = text_of(client.get(address))
    assert (LINK in said) == (PASSWORD in said)
    return LINK in said


def everything_in_the_database():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            yield from (repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in cursor)


def test_who_leads_the_group_writes_it_and_reads_it(cast, client):
    group = online(cast)
    client.force_login(cast.pau)
    page = reverse("groups:group", args=[group.pk])
    assert "No link is kept." in text_of(client.get(page))
    tab = Tab(client, reverse("groups:keep_link", args=[group.pk]))
    assert tab.send(address=LINK, words=PASSWORD).status_code == 302
    assert is_shown(client, page)


def test_a_coordinator_reads_it_only_where_members_lead_it_themselves(cast, client):
    led = online(cast)
    say(led, cast.pau)
    client.force_login(cast.carme)
    assert not is_shown(client, reverse("groups:group", args=[led.pk]))
    assert client.get(reverse("groups:keep_link", args=[led.pk])).status_code == 404
    actions.keep_group(led, by=cast.carme, edit_token=None, facilitators=[], is_led_by_members=True)
    assert is_shown(client, reverse("groups:group", args=[led.pk]))


def test_whoever_has_a_place_reads_it_and_who_waits_for_one_does_not(cast, client):
    group = keep_names(cast, online(cast, door="closed"))
    say(group, cast.pau)
    address = ask(group, "Laia")
    assert not is_shown(client, address)
    actions.welcome(Member.objects.get(), by=cast.pau, on=timezone.localdate())
    assert is_shown(client, address)
    assert is_shown(client, f"/groups/told/{letters.token_of(Member.objects.get())}/")


def test_whoever_asked_to_be_told_reads_it_once_they_said_yes_by_mail_where_the_door_is_open(cast, client):
    group = online(cast)
    say(group, cast.pau)
    assert not is_shown(client, wish(group, confirmed=False))
    assert is_shown(client, wish(group))
    group.listing.door = "closed"
    group.listing.save(update_fields=["door"])
    assert not is_shown(client, wish(group, "ona@example.org"))


def test_it_is_sealed_and_on_no_page_calendar_search_or_export_for_everyone(cast, client, tmp_path):
    group = keep_names(cast, online(cast))
    asked_for_a_place(cast, group)
    say(group, cast.pau)
    kept = "".join(everything_in_the_database())
    assert "tea-on-tuesdays" not in kept and "camomile" not in kept
    for page in [
        "example-tea/",
        "example-tea/calendar.ics",
        "today/",
        "?q=camomile",
        "?q=tea",
        "compare/?with=example-tea",
    ]:
        address = f"/find/{page}"
        answer = client.get(address)
        assert answer.status_code == 200 and "meet.example.org" not in answer.content.decode()
    take_out(tmp_path / "out")
    taken = b"".join(file.read_bytes() for file in (tmp_path / "out").iterdir())
    assert b"Example: Tea" in taken and b"meet.example.org" not in taken and b"camomile" not in taken


def test_a_new_link_is_written_of_to_whom_it_concerns_and_the_letter_does_not_say_it(cast, client):
    group = keep_names(cast, online(cast))
    wish(group)
    wish(group, "ona@example.org", confirmed=False)
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    asked_for_a_place(cast, group, "Toni", reach="600 111 222")
    before = len(outbox())
    say(group, cast.pau)
    told = outbox()[before:]
    assert {to for letter in told for to in letter.to} == {"nuria@example.org", "laia@example.org"}
    assert not any("meet.example.org" in letter.body or "camomile" in letter.body for letter in told)
    client.force_login(cast.pau)
    assert "Some people are still to be told" in text_of(client.get(reverse("groups:group", args=[group.pk])))


def test_nobody_who_only_wished_is_written_to_of_the_link_of_a_closed_group(cast):
    group = online(cast, door="closed")
    wish(group)
    before = len(outbox())
    say(group, cast.pau)
    assert len(outbox()) == before


def test_an_emptied_link_is_gone_and_so_is_its_key(cast, client):
    group = keep_names(cast, online(cast))
    say(group, cast.pau)
    key = OnlineLink.objects.get().key_id
    say(group, cast.pau, address="", words="")
    assert not OnlineLink.objects.exists() and Key.objects.get(pk=key).is_destroyed
    assert not is_shown(client, ask(group, "Laia"))


def test_outside_the_directory_it_is_read_by_who_leads_it_alone(cast, client):
    group = keep_names(cast, online(cast))
    say(group, cast.pau)
    address = ask(group, "Laia")
    unpublish(group.listing, by=cast.carme)
    assert not is_shown(client, address)
    client.force_login(cast.pau)
    assert is_shown(client, reverse("groups:group", args=[group.pk]))


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "meet me", "ftp://example.org/x"])
def test_what_is_no_link_is_said_where_it_was_typed_and_stays_there(cast, client, typed):
    group = online(cast)
    client.force_login(cast.pau)
    answer = Tab(client, reverse("groups:keep_link", args=[group.pk])).send(address=typed, words=PASSWORD)
    assert answer.status_code == 422 and filled_in(answer) | {"address": typed, "words": PASSWORD} == filled_in(answer)
    assert not OnlineLink.objects.exists()


def test_words_without_a_link_are_not_lost(cast, client):
    group = online(cast)
    client.force_login(cast.pau)
    answer = Tab(client, reverse("groups:keep_link", args=[group.pk])).send(address="", words=PASSWORD)
    assert answer.status_code == 422 and filled_in(answer)["words"] == PASSWORD


def test_of_two_tabs_the_second_sees_what_the_first_wrote(cast, client):
    group = online(cast)
    client.force_login(cast.pau)
    address = reverse("groups:keep_link", args=[group.pk])
    first, second = Tab(client, address), Tab(client, address)
    first.send(address=LINK, words="")
    answer = second.send(address="https://other.example.org/", words="")
    assert answer.status_code == 422 and OnlineLink.objects.get().address == LINK
