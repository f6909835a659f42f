"""Other machines read the published directory, in the form of the Human Services Data Specification."""

import json
from datetime import time, timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, unsupported_method

from tests.hsds.example import everything, many, named, write_tables
from tests.hsds.test_directory import bring_in
from wayfellow.config.wsgi import application
from wayfellow.directory.actions import make_findable
from wayfellow.directory.models import AtVenue, Listing, Venue, WeeklyTime
from wayfellow.hsds.views import machines as views

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(tmp_path):
    """A service with a row in every table, twelve plain ones, and a draft."""
    example = tmp_path / "example.json"
    example.write_text(json.dumps(everything()))
    bring_in(example)
    (tmp_path / "in").mkdir()
    bring_in(write_tables(tmp_path / "in", many(12)))
    listing = Listing.objects.get(pk=named("service"))
    listing.formats, listing.door = ["group"], "open"
    listing.save(update_fields=["formats", "door"])
    make_findable(listing)
    Listing.objects.create(slug="draft", organisation=listing.organisation, names={"en": "Example draft"})
    return listing


def asked(client, path, **question):
    response = client.get(f"/hsds/{path}", question)
    assert response["Access-Control-Allow-Origin"] == "*"
    return response


def told(client, path, **question):
    response = asked(client, path, **question)
    assert response.status_code == 200, response.content
    return response.json()


def names(client, path, **question):
    return {one["name"] for one in told(client, path, **question)["contents"]}


def test_it_says_which_standard_it_follows(client, db):
    about = told(client, "")
    assert about["version"] == "3.1" and about["openapi_url"] == "http://testserver/hsds/openapi.json"
    assert client.get(about["openapi_url"]).json()["info"]["version"] == "3.1"


def test_a_list_is_paged_and_holds_what_is_published_and_nothing_else(client, published):
    first, last = told(client, "services", per_page=10), told(client, "services", per_page=10, page=2)
    assert (first["total_items"], first["total_pages"], first["size"], first["first_page"]) == (13, 2, 10, True)
    assert (last["size"], last["last_page"], last["empty"]) == (3, True, False)
    assert told(client, "services", page=900)["empty"]
    assert "Example draft" not in names(client, "services", per_page=500)
    assert "organization" in first["contents"][0] and "phones" not in first["contents"][0]


@pytest.mark.parametrize("question", ["page=0", "organization_id=", "taxonomy_term_id=", "modified_after="])
def test_a_page_that_cannot_be_and_a_filter_left_empty_are_mistakes_and_documented(client, published, question):
    name = question.partition("=")[0]
    answer = client.get(f"/hsds/services?{question}")
    assert answer.status_code == 400 and answer.json()["problem"].startswith(f"{name}: ")
    paths = client.get("/hsds/openapi.json").json()["paths"]
    assert all("400" in paths[f"/hsds/{one}"]["get"]["responses"] for one in ["services", "organizations"])


def test_one_service_is_told_with_everything_below_it(client, published):
    service = told(client, f"services/{named('service')}")
    service["attributes"] = [one for one in service["attributes"] if one["id"] == named("attribute")]  # not our own two
    for name, value in everything().items():
        if name not in {"organization", "program"}:
            assert _without_ids_up(service[name]) == _without_ids_up(value), name
    assert service["organization"]["name"] == "Example walkers"


def _without_ids_up(value):
    """What stands below something need not say so again."""
    match value:
        case dict():
            up = {"organization_id", "location_id", "taxonomy_term_id", "taxonomy_id", "unit_id"}
            return {name: _without_ids_up(inner) for name, inner in value.items() if name not in up}
        case list():
            return [_without_ids_up(inner) for inner in value]
    return value


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations"])
@pytest.mark.parametrize("id", [named("nobody"), "7", "x" * 900, "%00"])
def test_what_is_not_there_is_not_found(client, db, path, id):
    assert asked(client, f"{path}/{id}").status_code == 404


def test_the_filters_of_the_standard_narrow(client, published):
    organisation = named("organisation")
    only = {"Example walking group"}
    assert names(client, "services", search="WALK") == only
    assert names(client, "services", organization_id=organisation) == only
    assert names(client, "services", taxonomy_term_id=named("term")) == only
    assert names(client, "services", taxonomy_id=named("taxonomy")) == only
    group = told(client, f"services/{named('service')}")["attributes"][-1]["taxonomy_term"]
    assert group["code"] == "door:open"
    assert names(client, "services", taxonomy_term_id=group["id"]) == only
    assert only == names(client, "services", taxonomy_id=group["taxonomy_detail"]["id"])
    assert names(client, "organizations", search="walk") == {"Example walkers"}
    assert told(client, "services", modified_after=(timezone.now() + timedelta(days=1)).isoformat())["empty"]
    assert told(client, "services", minimal=True)["contents"][0].keys() == {"id", "last_modified"}
    at = told(client, "service_at_locations", postcode="00001", full=True)["contents"]
    assert {one["location"]["name"] for one in at} == {"Example square", "Hall 1"}
    assert told(client, "service_at_locations", postcode="nowhere", proximity=1000)["empty"]


