"""Directories that others made, and our own that comes back: read whole, and changed only where they say so."""

import csv
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.hsds.example import everything, many, named, write_tables
from tests.hsds.test_directory import bring_in, complaints, example, meaning, take_out  # noqa: F401
from tests.tabs import text_of
from wayfellow.demo.cast import add_programme
from wayfellow.demo.directory import tell
from wayfellow.directory.models import AtVenue, Listing, Organisation, Venue, WeeklyTime
from wayfellow.hsds.models import LooseRow

pytestmark = pytest.mark.django_db


def rewrite(file, **cells):
    """Change cells of the first line of a table, as somebody does in a spreadsheet."""
    with file.open(encoding="utf-8", newline="") as table:
        first, *others = csv.DictReader(table)
    write_tables(file.parent, {file.name: [first | cells, *others]})


def everything_here():
    return {
        model: sorted(map(str, model.objects.order_by("pk").values()))
        for model in [Organisation, Venue, Listing, AtVenue, WeeklyTime, LooseRow]
    }


def test_a_tax_number_is_no_pointer_and_goes_out_again(cases, tmp_path):
    assert "Added: 1" in bring_in(cases / "hsds-tax-id")
    assert Organisation.objects.get(listings__isnull=False).name == "Example mutual-aid association"
    (row,) = meaning(take_out(tmp_path / "out"))["organization"].values()
    assert row["tax_id"] == "EX-00-1234567"


def test_services_told_below_their_organisation_come_in(cases):
    assert "Added: 1" in bring_in(cases / "hsds-organization-with-services.json")
    listing = Listing.objects.get()
    assert (listing.names, listing.organisation.name) == (
        {"en": "Example walking group"}, "Example association with its services inside",
    )  # fmt: skip


def test_a_file_without_a_service_is_not_taken_for_an_empty_directory(tmp_path):
    path = tmp_path / "nobody.json"
    path.write_text(json.dumps({"id": named("o"), "name": "Example", "description": "Made up"}))
    assert "There is no service in this file." in complaints(path)


def test_each_number_is_shown_said_whose_it_is(cases, client):
    bring_in(cases / "hsds-phones-elsewhere")
    page = client.get(reverse("directory:listing", args=[Listing.objects.get().slug]))
    shown = text_of(page)
    assert "Example civic centre · front desk: +34 900 000 001" in shown
    assert "Example mutual-aid association · the association: +34 900 000 002" in shown
    assert "This programme at Example civic centre · this hour at this place: +34 900 000 003" in shown
    assert 'href="tel:+34900000003"' in page.content.decode()
    assert "We do not know yet how to contact them." not in shown


def test_a_contact_is_shown_with_what_they_do_and_how_to_reach_them(client, tmp_path):
    told = everything()
    told["contacts"][0]["email"] = "host@walkers.example"
    told["contacts"][0]["phones"][0]["extension"] = 7
    path = tmp_path / "in.json"
    path.write_text(json.dumps(told))
    bring_in(path)
    page = client.get(reverse("directory:listing", args=[Listing.objects.get().slug]))
    assert "Walker-in-chief, Host: +34 600 000 001, extension 7" in text_of(page)
    assert 'href="tel:+34600000001;ext=7"' in page.content.decode()
    assert "Walker-in-chief, Host: host@walkers.example" in text_of(page)
    assert text_of(page).count("+34 600 000 000") == 1


@pytest.fixture
def ours(cast):
    add_programme("example-today", "Example keeper", cast.federation)
    tell()
    return Listing.objects.filter(published_on__isnull=False).count()


@pytest.mark.parametrize("as_json", [False, True], ids=["as tables", "as JSON"])
def test_our_own_export_brought_back_changes_nothing(ours, tmp_path, as_json):
    out = take_out(tmp_path / "out", json=as_json)
    before = everything_here()
    said = bring_in(out / "directory.json" if as_json else out)
    assert f"As before: {ours}" in said and "Added: 0" in said and "Changed: 0" in said and "Withdrawn: 0" in said
    assert everything_here() == before


def test_what_others_brought_goes_out_and_back_in_as_before(example, tmp_path):  # noqa: F811
    bring_in(example)
    Listing.objects.update(how_to_begin={"en": "Ring the bell"})
    before = everything_here()
    assert "As before: 1" in bring_in(take_out(tmp_path / "out"))
    assert everything_here() == before
    example.write_text(json.dumps(everything()))
    assert "As before: 1" in bring_in(example)
    assert Listing.objects.get().how_to_begin == {"en": "Ring the bell"}


def test_what_was_edited_in_a_spreadsheet_is_changed_and_nothing_else(ours, tmp_path):
    out = take_out(tmp_path / "out")
    rewrite(out / "services.csv", email="new@walkers.example", colour_of_the_door="green")
    rewrite(out / "locations.csv", name="Example hall under a new name")
    rewrite(out / "schedules.csv", opens_at="07:15")
    said = bring_in(out)
    assert "Changed: " in said and "Changed: 0" not in said and "Added: 0" in said and "Withdrawn: 0" in said
    assert Listing.objects.get(email="new@walkers.example").extra["hsds"]["own"]["colour_of_the_door"] == "green"
    assert Venue.objects.filter(name="Example hall under a new name").count() == 1
    assert WeeklyTime.objects.filter(starts_at="07:15").count() == 1
    again = bring_in(take_out(tmp_path / "again"))
    assert f"As before: {ours}" in again


