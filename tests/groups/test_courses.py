"""A course is a group of so many sessions with a thread: what comes when, where somebody stands, who joins late."""

import re
import uuid
from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish
from tests.groups.groups import counted, keep_names, met, run_by
from tests.tabs import Tab, filled_in, text_of
from wayfellow.access.guard import Refused
from wayfellow.choices.links import token_of
from wayfellow.directory.actions import except_time
from wayfellow.directory.occurrences import of_listing
from wayfellow.groups import actions
from wayfellow.groups.courses import parts_of, takes_new
from wayfellow.groups.models import Course, Member
from wayfellow.groups.queries import listing_of

PAGE = "/find/example-drawing/"
THEMES = "Lines\nLight and shade\nFaces\nOutdoors"
CANCELLED = {"moved_to": None, "starts_at": None, "ends_at": None, "venue": None, "why": "holiday", "in_words": {}}


def today():
    return timezone.localdate()


def course(cast, *, weeks_ago=0, formats=("course",), places=2, **said):
    """A course of four sessions on the weekday of yesterday: its first was so many weeks ago, or is ahead."""
    weekday = (today() - timedelta(days=1)).weekday()
    details = {"door": "closed", "formats": list(formats)}
    listing = publish(cast, "Example: Drawing", at={}, times=[(weekday, "10:00", "12:00")], **details)
    group = keep_names(cast, run_by(cast, listing, cast.peer), places=places)
    begins_on = today() - timedelta(days=7 * weeks_ago - 6)
    planned = {"begins_on": begins_on, "joins_until": None, "themes": {"en": THEMES}}
    actions.keep_course(group, by=cast.pau, edit_token=None, **planned | said)
    return group


def ask(group, name="Laia"):
    told = {"name": name, "reach": "", "listens_first": False, "language": "en"}
    actions.ask_for_a_place(group.register, token=token_of(name), on=today(), **told)
    return Member.objects.latest("asked_on"), f"/groups/place/{token_of(name)}/"


def test_anyone_reads_how_many_sessions_when_it_begins_whether_there_is_room_and_what_it_is_about(cast, client):
    group = course(cast, places=1)
    page = text_of(client.get(PAGE))
    assert "A course of 4 sessions" in page and "Begins on" in page and "1 place free" in page
    assert page.index("Lines") < page.index("Light and shade") < page.index("Faces") < page.index("Outdoors")
    member, _address = ask(group)
    actions.welcome(member, by=cast.pau, on=today())
    assert "All places are taken." in text_of(client.get(PAGE))


def test_each_session_has_its_theme_and_a_cancelled_day_moves_it_and_those_after_it_by_one(cast):
    group = course(cast)
    first, second = (part.held.day for part in parts_of(listing_of(group))[:2])
    except_time(group.listing.times.get(), by=cast.pau, on=first, change=CANCELLED)
    parts = parts_of(listing_of(group))
    assert [part.theme for part in parts] == THEMES.splitlines() and parts[0].held.day == second
    assert [(after.held.day - before.held.day).days for before, after in zip(parts, parts[1:], strict=False)] == [7] * 3


def test_who_has_a_place_reads_which_session_comes_next_and_what_came_before_they_joined(cast, client):
    group = course(cast, weeks_ago=2)
    member, address = ask(group)
    assert "Light and shade" not in text_of(client.get(address))  # who only asked has no place in it
    actions.welcome(member, by=cast.pau, on=today())
    page = text_of(client.get(address))
    assert "Session 3 of 4 comes next." in page and "You joined at session 3." in page and "Light and shade" in page


def test_who_leads_it_reads_who_joined_when_and_how_often_they_came(cast, client):
    group = course(cast, weeks_ago=2)
    member, _address = ask(group)
    actions.welcome(member, by=cast.pau, on=today() - timedelta(days=20))
    when = {"time": met(group)[0].time, "on": met(group)[0].on, "today": today()}
    who = {"members": [str(member.pk)], "visitors": [], "others": 0, "new": None}
    actions.note_who_came(group, by=cast.pau, id=uuid.uuid4(), **when, **who)
    client.force_login(cast.pau)
    page = text_of(client.get(reverse("groups:register", args=[group.pk])))
    assert "joined at session 1" in page and "came to 1 session" in page
    page = text_of(client.get(reverse("groups:group", args=[group.pk])))
    assert "Session 3 of 4 comes next." in page and "The sessions of the course" in page


def test_what_happened_begins_with_the_theme_of_that_session(cast, client):
    group = course(cast, weeks_ago=2)
    session = counted(cast, group, occurrence=met(group)[0])
    client.force_login(cast.pau)
    page = Tab(client, reverse("groups:what_happened", args=[session.pk]))
    assert filled_in(page.answer)["theme"] == "Light and shade"