@pytest.mark.parametrize(
    ("moment", "how_many"),
    [
        ("0001-01-01T00:00:00+23:00", 13), ("1990-05-01T00:00:00+16:00", 13),
        ("8126-09-23T04:04:52+16:00", 0), ("9999-12-31T23:59:59-23:00", 0), ("2000-01-01", 13),
    ],
)  # fmt: skip
def test_a_moment_in_any_zone_and_at_either_end_of_the_calendar_is_understood(client, published, moment, how_many):
    assert told(client, "services", modified_after=moment)["total_items"] == how_many


def test_an_organisation_is_told_with_its_services(client, published):
    organisation = told(client, "organizations", search="walk", full_service=True)["contents"][0]
    assert [one["name"] for one in organisation["services"]] == ["Example walking group"]
    whole = told(client, f"organizations/{named('organisation')}")
    assert whole["organization_identifiers"][0]["identifier"] == "XX-1"


def test_all_of_it_comes_as_lines(client, published):
    lines = asked(client, "services", format="ndjson").getvalue().decode().splitlines()
    assert len(lines) == 13 and all(json.loads(line)["status"] == "active" for line in lines)


def test_more_places_than_a_database_compares_at_once_are_told_whole(client, cast):
    listed = {"organisation": cast.federation, "published_on": timezone.localdate(), "formats": ["group"]}
    numbers = [f"Example {number}" for number in range(1100)]
    listings = Listing.objects.bulk_create(
        Listing(slug=name.replace(" ", "-"), names={"en": name}, **listed) for name in numbers
    )
    venues = Venue.objects.bulk_create(Venue(kind="square", name=name) for name in numbers)
    pairs = list(zip(listings, venues, strict=True))
    AtVenue.objects.bulk_create(AtVenue(listing=listing, venue=venue) for listing, venue in pairs)
    weekly = {"weekday": 1, "starts_at": time(10)}
    WeeklyTime.objects.bulk_create(WeeklyTime(listing=listing, venue=venue, **weekly) for listing, venue in pairs)
    [organisation] = told(client, "organizations", full_service=True)["contents"]
    assert {one["service_at_locations"][0]["location"]["name"] for one in organisation["services"]} == {*numbers}
    assert {one["location"] for one in client.get("/meetings.json").json()} == {*numbers}


@pytest.mark.parametrize("path", ["services", "organizations", "service_at_locations"])
def test_all_of_it_is_read_once_and_a_part_at_a_time(client, published, monkeypatch, path):
    """A list read page by page would skip or repeat what moves between its pages."""
    whole = {one["id"] for one in told(client, path, per_page=500)["contents"]}
    monkeypatch.setattr(views, "LINES_AT_ONCE", 3)
    with CaptureQueriesContext(connection) as statements:
        lines = asked(client, path, format="ndjson", full=True).getvalue().decode().splitlines()
    assert {json.loads(line)["id"] for line in lines} == whole and len(lines) == len(whole)
    assert not [one["sql"] for one in statements if "LIMIT" in one["sql"]]


@pytest.mark.parametrize(
    "question",
    [
        {"colour": "green"}, {"page": 0}, {"page": "one"}, {"page": 10**30}, {"per_page": 501}, {"format": "xml"},
        {"organization_id": "7"}, {"modified_after": "yesterday"}, {"search": "x" * 10_000}, {"search": "a\0b"},
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_is_a_mistake(client, db, question):
    response = asked(client, "services", **question)
    assert response.status_code == 400
    assert next(iter(question)) in response.json()["problem"]


def test_a_page_costs_the_same_whatever_is_on_it(client, published, django_assert_num_queries):
    with django_assert_num_queries(4):
        told(client, "services", per_page=2)
    with django_assert_num_queries(4):
        told(client, "services", per_page=13)


@pytest.fixture
def same_connection():
    """Let requests that no test client makes run in the test's own transaction."""
    for signal in [request_started, request_finished]:
        signal.disconnect(close_old_connections)
    yield
    for signal in [request_started, request_finished]:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_no_question_brings_it_down_or_is_answered_otherwise_than_promised(published, same_connection, mode):
    schema = schemathesis.openapi.from_wsgi("/hsds/openapi.json", application)
    operations = [result.ok() for result in schema.get_all_operations()]
    cases = st.one_of(*(one.as_strategy(generation_mode=mode) for one in operations if one.path != "/hsds/"))

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def ask(case):
        case.call_and_validate(excluded_checks=[negative_data_rejection, unsupported_method])

    ask()


def test_the_weekly_groups_come_as_meetings_without_anybodys_name(client, published):
    response = client.get("/meetings.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    meetings = response.json()
    assert {(one["day"], one["time"], one["location"]) for one in meetings} == {
        (2, "10:00", "Example square"), (4, "10:00", "Example square"),
    }  # fmt: skip
    assert "Walker-in-chief" not in response.content.decode()


def test_it_sets_no_cookie_and_takes_nothing(client, published):
    response = client.get("/hsds/services")
    assert not response.cookies
    assert Client().post("/hsds/services").status_code == 405