def test_what_was_edited_of_anothers_stays_when_they_send_the_same_again(tmp_path):
    folder = write_tables(tmp_path / "in", many(3)) if (tmp_path / "in").mkdir() is None else None
    bring_in(folder)
    out = take_out(tmp_path / "out")
    rewrite(out / "services.csv", email="new@walkers.example")
    rewrite(out / "schedules.csv", opens_at="07:15", closes_at="08:15")
    assert "As before: 2" in bring_in(out) and "As before: 3" in bring_in(out)
    bring_in(folder)
    assert Listing.objects.filter(email="new@walkers.example").exists()
    assert WeeklyTime.objects.filter(starts_at="07:15").exists()
    (folder / "services.csv").write_text((folder / "services.csv").read_text().rsplit("\n", 2)[0] + "\n")
    for name in ["service_at_location.csv", "languages.csv", "phones.csv", "schedules.csv"]:
        (folder / name).write_text((folder / name).read_text().rsplit("\n", 2)[0] + "\n")
    assert "Withdrawn: 1" in bring_in(folder)


def test_a_place_that_somebody_added_here_and_the_source_names_too_is_there_once(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    at = tables.pop("service_at_location.csv")
    tables["schedules.csv"] = [{"id": named("t"), "service_id": named("s0"), "freq": "WEEKLY"}]
    write_tables(folder, tables)
    bring_in(folder)
    AtVenue.objects.create(listing=Listing.objects.get(), venue=Venue.objects.get())
    write_tables(folder, {"service_at_location.csv": at})
    bring_in(folder)
    assert AtVenue.objects.get().pk.hex == named("a0").replace("-", "")


def test_a_day_that_was_cancelled_here_outlives_a_time_that_the_source_adds(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    write_tables(folder, tables)
    bring_in(folder)
    time = WeeklyTime.objects.get()
    time.exceptions.create(on=timezone.localdate())
    added = tables["schedules.csv"][0] | {"id": named("another"), "opens_at": "09:00", "closes_at": "10:00"}
    tables["schedules.csv"].append(added)
    write_tables(folder, tables)
    assert "Changed: 1" in bring_in(folder)
    assert WeeklyTime.objects.count() == 2 and time.exceptions.exists()


def test_a_time_at_no_place_that_the_source_changes_is_changed_here(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    row = {"id": named("t"), "service_id": named("s0"), "freq": "WEEKLY", "byday": "MO", "opens_at": "18:00"}
    tables["schedules.csv"] = [row]
    write_tables(folder, tables)
    bring_in(folder)
    tables["schedules.csv"] = [row | {"byday": "TU"}]
    write_tables(folder, tables)
    assert "Changed: 1" in bring_in(folder)
    assert WeeklyTime.objects.get().weekday == 1


def test_another_name_of_a_place_is_found_at_once(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    bring_in(write_tables(folder, tables))
    tables["locations.csv"][0]["name"] = "Almond hall"
    bring_in(write_tables(folder, tables))
    assert "almond" in Listing.objects.get().findable.words


def test_an_id_of_another_programme_here_is_said_where_it_stands(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    bring_in(write_tables(folder, tables))
    tables["services.csv"].append(tables["services.csv"][0] | {"id": named("another")})
    tables["service_at_location.csv"][0]["service_id"] = named("another")
    assert "service_at_location.csv:2:id" in complaints(write_tables(folder, tables))


@pytest.mark.parametrize("name", ["A\\u0000B", "A\\ud800B"])
def test_what_is_no_text_is_refused_before_a_database_sees_it(tmp_path, name):
    path = tmp_path / "in.json"
    path.write_text(json.dumps(everything()).replace("Just come", name))
    assert "no text" in complaints(path)


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"[" * 100_000])
def test_what_pretends_to_be_a_file_is_told_in_one_line(tmp_path, content):
    path = tmp_path / "in.zip"
    path.write_bytes(content)
    assert complaints(path).startswith("in.zip")


def test_the_same_place_twice_is_said_where_it_stands(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    tables["service_at_location.csv"].append(tables["service_at_location.csv"][0] | {"id": named("twice")})
    write_tables(folder, tables)
    assert "service_at_location.csv:3:location_id" in complaints(folder)


def test_files_called_as_older_versions_call_them_and_what_they_say_of_tables_are_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(2)
    tables["organization.csv"] = tables.pop("organizations.csv")
    tables["meta_table_descriptions.csv"] = [
        {"id": named("meta"), "name": "service", "language": "en", "character_set": "UTF-8"}
    ]
    write_tables(folder, tables)
    assert "Added: 2" in bring_in(folder)
    assert meaning(take_out(tmp_path / "out")) == meaning(folder)


def test_what_no_column_here_can_hold_is_said_together_with_what_is_no_row_at_all(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(12)
    tables["services.csv"][0]["status"] = "perhaps"
    tables["services.csv"][1]["email"] = "nobody"
    tables["locations.csv"][2]["name"] = "N" * 121
    tables["organizations.csv"].append({"id": named("o9"), "name": "Example organisation 0", "description": "A twin"})
    write_tables(folder, tables)
    said = complaints(folder)
    for place in ["services.csv:2:status", "services.csv:3:email", "locations.csv:4:name", "organizations.csv:3:name"]:
        assert place in said
    assert "To put right: 4." in said and not Listing.objects.exists()


def test_rows_that_point_into_a_table_that_cannot_be_read_are_not_blamed(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(2)
    for row in tables["organizations.csv"]:
        del row["description"]
    write_tables(folder, tables)
    said = complaints(folder)
    assert "organizations.csv:1:description" in said and "organization_id" not in said
