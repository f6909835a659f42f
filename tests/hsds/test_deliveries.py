"""A directory that others keep comes in from a file in the browser: shown before it is taken in, undone afterwards."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.directory.listings import publish, weekly
from tests.hsds.example import everything, many, named
from tests.hsds.steps import SOURCE, as_file, brought, one_delivery, zipped
from tests.tabs import Tab, page_of, text_of
from wayfellow.access.guard import Refused
from wayfellow.directory import actions as directory
from wayfellow.directory.models import AtVenue, Listing, Organisation, TimeException, Venue, WeeklyTime
from wayfellow.hsds import actions
from wayfellow.hsds.actions.deliveries import let_go_of_deliveries
from wayfellow.hsds.models import Change, DeliveredFile, Delivery, LooseRow

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
UNPROCESSABLE, NOT_THERE = 422, 404


def page_for(name, record):
    return reverse(f"deliveries:{name}", args=[record.pk])


def everything_here():
    """Return all that the directory holds, but when a programme was last touched."""
    otherwise = {TimeException: sorted(TimeException.objects.values_list("time", "on", "why"))}
    return otherwise | {
        model: sorted(map(_told, model.objects.values()))
        for model in [Organisation, Venue, Listing, AtVenue, WeeklyTime, LooseRow]
    }


def _told(row):
    return str(sorted((name, str(said)) for name, said in row.items() if name != "changed_at"))


@pytest.fixture
def carmes(cast, client):
    client.force_login(cast.carme)
    return client


@pytest.fixture
def bring_in(cast, tmp_path):
    """Bring tables in and take them in, as Carme does."""

    def take_in(tables, **how):
        delivery = brought(cast.programme, cast.carme, zipped(tmp_path / "in", tables), **how)
        actions.take(delivery, by=cast.carme, on=TODAY)
        return delivery

    return take_in


def test_a_file_is_looked_at_taken_in_once_and_undone(cast, carmes, tmp_path):
    before = everything_here()
    tab = Tab(carmes, page_for("bring", cast.programme))
    content = zipped(tmp_path / "in", many(3))
    sent = tab.send(source=SOURCE, file=as_file(content))
    assert tab.send(source=SOURCE, file=as_file(content)).url == sent.url and Delivery.objects.count() == 1
    shown = text_of(carmes.get(sent.url))
    assert "Nothing has changed yet" in shown and "Example group 1, “1”" in shown and "Hall 2" in shown
    assert everything_here() == before
    delivery = Delivery.objects.get()
    tab = Tab(carmes, page_for("take", delivery))
    assert [tab.send().url, tab.send().url] == [sent.url, sent.url]
    assert Listing.objects.filter(kept_by=cast.programme, published_on=TODAY).count() == 3
    assert not DeliveredFile.objects.exists()
    assert "Example group 1" in text_of(carmes.get(reverse("directory:find"), {"q": "group"}))
    tab = Tab(carmes, page_for("undo", delivery))
    assert [tab.send().url, tab.send().url] == [sent.url, sent.url]
    assert everything_here() == before
    assert "undone on" in text_of(carmes.get(sent.url))


def test_what_would_change_is_shown_side_by_side(cast, carmes, bring_in, tmp_path):
    tables = many(3)
    bring_in(tables)
    gone = tables["services.csv"].pop()
    for name in ["service_at_location.csv", "languages.csv", "phones.csv", "schedules.csv"]:
        tables[name].pop()
    tables["services.csv"][0] |= {"name": "Under a new name", "colour_of_the_door": "green"}
    tables["schedules.csv"][1] |= {"opens_at": "09:15", "closes_at": "10:30", "byday": "WE"}
    tables["locations.csv"][0]["name"] = "Almond hall"
    delivery = brought(cast.programme, cast.carme, zipped(tmp_path / "in", tables))
    page = carmes.get(page_for("delivery", delivery), {"show": "changed"})
    rows = {
        tuple(cell.get_text(" ", strip=True) for cell in row.select("th, td")) for row in page_of(page).select("tr")
    }
    assert ("Name (English)", "Example group 0, “0”", "Under a new name") in rows
    assert ("services.csv: colour_of_the_door", "–", "green") in rows
    assert ("Name", "Hall 0", "Almond hall") in rows
    [when] = [row for row in rows if row[0] == "When"]
    assert "18:00–19:30" in when[1] and when[2] == "Wednesday 09:15–10:30 · Hall 1"
    page = text_of(carmes.get(page_for("delivery", delivery), {"show": "withdrawn"}))
    assert gone["name"] in page and Listing.objects.get(pk=gone["id"]).published_on


def test_undoing_brings_back_what_was_changed_moved_and_withdrawn_with_its_days_that_are_otherwise(cast, bring_in):
    tables = many(3)
    bring_in(tables)
    time = WeeklyTime.objects.get(listing=named("s1"))
    time.exceptions.create(on=TODAY, why="holiday")
    before = everything_here()
    for name in ["services.csv", "service_at_location.csv", "languages.csv", "phones.csv", "schedules.csv"]:
        tables[name].pop()
    tables["services.csv"][0] |= {"name": "Under a new name", "organization_id": named("another")}
    tables["organizations.csv"].append({"id": named("another"), "name": "Another", "description": "One"})
    tables["schedules.csv"][1] |= {"opens_at": "09:15", "closes_at": "10:30"}
    tables["locations.csv"][0]["name"] = "Almond hall"
    delivery = bring_in(tables)
    assert everything_here() != before and not TimeException.objects.exists()
    actions.undo(delivery, by=cast.carme, on=TODAY)
    assert everything_here() == before
    assert "almond" not in Listing.objects.get(pk=named("s0")).findable.words
    with pytest.raises(Refused, match="not taken in"):
        actions.undo(delivery, by=cast.carme, on=TODAY)


def test_undoing_says_what_somebody_changed_since_and_then_undoes_nothing(cast, carmes, bring_in):
    delivery = bring_in(many(3))
    listing = Listing.objects.get(pk=named("s1"))
    directory.change_listing(listing, by=cast.carme, edit_token=None, details={"phone": "+34 600 000 000"})
    there = everything_here()
    tab = Tab(carmes, page_for("undo", delivery))
    assert tab.send().status_code == UNPROCESSABLE
    assert "Example group 1, “1”" in text_of(tab.answer) and "Example group 0" not in text_of(tab.answer)
    assert everything_here() == there


@pytest.mark.parametrize("deed", ["cancelled", "moved elsewhere", "another time", "reported", "used elsewhere"])
def test_whatever_is_done_with_it_since_is_noticed(cast, bring_in, deed):
    delivery = bring_in(many(2))
    listing, time = Listing.objects.get(pk=named("s0")), WeeklyTime.objects.get(listing=named("s0"))
    whose = {"by": cast.carme}
    match deed:
        case "cancelled":
            TimeException.objects.create(time=time, on=TODAY)
        case "moved elsewhere":
            directory.leave_venue(listing, venue=time.venue, **whose)
        case "another time":
            directory.add_time(listing, id=named("t"), time=weekly(1, "10:00", "11:00"), **whose)
        case "reported":
            directory.report_mistake(listing, id=named("m"), on=TODAY, words="The door is round the corner")
        case "used elsewhere":
            another = publish(cast, "Example: Painting")
            AtVenue.objects.create(listing=another, venue=time.venue)
    with pytest.raises(Refused, match="Nothing was undone"):
        actions.undo(delivery, by=cast.carme, on=TODAY)
    assert Listing.objects.filter(pk=named("s0")).exists()


def test_entries_that_others_keep_stay_as_they_are(cast, carmes, tmp_path):
    tables = many(2)
    elsewhere = brought(cast.elsewhere, cast.olga, zipped(tmp_path / "in", tables))
    actions.take(elsewhere, by=cast.olga, on=TODAY)
    before = everything_here()
    tables["services.csv"][0]["name"] = "Taken over"
    tables["locations.csv"][0]["name"] = "Taken over"
    tables["organizations.csv"][0]["name"] = "Taken over"
    tables["schedules.csv"][0]["opens_at"] = "09:15"
    tables["services.csv"].append(tables["services.csv"][1] | {"id": named("mine"), "name": "My own"})
    delivery = brought(cast.programme, cast.carme, zipped(tmp_path / "in", tables))
    page = carmes.get(page_for("delivery", delivery), {"show": "others"})
    assert "Example group 0, “0”" in text_of(page) and "Taken over" not in text_of(page)
    actions.take(delivery, by=cast.carme, on=TODAY)
    assert Listing.objects.get(pk=named("mine")).kept_by == cast.programme
    actions.undo(delivery, by=cast.carme, on=TODAY)
    assert everything_here() == before


def test_only_what_was_shown_is_taken_in(cast, carmes, bring_in, tmp_path):
    tables = many(2)
    bring_in(tables)
    tables["services.csv"][0]["email"] = "new@walkers.example"
    delivery = brought(cast.programme, cast.carme, zipped(tmp_path / "in", tables))
    Listing.objects.filter(pk=named("s0")).update(email="here@walkers.example")
    tab = Tab(carmes, page_for("take", delivery))
    assert tab.send().status_code == UNPROCESSABLE and "has changed since this file was compared" in text_of(tab.answer)
    again = Tab(carmes, page_for("look_again", delivery)).send()
    assert "here@walkers.example" in text_of(carmes.get(again.url))
    assert Tab(carmes, page_for("take", delivery)).send().status_code == 302
    assert Listing.objects.get(pk=named("s0")).email == "new@walkers.example"


def test_every_fault_is_said_at_once_with_its_file_line_and_column(cast, carmes, tmp_path):
    tables = many(4)
    tables["services.csv"][0]["status"] = "perhaps"
    tables["services.csv"][1]["organization_id"] = named("nobody")
    tables["locations.csv"][3]["name"] = "N" * 121
    tab = Tab(carmes, page_for("bring", cast.programme))
    sent = tab.send(source=SOURCE, file=as_file(zipped(tmp_path / "in", tables)))
    assert sent.status_code == UNPROCESSABLE and "3 things to put right" in text_of(sent)
    assert [title.get_text() for title in page_of(sent).select("main .row-title")] == [
        "locations.csv · line 5 · name", "services.csv · line 2 · status", "services.csv · line 3 · organization_id",
    ]  # fmt: skip
    assert page_of(sent).select_one("[name=source]")["value"] == SOURCE
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"{", b"\xff\xfe", b"[]", b"%PDF-1.7"])
def test_what_is_no_directory_is_said_where_it_was_chosen(cast, carmes, content):
    tab = Tab(carmes, page_for("bring", cast.programme))
    sent = tab.send(source=SOURCE, file=as_file(content, "something.zip"))
    assert sent.status_code == UNPROCESSABLE and page_of(sent).select("#id_file[aria-invalid=true]")
    assert not Delivery.objects.exists()


def test_a_file_too_large_for_the_browser_is_said_so(cast, carmes, tmp_path, monkeypatch):
    monkeypatch.setattr("wayfellow.hsds.forms.MOST_SERVICES", 1)
    tab = Tab(carmes, page_for("bring", cast.programme))
    sent = tab.send(source=SOURCE, file=as_file(zipped(tmp_path / "in", many(2))))
    assert sent.status_code == UNPROCESSABLE and "more than 1 programmes" in text_of(sent)


def test_json_is_read_and_what_belongs_to_nothing_goes_with_the_undoing(cast, carmes):
    tab = Tab(carmes, page_for("bring", cast.programme))
    sent = tab.send(source=SOURCE, file=as_file(json.dumps(everything()).encode(), "directory.json"))
    assert "rows of the file belong to nothing here" in text_of(carmes.get(sent.url))
    delivery = Delivery.objects.get()
    actions.take(delivery, by=cast.carme, on=TODAY)
    assert LooseRow.objects.exists()
    actions.undo(delivery, by=cast.carme, on=TODAY)
    assert not LooseRow.objects.exists()


def test_what_is_left_is_gone_with_its_file(cast, carmes, tmp_path):
    delivery = one_delivery(cast)
    tab = Tab(carmes, page_for("leave", delivery))
    there = page_for("deliveries", cast.programme)
    assert [tab.send().url, tab.send().url] == [there, there]
    assert not DeliveredFile.objects.exists() and not Change.objects.exists()


def test_nothing_is_kept_for_longer_than_a_month(cast, bring_in, tmp_path):
    taken, waiting = bring_in(many(1)), one_delivery(cast)
    let_go_of_deliveries(on=TODAY + timedelta(days=31))
    assert {taken, waiting} == {*Delivery.objects.all()}
    let_go_of_deliveries(on=TODAY + timedelta(days=32))
    assert not Delivery.objects.exists() and not DeliveredFile.objects.exists() and Listing.objects.exists()


def test_another_programme_finds_none_of_it(cast, client, tmp_path):
    delivery = one_delivery(cast)
    client.force_login(cast.olga)
    for name in ["delivery", "take", "undo", "leave", "look_again"]:
        assert client.get(page_for(name, delivery)).status_code == NOT_THERE
    assert client.get(page_for("bring", cast.programme)).status_code == NOT_THERE


def test_a_long_file_is_shown_a_page_at_a_time_in_few_statements(cast, carmes, tmp_path, django_assert_num_queries):
    delivery = brought(cast.programme, cast.carme, zipped(tmp_path / "in", many(60)))
    address = page_for("delivery", delivery)
    carmes.get(address)
    with django_assert_num_queries(8):
        page = carmes.get(address, {"show": "added", "page": 2})
    assert len(page_of(page).select("section.card")) == 20 and "Page 2 of 7" in text_of(page)


def test_the_page_of_a_programmes_files_says_how_each_stands(cast, carmes, bring_in, tmp_path):
    there = page_for("deliveries", cast.programme)
    assert "Nothing here yet" in text_of(carmes.get(there))
    assert there in carmes.get(reverse("directory:listings")).content.decode()
    bring_in(many(1))
    brought(cast.programme, cast.carme, zipped(tmp_path / "in", many(2)), source="Another")
    shown = text_of(carmes.get(there))
    assert "Taken in" in shown and "To look at" in shown and "Another" in shown
