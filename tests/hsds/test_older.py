"""A directory as HSDS 2.0 writes it comes in, and goes out as 3.1."""

from datetime import time

import pytest

from tests.hsds.example import write_tables
from tests.hsds.test_directory import bring_in, complaints, meaning, take_out
from wayfellow.directory.models import Listing, Organisation, Venue, WeeklyTime

pytestmark = pytest.mark.django_db


def as_2_0():
    """One programme in every table of 2.0, under ids that are no UUIDs."""
    return {
        "organizations.csv": [
            {"id": "o1", "name": "Example walkers", "description": "They walk", "url": "https://walkers.example/"}
        ],
        "programs.csv": [{"id": "1", "organization_id": "o1", "name": "Outdoors"}],
        "services.csv": [
            {"id": "1", "organization_id": "o1", "program_id": "1", "name": "Walking group", "status": "active",
             "description": "We walk", "fees": "Free", "application_process": "Just come"}
        ],
        "services_at_location.csv": [{"id": "1", "service_id": "1", "location_id": "1"}],
        "locations.csv": [{"id": "1", "name": "Example square", "latitude": "41.4", "longitude": "2.17"}],
        "physical_addresses.csv": [
            {"id": "1", "location_id": "1", "address_1": "Example street 1", "address_2": "House B",
             "address_3": "2nd floor", "city": "Example town", "state_province": "R",
             "postal_code": "00001", "country": "ES"}
        ],
        "postal_addresses.csv": [
            {"id": "1", "location_id": "1", "address_1": "PO box 7", "city": "Elsewhere", "state_province": "R",
             "postal_code": "00002", "country": "ES"}
        ],
        "phones.csv": [{"id": "1", "service_id": "1", "number": "+34 600 000 000", "language": "es, ca"}],
        "contacts.csv": [{"id": "1", "service_id": "1", "name": "Walker-in-chief"}],
        "schedules.csv": [
            {"id": "1", "service_at_location_id": "1", "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00",
             "closes_at": "12:00"},
            {"id": "2", "service_id": "1", "freq": "YEARLY", "byday": "", "opens_at": "09:00", "closes_at": ""},
        ],
        "languages.csv": [{"id": "1", "service_id": "1", "language": "ca"}],
        "eligibility.csv": [
            {"id": "1", "service_id": "1", "eligibility": "Adults"},
            {"id": "2", "service_id": "1", "eligibility": "Locals"},
        ],
        "service_areas.csv": [{"id": "1", "service_id": "1", "service_area": "The valley"}],
        "required_documents.csv": [{"id": "1", "service_id": "1", "document": "None"}],
        "payments_accepted.csv": [{"id": "1", "service_id": "1", "payment": "cash"}],
        "funding.csv": [{"id": "1", "organization_id": "o1", "source": "Example foundation"}],
        "accessibility_for_disabilities.csv": [{"id": "1", "location_id": "1", "accessibility": "No steps"}],
        "taxonomy_terms.csv": [
            {"id": "1", "term": "Sport", "description": "Moving", "parent_id": ""},
            {"id": "2", "term": "Walking", "description": "On foot", "parent_id": "1"},
        ],
        "service_attributes.csv": [{"id": "1", "service_id": "1", "taxonomy_term_id": "2"}],
        "other_attributes.csv": [
            {"id": "1", "link_id": "1", "link_type": "physical_address", "taxonomy_term_id": "2"}
        ],
        "metadata.csv": [
            {"id": "1", "resource_id": "1", "resource_type": "service", "last_action_date": "2020-01-31",
             "last_action_type": "update", "field_name": "name", "previous_value": "Walkers",
             "replacement_value": "Walking group", "updated_by": "somebody"}
        ],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_a_programme_of_2_0_is_read_with_all_that_a_visitor_looks_for(folder):
    assert "Added: 1" in bring_in(write_tables(folder, as_2_0()))
    listing = Listing.objects.get()
    assert (listing.names, listing.languages, listing.phone) == ({"en": "Walking group"}, ["ca"], "+34 600 000 000")
    assert (listing.what_it_costs, listing.how_to_begin) == ({"en": "Free"}, {"en": "Just come"})
    assert Organisation.objects.get(listings=listing).website == "https://walkers.example/"
    venue = Venue.objects.get()
    assert (venue.street, venue.town) == ("Example street 1, House B, 2nd floor", "Example town")
    assert venue.how_to_get_in == {"en": "No steps"}
    when = WeeklyTime.objects.get()
    assert (when.weekday, when.starts_at, when.venue) == (1, time(10), venue)


def test_it_goes_out_as_3_1_with_nothing_lost_and_is_as_before_when_it_comes_again(folder, tmp_path):
    bring_in(write_tables(folder, as_2_0()))
    assert "As before: 1" in bring_in(folder)
    out = meaning(take_out(tmp_path / "out"))
    assert "As before: 1" in bring_in(tmp_path / "out")
    [service] = out["service"].values()
    assert service["eligibility_description"] == "Adults; Locals"
    assert {row["address_type"]: row["city"] for row in out["address"].values()} == {
        "physical": "Example town", "postal": "Elsewhere",
    }  # fmt: skip
    assert sorted(row["code"] for row in out["language"].values()) == ["ca", "ca", "es"]
    terms = {row["name"]: row for row in out["taxonomy_term"].values()}
    assert terms["Walking"]["parent_id"] == terms["Sport"]["id"]
    told = [row for row in out["attribute"].values() if row["taxonomy_term_id"] == terms["Walking"]["id"]]
    linked = {row["link_entity"]: row["link_id"] for row in told}
    [where] = [id for id, row in out["address"].items() if row["address_type"] == "physical"]
    assert linked == {"service": service["id"], "address": where}
    assert [row["amount_description"] for row in out["cost_option"].values()] == ["cash"]
    assert [row["name"] for row in out["service_area"].values()] == ["The valley"]
    assert [row["resource_id"] for row in out["metadata"].values()] == [service["id"]]
    assert {row.get("rrule") for row in out["schedule"].values()} == {None, "FREQ=YEARLY"}
    assert out["program"] and out["contact"] and out["funding"] and out["required_document"]


def test_the_same_ids_of_two_sources_are_two_programmes(folder, tmp_path):
    bring_in(write_tables(folder, as_2_0()), source="one")
    tables = as_2_0()
    tables["organizations.csv"][0]["name"] = "Another"
    assert "Added: 1" in bring_in(write_tables(folder, tables), source="two")
    assert Listing.objects.count() == 2


def test_what_every_day_means_is_each_day_of_the_week(folder):
    tables = as_2_0()
    tables["schedules.csv"][0] |= {"freq": "DAILY", "byday": ""}
    bring_in(write_tables(folder, tables))
    assert WeeklyTime.objects.count() == 7


def test_what_is_wrong_in_it_is_said_where_it_stands(folder):
    tables = as_2_0()
    tables["services.csv"][0]["organization_id"] = "nobody"
    tables["physical_addresses.csv"][0]["city"] = ""
    tables["eligibility.csv"].append({"id": "3", "service_id": "nothing", "eligibility": "All"})
    said = complaints(write_tables(folder, tables))
    assert "services.csv:2:organization_id" in said and "physical_addresses.csv:2:city" in said
    assert "eligibility.csv:service_id" in said


def test_a_package_of_today_is_not_read_as_an_old_one(folder):
    tables = as_2_0()
    now = {name: tables[name] for name in ["programs.csv", "services.csv", "locations.csv"]}
    now["organizations.csv"] = [{"id": "o1", "name": "Example walkers", "description": "They walk"}]
    assert "locations.csv:1:location_type" in complaints(write_tables(folder, now))