@pytest.mark.parametrize(("joins_until", "can"), [(None, True), (3, True), (2, False)])
def test_nobody_new_joins_after_the_session_that_the_course_says(cast, client, joins_until, can):
    group = course(cast, weeks_ago=2, joins_until=joins_until)
    page = text_of(client.get(PAGE))
    assert ("Ask for a place" in page) == can and ("nobody new joins any more" in page) != can
    assert ("What should we call you?" in text_of(client.get("/groups/join/example-drawing/"))) == can
    answer = client.post("/groups/join/example-drawing/", {"name": "Ona"})
    assert (answer.status_code == 410) != can and not Member.objects.filter(register=group.register).exists()


def test_a_course_that_is_over_takes_nobody(cast, client):
    group = course(cast, weeks_ago=6)
    listing = listing_of(group)
    assert not takes_new(listing, parts_of(listing), timezone.localtime())
    assert "The course is over." in text_of(client.get(PAGE))


def test_who_leads_it_plans_it_on_a_page_in_several_languages(cast, client):
    group = course(cast)
    client.force_login(cast.pau)
    tab = Tab(client, reverse("groups:keep_course", args=[group.pk]))
    assert filled_in(tab.answer)["themes_en"] == THEMES
    answer = tab.send(themes_en="One\n\n  Two ", themes_ca="Un\nDos", joins_until="1", begins_on=today().isoformat())
    assert answer.status_code == 302
    kept = Course.objects.get()
    assert kept.themes == {"en": "One\nTwo", "ca": "Un\nDos"} and kept.joins_until == 1


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"themes_en": "One\nTwo", "themes_es": "Uno"}, "fewer sessions than in another language"),
        ({"themes_en": "One", "joins_until": "2"}, "does not have so many sessions"),
        ({"themes_en": "x\n" * 61}, "at most 60 sessions"),
        ({"begins_on": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed_and_nothing_changes(cast, client, said, wrong):
    group = course(cast)
    client.force_login(cast.pau)
    answer = Tab(client, reverse("groups:keep_course", args=[group.pk])).send(**said)
    assert answer.status_code == 422 and wrong in text_of(answer)
    assert Course.objects.get().themes == {"en": THEMES}


def test_emptied_it_is_no_course_any_more(cast, client):
    group = course(cast)
    client.force_login(cast.pau)
    assert Tab(client, reverse("groups:keep_course", args=[group.pk])).send(themes_en="").status_code == 302
    assert not Course.objects.exists() and "A course of" not in text_of(client.get(PAGE))


def test_of_two_tabs_the_second_sees_what_the_first_planned(cast, client):
    group = course(cast)
    client.force_login(cast.pau)
    address = reverse("groups:keep_course", args=[group.pk])
    first, second = Tab(client, address), Tab(client, address)
    first.send(themes_en="One")
    assert second.send(themes_en="Two").status_code == 422 and Course.objects.get().themes == {"en": "One"}


def test_what_the_directory_does_not_call_a_course_is_none(cast):
    with pytest.raises(Refused, match="does not say that it is a course"):
        course(cast, formats=("group",))


def test_days_after_the_last_session_end_with_it_everywhere_as_whoever_leads_it_says(cast, client):
    group = course(cast)
    client.force_login(cast.pau)
    page = reverse("groups:group", args=[group.pk])
    assert "has days after the last session" in text_of(client.get(page))
    last = parts_of(listing_of(group))[-1].held
    tab = Tab(client, link_to(client, page, "last-day"))
    assert filled_in(tab.answer)["last"] == last.on.isoformat()
    assert tab.send().status_code == 302
    assert "has days after" not in text_of(client.get(page))
    assert of_listing(listing_of(group), last.day, last.day + timedelta(days=100)) == [last]
    assert f"UNTIL={last.starts.astimezone(UTC):%Y%m%d}" in client.get(f"{PAGE}calendar.ics").content.decode()


def test_a_course_that_a_cancelled_day_made_longer_goes_on_until_its_last_session(cast, client):
    group = course(cast)
    client.force_login(cast.pau)
    page, first = reverse("groups:group", args=[group.pk]), parts_of(listing_of(group))[0].held
    group.listing.times.update(ends_on=parts_of(listing_of(group))[-1].held.on)
    assert "last-day" not in client.get(page).content.decode()
    except_time(group.listing.times.get(), by=cast.pau, on=first.on, change=CANCELLED)
    assert "has not days enough" in text_of(client.get(page)) and "No day is set yet." in text_of(client.get(page))
    Tab(client, link_to(client, page, "last-day")).send()
    assert "has not days enough" not in text_of(client.get(page)) and parts_of(listing_of(group))[-1].held


def link_to(client, page, address):
    return re.search(f'href="([^"]*{address}[^"]*)"', client.get(page).content.decode())[1]
