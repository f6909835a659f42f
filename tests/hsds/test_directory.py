"""A directory comes in and goes out as the Human Services Data Specification writes it."""

import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date, time

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hsds.example import everything, many, named, write_tables
from wayfellow.demo.cast import add_programme
from wayfellow.demo.directory import tell
from wayfellow.directory.models import AtVenue, Listing, Organisation, Programme, Venue, WeeklyTime
from wayfellow.hsds.bundles import brought, told
from wayfellow.hsds.mapping import SERVICE, own_row
from wayfellow.hsds.package import Package, write, write_json
from wayfellow.hsds.reading import read
from wayfellow.hsds.sorting import sorted_out
from wayfellow.hsds.vocabulary import explained

pytestmark = pytest.mark.django_db


def bring_in(path, **options):
    said = io.StringIO()
    call_command("import", "directory", str(path), stdout=said, **options)
    return said.getvalue()


def take_out(folder, **options):
    call_command("export", "directory", to=str(folder), stdout=io.StringIO(), **options)
    return folder


def complaints(path):
    with pytest.raises(CommandError) as refusal:
        bring_in(path)
    return str(refusal.value)


def meaning(path):
    """Return what a package says, whatever the order of its rows, columns and files."""
    return {table: rows for table, rows in read(path).rows.items() if rows}


@pytest.fixture
def example(tmp_path):
    path = tmp_path / "example.json"
    path.write_text(json.dumps(everything()))
    return path


def test_a_service_becomes_a_programme_that_anyone_finds(example):
    bring_in(example)
    listing = Listing.objects.get()
    assert (listing.names, listing.email, listing.youngest) == (
        {"en": "Example walking group"}, "walk@walkers.example", 18,
    )  # fmt: skip
    assert (listing.languages, listing.phone) == (["ca"], "+34 600 000 000")
    assert listing.checked_on == date(2026, 1, 31) and listing.published_on and listing.findable
    assert listing.organisation.name == "Example walkers"
    venue = Venue.objects.get()
    assert (venue.name, venue.street, venue.latitude) == ("Example square", "Example street 1", 41.4)
    assert {(one.weekday, one.starts_at, one.ends_at, one.venue) for one in WeeklyTime.objects.all()} == {
        (1, time(10), time(12), venue), (3, time(10), time(12), venue),
    }  # fmt: skip


@pytest.mark.parametrize("as_json", [False, True], ids=["as tables", "as JSON"])
def test_every_row_of_every_table_goes_out_as_it_came_in(example, tmp_path, as_json):
    bring_in(example)
    out = take_out(tmp_path / "out", json=as_json)
    assert meaning(out / "directory.json" if as_json else out) == meaning(example)


