"""Whoever asked to be told of a group learns of a cancelled evening, however they asked, and nobody else does."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import asked_for_a_place, keep_names, run_by
from tests.letters import outbox
from tests.tabs import Tab, filled_in, page_of, text_of
from wayfellow.choices.links import token_of
from wayfellow.directory.actions import except_days, except_time, hold_as_usual, unpublish
from wayfellow.directory.models import Listing, Programme
from wayfellow.directory.occurrences import coming
from wayfellow.groups import actions, letters
from wayfellow.groups.jobs import let_go
from wayfellow.groups.models import Member, Wish
from wayfellow.groups.queries import listing_of
from wayfellow.notices.actions import empty_old_letters
from wayfellow.notices.models import Letter
from wayfellow.vault.models import Key

TELL_ME = "/groups/tell-me/example-art-workshop/"
CANCELLED = {"moved_to": None, "starts_at": None, "ends_at": None, "venue": None, "why": "holiday", "in_words": {}}
GIVES_AWAY = re.compile("group|workshop|peer|support|art|Laia|grup|taller|suport", re.IGNORECASE)


@pytest.fixture(autouse=True)
def mail(settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"


@pytest.fixture
def group(cast):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    return keep_names(cast, run_by(cast, listing, cast.peer))


def cancel(cast, group, by=None):
    on = coming(listing_of(group))[0].on
    except_time(group.listing.times.get(), by=by or cast.pau, on=on, change=CANCELLED)
    return on


def wish(group, email="nuria@example.org", language="en"):
    """Return the link of somebody who asked on the public page and has not said yes yet."""
    today = timezone.localdate()
    actions.wish_to_be_told(group.listing, id=uuid.uuid4(), on=today, email=email, language=language)
    return link_in(outbox()[-1])


def link_in(letter):
    return re.search(r"https?://[^/]+(/groups/told/[^\s]+)", letter.body)[1]


def press(client, link, button="yes"):
    return client.post(link, {button: "yes"})


def test_a_visitor_asks_on_the_public_page_says_yes_by_mail_and_is_told_of_a_cancelled_evening(cast, group, client):
    page = page_of(client.get("/find/example-art-workshop/"))
    assert page.main.find("a", string="Tell me when a day changes")["href"] == TELL_ME
    assert "Look in your e-mail" in text_of(Tab(client, TELL_ME).send(email="nuria@example.org"))
    [asked] = outbox()
    cancel(cast, group)
    assert len(outbox()) == 1  # nobody has said yes yet
    link = link_in(asked)
    assert "Would you like an e-mail" in text_of(client.get(link))
    assert "We write to you when" in text_of(press(client, link))
    cancel(cast, group, by=cast.carme)  # a coordinator, on the page of the directory
    told = outbox()[1]
    assert told.to == ["nuria@example.org"] and told.subject == "Something has changed"
    assert "It does not take place on this day." in text_of(client.get(link_in(told)))


def test_three_visitors_learn_of_a_cancelled_evening_each_in_their_own_way(cast, group, client):
    press(client, wish(group))
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    asked_for_a_place(cast, group, "Toni", reach="600 111 222")
    before = len(outbox())
    cancel(cast, group)
    assert {to for letter in outbox()[before:] for to in letter.to} == {"nuria@example.org", "laia@example.org"}
    client.force_login(cast.pau)
    page = text_of(client.get(reverse("groups:group", args=[group.pk])))
    assert "Some people are still to be told" in page
    tab = Tab(client, reverse("groups:tell_members", args=[group.pk]))
    assert "Toni · 600 111 222" in text_of(tab.answer) and "Laia" not in text_of(tab.answer)
    tab.send(told=[str(toni().pk)])
    assert toni().told_on and "still to be told" not in text_of(client.get(tab.address.replace("tell/", "")))


def toni():
    return next(one for one in Member.objects.select_related("key") if one.name == "Toni")


def test_of_two_who_tick_at_once_the_second_sees_what_the_first_ticked(cast, group, client):
    asked_for_a_place(cast, group, "Toni")
    cancel(cast, group)
    client.force_login(cast.pau)
    address = reverse("groups:tell_members", args=[group.pk])
    first, second = Tab(client, address), Tab(client, address)
    first.send(told=[str(toni().pk)])
    answer = second.send()
    assert answer.status_code == 422 and toni().told_on


def test_as_usual_after_all_and_holidays_are_told_as_well(cast, group, client):
    press(client, wish(group))
    on = cancel(cast, group)
    hold_as_usual(group.listing.times.get(), by=cast.pau, on=on)
    outbox()
    today, change = timezone.localdate(), {"why": "holiday", "in_words": {"en": "Until January"}}
    except_days(group.listing, by=cast.pau, first=today, last=today + timedelta(days=20), change=change)
    letters_told = [letter for letter in outbox() if letter.subject == "Something has changed"]
    assert len(letters_told) == 2  # the first had not gone out when it was as usual again: one says both


def test_no_letter_says_what_it_is_about(cast, group, client):
    for language in ["en", "es", "ca"]:
        press(client, wish(group, f"{language}@example.org", language))
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    cancel(cast, group)
    said = [f"{letter.subject}\n{letter.body}" for letter in outbox()]
    without_links = [re.sub(r"https?://\S+", "", words) for words in said]
    assert len(said) == 7 and not [words for words in without_links if GIVES_AWAY.search(words.replace("partir", ""))]
    links = [link for words in said for link in re.findall(r"https?://\S+", words)]
    assert not [link for link in links if "workshop" in link or "example.org" in link.partition("/told/")[2]]


def test_each_letter_comes_under_the_name_that_the_programme_has_for_it(cast, group, client):
    Programme.objects.update(writes_as="Camins")
    press(client, wish(group))
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    cancel(cast, group)
    assert [letter.from_email for letter in outbox()] == ["Camins <house@example.org>"] * 3


def test_one_tap_stops_them_and_a_visitor_is_forgotten(cast, group, client):
    link = wish(group)
    press(client, link)
    key = Key.objects.get(pk=Wish.objects.get().key_id)
    assert "your address is not kept" in text_of(client.post(link, {"List-Unsubscribe": "One-Click"}))
    key.refresh_from_db()
    assert not Wish.objects.exists() and key.is_destroyed
    assert client.get(link).status_code == 410
    cancel(cast, group)
    assert len(outbox()) == 1


def test_somebody_of_the_group_stops_them_keeps_the_place_and_can_undo_it(cast, group, client):
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    cancel(cast, group)
    link = link_in(outbox()[-1])
    assert "You keep your place" in text_of(press(client, link, "stop"))
    cancel(cast, group)
    assert len(outbox()) == 1 and not Member.objects.get().to_tell_since
    assert "We write to you when" in text_of(press(client, link))
    cancel(cast, group)
    assert len(outbox()) == 2


def test_who_asks_twice_is_told_once(cast, group, client):
    for email in ["nuria@example.org", "Nuria@example.org"]:
        press(client, wish(group, email))
    before = len(outbox())
    cancel(cast, group)
    assert Wish.objects.count() == 1 and len(outbox()) == before + 1


def test_a_letter_that_still_waits_is_not_doubled(cast, group, client):
    press(client, wish(group))
    cancel(cast, group)
    cancel(cast, group)
    assert Letter.objects.count() == 1


def test_after_a_letter_that_nobody_could_send_the_next_change_is_told(cast, group, client):
    press(client, wish(group))
    cancel(cast, group)
    empty_old_letters(before=timezone.now() + timedelta(days=1))
    cancel(cast, group)
    assert [letter.subject for letter in outbox()[1:]] == ["Something has changed"]


def test_a_second_tap_asks_once(group, client):
    tab = Tab(client, TELL_ME)
    assert [tab.send(email="nuria@example.org").status_code for _tap in range(2)] == [200, 200]
    assert Wish.objects.count() == len(outbox()) == 1


def test_a_lot_from_one_place_is_slowed_down_and_keeps_what_was_typed(group, client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"tell_me": "1/h/key"}
    tab, another = Tab(client, TELL_ME), Tab(client, TELL_ME)
    tab.send(email="nuria@example.org")
    answer = another.send(email="ona@example.org")
    assert answer.status_code == 422 and "A lot was sent" in text_of(answer)
    assert filled_in(answer)["email"] == "ona@example.org" and Wish.objects.count() == 1


@pytest.mark.parametrize("writing", ["nothing", "heads"])
def test_a_group_that_writes_nobody_down_keeps_no_address_either(cast, client, writing):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], writing=writing)
    group = run_by(cast, listing, cast.peer)
    assert "Tell me when" not in text_of(client.get("/find/example-art-workshop/"))
    assert client.get(TELL_ME).status_code == 404
    wish(group)
    outbox().clear()
    Wish.objects.update(confirmed_on=timezone.localdate())
    cancel(cast, group)
    assert outbox() == []
    let_go.func()
    assert not Wish.objects.exists()


def test_without_a_mail_server_nobody_is_promised_a_letter_and_all_stand_on_the_list(cast, group, client, settings):
    settings.DEFAULT_FROM_EMAIL = ""
    assert client.get(TELL_ME).status_code == 404 and "Tell me" not in text_of(
        client.get("/find/example-art-workshop/")
    )
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    cancel(cast, group)
    assert Member.objects.get().to_tell_since


def test_who_only_waits_for_a_place_is_not_told(cast, client):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="closed")
    group = keep_names(cast, run_by(cast, listing, cast.peer))
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    cancel(cast, group)
    assert outbox() == []


def long_ago(group):
    """What was changed last of a group was changed so long ago that the page of the last letter was read."""
    Listing.objects.filter(pk=group.listing_id).update(changed_at=timezone.now() - timedelta(days=15))


class TestForgetting:
    def test_what_nobody_confirmed_goes_in_two_days(self, group):
        wish(group)
        Wish.objects.update(asked_on=timezone.localdate() - timedelta(days=3))
        let_go.func()
        assert not Wish.objects.exists()

    def test_it_stays_as_long_as_the_group_goes_on(self, cast, group, client):
        press(client, wish(group))
        let_go.func()
        assert Wish.objects.exists()
        group.listing.times.update(ends_on=timezone.localdate() - timedelta(days=1))
        long_ago(group)
        let_go.func()
        assert not Wish.objects.exists()

    def test_it_goes_with_the_listing(self, cast, group, client):
        press(client, wish(group))
        unpublish(group.listing, by=cast.carme)
        long_ago(group)
        let_go.func()
        assert not Wish.objects.exists()


def test_a_link_that_is_not_ours_opens_nothing(group, client):
    forged = letters.token_of(Wish(pk=uuid.uuid4()))
    for token in [forged, forged[:-1], "nonsense", token_of("x")]:
        assert client.get(f"/groups/told/{token}/").status_code == 410
