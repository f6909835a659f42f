"""Directories as the Human Services Data Specification writes them, made up for the tests."""

import csv
import random
import uuid

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def named(what):
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, what))


def everything():
    """One service with a row in every table of the standard, in the form of a whole service in JSON."""
    return {
        "id": named("service"), "name": "Example walking group", "alternate_name": "The walkers",
        "description": "We walk, slowly.", "url": "https://walkers.example/", "email": "walk@walkers.example",
        "status": "active", "interpretation_services": "Ask us", "application_process": "Just come",
        "fees_description": "Free", "eligibility_description": "Anybody", "minimum_age": 18, "maximum_age": 99,
        "assured_date": "2026-01-31", "assurer_email": "check@walkers.example", "alert": "Closed in August",
        "colour_of_the_door": "green",
        "organization": {
            "id": named("organisation"), "name": "Example walkers", "description": "People who walk",
            "website": "https://walkers.example/", "year_incorporated": 2011, "legal_status": "association",
            "organization_identifiers": [
                {"id": named("identifier"), "identifier_type": "charity", "identifier": "XX-1"}
            ],
            "programs": [{"id": named("program"), "name": "Outdoors", "description": "All that is outdoors"}],
            "funding": [{"id": named("funding"), "source": "Example foundation"}],
        },
        "program": {
            "id": named("program"), "organization_id": named("organisation"), "name": "Outdoors",
            "description": "All that is outdoors",
        },
        "phones": [{
            "id": named("phone"), "number": "+34 600 000 000", "extension": 12, "type": "voice",
            "languages": [{"id": named("phone language"), "name": "Spanish", "code": "es"}],
        }],
        "languages": [
            {"id": named("catalan"), "name": "Catalan", "code": "ca"},
            {"id": named("latin"), "name": "Latin", "code": "la", "note": "on Thursdays"},
        ],
        "schedules": [{"id": named("feast"), "description": "Once a year, when the almond trees flower"}],
        "contacts": [{
            "id": named("contact"), "name": "Walker-in-chief", "title": "Host",
            "phones": [{"id": named("contact phone"), "number": "+34 600 000 001"}],
        }],
        "service_areas": [{"id": named("area"), "name": "The valley", "extent_type": "text", "extent": "all of it"}],
        "cost_options": [{"id": named("cost"), "option": "Everybody", "amount": 0, "currency": "eur"}],
        "required_documents": [{"id": named("document"), "document": "None"}],
        "capacities": [{
            "id": named("capacity"), "available": 4, "maximum": 10, "updated": "2026-01-31T10:00:00.000+00:00",
            "unit": {"id": named("unit"), "name": "Pair of boots"},
        }],
        "additional_urls": [{"id": named("url"), "label": "Pictures", "url": "https://walkers.example/pictures"}],
        "attributes": [{
            "id": named("attribute"), "link_type": "topic", "value": "yes",
            "taxonomy_term": {
                "id": named("term"), "code": "W", "name": "Walking", "description": "On foot",
                "taxonomy_detail": {"id": named("taxonomy"), "name": "Example taxonomy", "description": "Of a test"},
            },
        }],
        "metadata": [{
            "id": named("metadata"), "last_action_date": "2026-01-31", "last_action_type": "update",
            "field_name": "name", "previous_value": "Walkers", "replacement_value": "Example walking group",
            "updated_by": "somebody",
        }],
        "service_at_locations": [{
            "id": named("at"), "description": "By the fountain",
            "schedules": [{
                "id": named("tuesdays"), "freq": "WEEKLY", "byday": "TU,TH", "opens_at": "10:00", "closes_at": "12:00",
                "notes": "Bring water",
            }],
            "location": {
                "id": named("location"), "location_type": "physical", "name": "Example square", "latitude": 41.4,
                "longitude": 2.17, "transportation": "Metro",
                "addresses": [{
                    "id": named("address"), "address_1": "Example street 1", "city": "Example town",
                    "state_province": "Example region", "postal_code": "00001", "country": "ES",
                    "address_type": "physical",
                }],
                "accessibility": [{"id": named("access"), "description": "No steps", "details": "none at all"}],
            },
        }],
    }  # fmt: skip


def write_tables(folder, tables):
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def many(services):
    """So many services of a tenth as many organisations, each at a place, with times and languages, in tables."""
    dice = random.Random(services)
    organisations = [
        {"id": named(f"o{n}"), "name": f"Example organisation {n}", "description": "Made up"}
        for n in range(max(1, services // 10))
    ]
    tables = {
        "organizations.csv": organisations, "services.csv": [], "locations.csv": [], "service_at_location.csv": [],
        "addresses.csv": [], "schedules.csv": [], "languages.csv": [], "phones.csv": [],
    }  # fmt: skip
    for n in range(services):
        _one(tables, n, dice.choice(organisations)["id"], dice)
    return tables


def _one(tables, n, organisation, dice):
    service, place, at = named(f"s{n}"), named(f"l{n}"), named(f"a{n}")
    tables["services.csv"].append({
        "id": service, "organization_id": organisation, "name": f"Example group {n}, “{n}”", "status": "active",
        "description": f"The description, with a comma and ünïcödé, of group {n}", "minimum_age": dice.choice(["", 18]),
    })  # fmt: skip
    tables["locations.csv"].append({
        "id": place, "location_type": "physical", "name": f"Hall {n}",
        "latitude": round(dice.uniform(41, 42), 5), "longitude": round(dice.uniform(1, 3), 5),
    })  # fmt: skip
    tables["service_at_location.csv"].append({"id": at, "service_id": service, "location_id": place})
    tables["addresses.csv"].append({
        "id": named(f"d{n}"), "location_id": place, "address_1": f"Street {n}", "city": "Town", "state_province": "R",
        "postal_code": f"{n:05}", "country": "ES", "address_type": "physical",
    })  # fmt: skip
    tables["schedules.csv"].append({
        "id": named(f"t{n}"), "service_at_location_id": at, "freq": "WEEKLY", "byday": dice.choice(DAYS),
        "opens_at": "18:00", "closes_at": "19:30",
    })  # fmt: skip
    tables["languages.csv"].append({"id": named(f"g{n}"), "service_id": service, "name": "es", "code": "es"})
    tables["phones.csv"].append({"id": named(f"p{n}"), "service_id": service, "number": f"+34 {n:09}"})