def test_two_thousand_services_go_out_as_they_came_in(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_tables(folder, many(2000))
    assert "Added: 2000" in bring_in(folder)
    assert meaning(take_out(tmp_path / "out")) == meaning(folder)
    assert "As before: 2000" in bring_in(folder)


def test_a_zip_of_the_tables_is_read_too(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_tables(folder, many(3))
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
        for file in folder.iterdir():
            packed.write(file, f"any folder/{file.name}")
    assert "Added: 3" in bring_in(tmp_path / "in.zip")


def test_a_dry_run_says_what_would_change_and_changes_nothing(example):
    said = bring_in(example, dry_run=True)
    assert "Would be added: 1" in said and "Example walking group" in said
    assert not Listing.objects.exists() and not Organisation.objects.exists()


def test_what_the_source_does_not_tell_any_more_is_withdrawn(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = write_tables(folder, many(3)) and many(3)
    bring_in(folder)
    gone = tables["services.csv"].pop()
    for name in ["service_at_location.csv", "languages.csv", "phones.csv", "schedules.csv"]:
        tables[name].pop()
    tables["services.csv"][0]["name"] = "Example group under a new name"
    write_tables(folder, tables)
    said = bring_in(folder)
    assert "Changed: 1" in said and "Withdrawn: 1" in said and "As before: 1" in said
    assert Listing.objects.get(pk=gone["id"]).published_on is None


def test_what_was_changed_here_stays_and_goes_out_as_it_is_here(example, tmp_path):
    bring_in(example)
    Listing.objects.update(how_to_begin={"en": "Ring the bell", "es": "Llama al timbre"})
    told = everything() | {"fees_description": "Give what you like"}
    example.write_text(json.dumps(told))
    bring_in(example)
    listing = Listing.objects.get()
    assert listing.how_to_begin["en"] == "Ring the bell"
    assert listing.what_it_costs == {"en": "Give what you like"}
    service = meaning(take_out(tmp_path / "out"))["service"][named("service")]
    assert service["application_process"] == "Ring the bell"
    assert service["colour_of_the_door"] == "green"


def test_a_draft_of_the_installation_never_goes_out(tmp_path, cast):
    shown = {"organisation": cast.federation, "names": {"en": "Example shown"}, "published_on": timezone.localdate()}
    Listing.objects.create(slug="shown", formats=["group"], places_free=2, places_counted_on=date(2026, 5, 1), **shown)
    Listing.objects.create(slug="draft", organisation=cast.federation, names={"en": "Example draft"})
    told = meaning(take_out(tmp_path / "out"))
    assert [row["name"] for row in told["service"].values()] == ["Example shown"]
    assert {row["code"] for row in told["taxonomy_term"].values()} == {
        "format:group", "organisation:peer_run", "text:names:en",
    }  # fmt: skip
    assert [row["available"] for row in told["service_capacity"].values()] == [2]


NAMED = {"name": "Example walkers", "description": "Example walkers"}
OURS_ALONE = {"id", "slug", "organisation_id", "programme_id", "kept_by_id", "published_on", "changed_at", "extra"}


def as_anyone_reads_it():
    """Return all that the directory says, by table and id, whatever the order of codes."""
    whole = {}
    for model in [Listing, Venue, Organisation]:
        for row in model.objects.exclude(**{"listings": None} if model is not Listing else {"pk": None}).values():
            said = {name: value for name, value in row.items() if name not in OURS_ALONE}
            whole[model, row["id"]] = {name: sorted(v) if isinstance(v, list) else v for name, v in said.items()}
    times = WeeklyTime.objects.values_list("listing", "venue", "weekday", "starts_at", "ends_at", "rhythm", "starts_on")
    return whole, set(times), set(AtVenue.objects.values_list("pk", "listing", "venue"))


@pytest.mark.parametrize(
    ("installation", "as_json"), [("en", True), ("ca", False)], ids=["JSON", "tables, another language"]
)
def test_what_one_installation_wrote_in_three_languages_reads_the_same_in_another(
    tmp_path, cast, settings, installation, as_json
):
    add_programme("example-today", "Example keeper", cast.federation)
    tell()
    Listing.objects.filter(pk=Listing.objects.order_by("slug")[0].pk).update(names={"ca": "Només en català"})
    before = as_anyone_reads_it()
    out = take_out(tmp_path / "out", json=as_json)
    Listing.objects.all().delete()
    Venue.objects.all().delete()
    Organisation.objects.update(kind="", about={}, website="")
    settings.LANGUAGE_CODE = installation
    bring_in(out / "directory.json" if as_json else out)
    assert as_anyone_reads_it() == before


said = st.dictionaries(
    st.sampled_from([code for code, _name in django_settings.LANGUAGES]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=40)
    .map(lambda text: unicodedata.normalize("NFC", text.strip()))
    .filter(bool),
)


@settings(max_examples=30)
@given(texts=st.fixed_dictionaries(dict.fromkeys(["names", "about", "first_time"], said)), as_json=st.booleans())
def test_whatever_is_written_in_any_language_comes_back_in_it(tmp_path, texts, as_json):
    texts["names"] = texts["names"] or {"es": "Ejemplo"}
    listing = Listing(**texts, organisation=Organisation(name="Example walkers"))
    bundle = told(SERVICE, listing, own_row(listing))
    package = Package()
    package.rows["organization"] = {(id := str(listing.organisation.uid)): {"id": id} | NAMED}
    package.rows["service"] = {bundle.own["id"]: bundle.own}
    package.rows["attribute"] = {row["id"]: row for row in bundle.of("attribute")}
    for table, row in explained(row["taxonomy_term_id"] for row in bundle.of("attribute")):
        package.rows[table][row["id"]] = row
    [name, *_others] = write_json(package, tmp_path) if as_json else write(package, tmp_path)
    bundles, _loose = sorted_out(read(tmp_path / name if as_json else tmp_path))
    columns = brought(SERVICE, bundles["service"][str(listing.pk)], None)
    assert {column: columns[column] for column in texts} == texts


def test_every_bad_row_is_named_with_its_line_and_nothing_comes_in(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(4)
    tables["services.csv"][0]["status"] = "perhaps"
    tables["services.csv"][1]["organization_id"] = named("nobody")
    tables["services.csv"][2]["id"] = "7"
    tables["locations.csv"][3]["latitude"] = "north"
    tables["organizations.csv"].append({"id": named("o9"), "name": "Example organisation 0", "description": "A twin"})
    write_tables(folder, tables)
    (folder / "wishes.csv").write_text("id\n1\n")
    said = complaints(folder)
    assert "services.csv:2:status" in said
    assert "services.csv:3:organization_id" in said
    assert "services.csv:4:id" in said
    assert "locations.csv:5:latitude" in said
    assert "wishes.csv" in said
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "where"),
    [("latitude", 100, "latitude"), ("name", "N" * 121, "name")],
)
def test_what_no_column_here_can_hold_is_said_where_it_was_read(tmp_path, column, value, where):
    folder = tmp_path / "in"
    folder.mkdir()
    tables = many(1)
    tables["locations.csv"][0][column] = value
    write_tables(folder, tables)
    assert f"locations.csv:2:{where}" in complaints(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1, 2]", b'{"contents": 3}', b'"words"'])
def test_what_is_no_directory_is_told_in_one_line(tmp_path, content):
    path = tmp_path / "something.json"
    path.write_bytes(content)
    assert complaints(path).startswith("something.json")


def test_two_organisations_of_one_name_are_told_apart_before_anything_is_kept(example):
    Organisation.objects.create(name="Example walkers", kind=Organisation.Kind.ASSOCIATION)
    assert "another organisation of this name" in complaints(example)
    assert not Programme.objects.exists() and not Listing.objects.exists()


def test_what_goes_out_is_a_sound_data_package(example, tmp_path):
    bring_in(example)
    package = take_out(tmp_path / "out") / "datapackage.json"
    # In a process of its own: it changes how long a cell of any CSV file may be.
    looked = [sys.executable, "-m", "frictionless", "validate", package]
    said = subprocess.run(looked, check=False, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout
