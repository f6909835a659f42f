"""Weekly groups go out, and come in, in the form that apps for mutual-help meetings read."""

import json
from datetime import time

import pytest
from django.urls import reverse

from tests.directory.listings import publish
from tests.hsds.test_directory import bring_in, complaints
from tests.tabs import page_of
from wayfellow.directory.models import Listing, Organisation, Venue, WeeklyTime

pytestmark = pytest.mark.django_db
THEIRS = [
    {"name": "Example evening group", "slug": "evening-1", "day": 0, "time": "19:00", "end_time": "20:30",
     "timezone": "Europe/Madrid", "location": "Example parish hall",
     "formatted_address": "Example street 1, Example town, ES",
     "entity": "Example fellowship", "types": ["O", "BE"], "notes": "Ring the bell"},
    {"name": "Example evening group", "slug": "evening-2", "day": "3", "time": "19:00",
     "location": "Example parish hall", "formatted_address": "Example street 1, Example town, ES",
     "entity": "Example fellowship", "types": ["O", "BE"]},
    {"name": "Example online group", "slug": "online", "day": 6, "time": "10:00", "entity": "Example fellowship",
     "conference_url": "https://meet.example/room", "conference_url_notes": "Ask for the password",
     "types": ["ONL", "C"]},
]  # fmt: skip


@pytest.fixture
def theirs(tmp_path):
    path = tmp_path / "meetings.json"
    path.write_text(json.dumps(THEIRS))
    return path


def test_a_group_is_told_with_its_place_on_one_line_its_time_zone_and_how_to_begin(cast, client, settings):
    publish(cast, at={}, times=[(6, "18:00", "20:00")], how_to_begin={"en": "Just come"}, formats=["group", "online"])
    [one] = client.get("/meetings.json").json()
    assert (one["day"], one["time"], one["end_time"], one["timezone"]) == (0, "18:00", "20:00", settings.TIME_ZONE)
    assert one["formatted_address"] == "Example street 1, 08042 Barcelona, ES"
    assert one["notes"] == "People paint together\nJust come" and "conference_url" not in one
    page = client.get(reverse("directory:find"))
    assert page_of(page).select(f"main a[href='{reverse('meetings')}']")


def test_meetings_that_others_list_become_programmes_with_their_times(theirs, client):
    assert "Added: 2" in bring_in(theirs)
    evening = Listing.objects.get(names__en="Example evening group")
    assert (evening.door, evening.formats, evening.about) == ("open", ["group"], {"en": "Ring the bell"})
    when = {(one.weekday, one.starts_at, one.ends_at) for one in evening.times.all()}
    assert when == {(6, time(19), time(20, 30)), (2, time(19), None)}
    assert Venue.objects.get().street == "Example street 1, Example town, ES"
    online = Listing.objects.get(names__en="Example online group")
    assert (online.website, online.door, online.formats) == ("https://meet.example/room", "closed", ["group", "online"])
    assert online.how_to_begin == {"en": "Ask for the password"}
    assert Organisation.objects.get(listings=online).name == "Example fellowship"
    assert client.get(reverse("directory:listing", args=[evening.slug])).status_code == 200


def test_the_same_meetings_again_are_as_before_and_one_that_moves_is_changed(theirs):
    bring_in(theirs)
    assert "As before: 2" in bring_in(theirs)
    theirs.write_text(json.dumps([THEIRS[0], THEIRS[1] | {"time": "20:00"}]))
    said = bring_in(theirs)
    assert "Changed: 1" in said and "Withdrawn: 1" in said
    assert WeeklyTime.objects.filter(starts_at=time(20)).exists()


def test_what_goes_out_here_is_read_elsewhere(cast, client, tmp_path):
    publish(cast, at={}, times=[(1, "18:00", "20:00")], door="open")
    path = tmp_path / "meetings.json"
    path.write_bytes(client.get("/meetings.json").content.replace(b"http://testserver", b"https://here.example.org"))
    Listing.objects.all().delete()
    Organisation.objects.filter(name="Example association").delete()
    assert "Added: 1" in bring_in(path)
    listing = Listing.objects.get()
    assert (listing.names, listing.door, str(listing.times.get())) == (
        {"en": "Example: Painting"},
        "open",
        "Tuesday 18:00",
    )
    venue = listing.venues.get()
    assert (venue.name, venue.town, venue.postcode, venue.latitude) == (
        "Example parish hall", "Barcelona", "08042", 41.4428,
    )  # fmt: skip


def test_everything_that_is_not_right_is_said_with_its_place_in_the_list(tmp_path):
    path = tmp_path / "meetings.json"
    path.write_text(json.dumps([{"name": ""}, {"name": "A", "day": 7}, {"name": "B", "day": 1, "time": "noon"}]))
    said = complaints(path)
    for place in ["meetings.json:1:name", "meetings.json:2:day", "meetings.json:3:time"]:
        assert place in said
    assert not Listing.objects.exists()
