"""Who leads a group counts who came: two numbers, once, on a phone or later from paper."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import counted, met, run_by
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.groups.models import Group, Session


@pytest.fixture
def listing(cast):
    return publish(cast, "Example: Tuesday circle", at={}, times=[(1, "19:00", "20:30")])


@pytest.fixture
def group(cast, listing):
    return run_by(cast, listing, cast.peer)


def first_choice(tab):
    """What a browser sends of a list that nobody touched."""
    return page_of(tab.answer).select_one("main select option")["value"]


def test_a_coordinator_runs_a_listing_here_and_names_who_leads_it(cast, client, listing):
    client.force_login(cast.carme)
    assert "Example: Tuesday circle" in page_of(client.get(reverse("groups:begin"))).main.text
    tab = Tab(client, reverse("groups:run", args=[listing.pk]))
    assert "Please say who leads it" in tab.send().content.decode()
    sent = tab.send(facilitators=[str(cast.peer.pk)])
    group = Group.objects.get()
    assert sent.url == reverse("groups:group", args=[group.pk]) and list(group.facilitators.all()) == [cast.peer]
    client.force_login(cast.pau)
    assert "Example: Tuesday circle" in page_of(client.get(reverse("groups:groups"))).main.text


def test_led_by_its_members_is_an_answer(cast, client, listing):
    client.force_login(cast.carme)
    Tab(client, reverse("groups:run", args=[listing.pk])).send(is_led_by_members="on")
    page = page_of(client.get(reverse("groups:group", args=[Group.objects.get().pk])))
    assert "Its members lead it themselves." in page.main.text


def test_two_numbers_and_one_button_count_the_latest_session(cast, client, group):
    client.force_login(cast.pau)
    latest, tab = met(group)[0], Tab(client, reverse("groups:count", args=[group.pk]))
    fields = page_of(tab.answer).select("main form input:not([type=hidden]), main form select")
    assert [field["name"] for field in fields] == ["met", "came", "new"]
    sent = tab.send(met=first_choice(tab), came="20")
    assert sent.url == reverse("groups:group", args=[group.pk])
    session = Session.objects.get()
    assert (session.came, session.new, session.on) == (20, 0, latest.on)
    assert "20 people came" in page_of(client.get(sent.url)).main.text


def test_what_does_not_fit_comes_back_with_what_was_typed(cast, client, group):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("groups:count", args=[group.pk]))
    answer = tab.send(met=first_choice(tab), came="3", new="4")
    page = page_of(answer)
    assert answer.status_code == 422 and "These are more than came." in page.main.text
    assert page.select_one("[name=came]")["value"] == "3" and not Session.objects.exists()


def test_a_session_is_counted_once_and_can_be_corrected(cast, client, group):
    occurrence = met(group)[0]
    session = counted(cast, group, occurrence=occurrence)
    with pytest.raises(Refused):
        counted(cast, group, occurrence=occurrence)
    client.force_login(cast.pau)
    Tab(client, reverse("groups:correct", args=[session.pk])).send(came="12", new="3")
    session.refresh_from_db()
    assert (session.came, session.new) == (12, 3)


def test_a_session_that_was_cancelled_does_not_wait_to_be_counted(group):
    latest = met(group)[0]
    latest.time.exceptions.create(on=latest.on)
    assert latest.on not in [each.on for each in met(group)]


def test_a_session_that_was_moved_is_counted_on_the_day_it_was(cast, group):
    latest = met(group)[1]
    moved_to = latest.on + timedelta(days=1)
    latest.time.exceptions.create(on=latest.on, moved_to=moved_to, starts_at=time(17))
    session = counted(cast, group, occurrence=next(each for each in met(group) if each.on == latest.on))
    assert (session.on, session.starts_at) == (moved_to, time(17))
    assert latest.on not in [each.on for each in met(group)]


def test_who_leads_a_group_cancels_an_evening_and_the_public_page_says_so_at_once(cast, client, group):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("directory:except_time", args=[group.listing.times.get().pk]))
    sent = tab.send(on=first_choice(tab), what="cancelled", why="nobody")
    client.logout()
    assert "Nobody can lead it that day." in page_of(client.get(sent.url)).main.text


def test_who_no_longer_leads_it_sees_nothing_of_it(cast, client, group):
    client.force_login(cast.pau)
    assert client.get(reverse("groups:group", args=[group.pk])).status_code == 200
    cast.peer.ends_on = timezone.localdate().replace(year=2020)
    cast.peer.save()
    assert client.get(reverse("groups:group", args=[group.pk])).status_code == 404


def test_whoever_cancels_a_day_of_a_group_finds_the_way_back_to_it(cast, client, group):
    client.force_login(cast.pau)
    page = reverse("groups:group", args=[group.pk])
    tab = Tab(client, reverse("directory:except_time", args=[group.listing.times.get().pk]))
    shown = tab.send(on=first_choice(tab), what="cancelled", why="holiday").url
    assert page_of(client.get(shown)).select_one(f"main a[href='{page}']")
    client.force_login(cast.rosa)
    assert page not in client.get(shown).content.decode()
    client.logout()
    assert page not in client.get(shown).content.decode()


def test_what_does_not_fit_is_said_in_plain_words_and_without_what_was_sent(cast, client, group):
    client.force_login(cast.pau)
    tab = Tab(client, reverse("groups:count", args=[group.pk]))
    said = text_of(tab.send(met="2026-11-30 dd32c937", came="-1"))
    assert "This can no longer be chosen." in said and "The smallest number that fits here is 0." in said
    assert "dd32c937" not in said
