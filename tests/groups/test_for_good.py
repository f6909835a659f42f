"""When a group meets otherwise for good, or no more, whoever asked to be told learns of it, and who leads it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish, weekly
from tests.groups.groups import asked_for_a_place, keep_names, run_by
from tests.groups.test_telling import link_in, long_ago, press, wish
from tests.letters import outbox
from tests.tabs import Tab, text_of
from wayfellow.access.guard import Refused
from wayfellow.directory import actions as directory
from wayfellow.directory.models import WeeklyTime
from wayfellow.groups import actions
from wayfellow.groups.jobs import let_go
from wayfellow.groups.models import Member, Register, Wish


@pytest.fixture(autouse=True)
def mail(settings):
    settings.DEFAULT_FROM_EMAIL = "House <house@example.org>"


@pytest.fixture
def group(cast, client):
    listing = publish(cast, "Example: Art workshop", at={}, times=[(1, "19:00", "20:30")], door="open")
    group = keep_names(cast, run_by(cast, listing, cast.peer))
    press(client, wish(group))
    asked_for_a_place(cast, group, "Laia", reach="laia@example.org")
    outbox().clear()
    return group


def details(**otherwise):
    return weekly(1, "19:00", "20:30") | otherwise


def another_day(cast, group):
    time = group.listing.times.get()
    directory.change_time(time, by=cast.carme, edit_token=None, details=details(weekday=3, venue=time.venue))


def taken_away(cast, group):
    directory.take_time_away(group.listing.times.get(), by=cast.carme)


def one_more(cast, group):
    directory.add_time(group.listing, by=cast.carme, id=uuid.uuid4(), time=weekly(4, "10:00", "11:00"))


def without_its_place(cast, group):
    directory.leave_venue(group.listing, by=cast.carme, venue=group.listing.venues.get())


def with_an_end(cast, group):
    directory.set_last_day(group.listing, by=cast.carme, edit_token=None, last=timezone.localdate() + timedelta(30))


def not_listed(cast, group):
    directory.unpublish(group.listing, by=cast.carme)


def test_after_its_last_day_it_is_over_for_everyone(cast, group, client):
    waits = Member.objects.get()
    Member.objects.update(joined_on=None)
    yesterday = timezone.localdate() - timedelta(days=1)
    directory.set_last_day(group.listing, by=cast.pau, edit_token=None, last=yesterday)
    public = text_of(client.get("/find/example-art-workshop/"))
    assert "It has ended." in public and "Ask for a place" not in public and "Tell me when" not in public
    assert "Nobody new joins it." in text_of(client.get("/groups/join/example-art-workshop/"))
    assert client.post("/groups/join/example-art-workshop/", {"name": "Ona"}).status_code == 410
    client.force_login(cast.pau)
    assert "It has ended." in text_of(client.get(reverse("groups:register", args=[group.pk])))
    page = text_of(client.get(reverse("groups:group", args=[group.pk])))
    assert "It has ended." in page and "Cancel or move" not in page and "Its last day" in page
    with pytest.raises(Refused, match="ended"):
        actions.welcome(waits, by=cast.pau, on=timezone.localdate())


def test_a_full_group_says_so_in_the_directory(cast, group, client):
    assert "All places are taken." not in text_of(client.get("/find/example-art-workshop/"))
    Register.objects.update(places=1)
    page = text_of(client.get("/find/example-art-workshop/"))
    assert "All places are taken. You can ask all the same: you are then on the waiting list." in page


def test_where_no_letter_can_be_sent_none_is_promised(group, client, settings):
    assert "we write to you" in text_of(client.get("/groups/join/example-art-workshop/"))
    settings.DEFAULT_FROM_EMAIL = ""
    page = text_of(client.get("/groups/join/example-art-workshop/"))
    assert "we write to you" not in page and "Only those who lead it read it, and tell you." in page


CHANGES = [another_day, taken_away, one_more, without_its_place, with_an_end, not_listed]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_for_good_is_told_as_a_cancelled_day_is(cast, group, client, change):
    toni = asked_for_a_place(cast, group, "Toni", reach="600 111 222")
    change(cast, group)
    told = outbox()
    assert {to for letter in told for to in letter.to} == {"nuria@example.org", "laia@example.org"}
    assert Member.objects.get(pk=toni.pk).to_tell_since
    let_go.func()
    assert {client.get(link_in(letter)).status_code for letter in told} == {200}


@pytest.mark.parametrize("change", CHANGES)
def test_who_leads_it_reads_which_group_it_is(cast, group, client, change):
    change(cast, group)
    client.force_login(cast.pau)
    assert "“Example: Art workshop”" in text_of(client.get("/today/"))


def test_only_another_note_beside_a_time_tells_nobody(cast, group):
    time = group.listing.times.get()
    directory.change_time(time, by=cast.carme, edit_token=None, details=details(venue=time.venue, note={"en": "Ring"}))
    directory.set_last_day(group.listing, by=cast.carme, edit_token=None, last=None)
    assert outbox() == []


def test_the_page_of_the_letter_says_that_it_is_no_longer_listed_and_two_weeks_later_nothing_is_kept(
    cast, group, client
):
    not_listed(cast, group)
    link = next(link_in(letter) for letter in outbox() if letter.to == ["nuria@example.org"])
    assert "no longer in the directory" in text_of(client.get(link))
    long_ago(group)
    let_go.func()
    assert not Wish.objects.exists()


def test_before_it_is_changed_the_page_says_how_many_hear_of_it(cast, group, client):
    client.force_login(cast.carme)
    time = WeeklyTime.objects.get()
    pages = [("change_time", time), ("take_time_away", time), ("except_time", time), ("unpublish", group.listing)]
    pages += [(name, group.listing) for name in ["set_last_day", "except_days", "add_time", "leave_venue"]]
    for name, record in pages:
        assert "2 people hear of it" in text_of(client.get(reverse(f"directory:{name}", args=[record.pk]))), name


def test_who_is_taken_off_the_list_is_told_without_a_word_of_what_it_is(cast, group, client):
    laia = Member.objects.get()
    client.force_login(cast.pau)
    tab = Tab(client, reverse("groups:let_member_go", args=[laia.pk]))
    assert "told by e-mail" in text_of(tab.answer)
    tab.send()
    [letter] = outbox()
    assert letter.to == ["laia@example.org"] and "not yours any more" in letter.body
    assert not Member.objects.exists() and "workshop" not in letter.subject + letter.body


def test_whom_no_letter_reaches_is_to_be_told_by_who_takes_them_off(cast, group, client):
    toni = asked_for_a_place(cast, group, "Toni", reach="600 111 222")
    client.force_login(cast.pau)
    page = Tab(client, reverse("groups:let_member_go", args=[toni.pk]))
    assert "Please tell them yourself before: 600 111 222" in text_of(page.answer)
    page.send()
    assert outbox() == []


def test_who_stopped_the_letters_gets_no_last_one(cast, group):
    laia = Member.objects.get()
    actions.stop_telling(laia, on=timezone.localdate())
    actions.let_member_go(laia, by=cast.pau, on=timezone.localdate())
    assert outbox() == []


def test_it_says_once_who_leads_which_group(cast, group, client):
    told = {"facilitators": [cast.peer], "is_led_by_members": False}
    actions.keep_group(group, by=cast.carme, edit_token=None, **told)
    client.force_login(cast.pau)
    page = text_of(client.get("/today/"))
    assert page.count("It was settled who leads “Example: Art workshop”") == 1
